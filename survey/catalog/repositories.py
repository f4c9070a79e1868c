"""What hosts of code say of repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from survey.catalog import tables as t
from survey.catalog.settle import settle
from survey.catalog.sqlite import insert_or_replace
from survey.model.repository import repository_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.record import Repository


def keep_repositories(
    catalog: Catalog, checked: Sequence[Repository], papers: Sequence[int], *, source: str, now: datetime
) -> None:
    """Keeps what `source` said of repositories today, and settles `papers`, which link them."""
    if not checked:
        return
    with catalog.writing() as connection:
        connection.execute(
            insert_or_replace(t.repository),
            [
                {
                    "name": repository_key(repository.url),
                    "url": repository.url,
                    "source": source,
                    "checked_on": (repository.checked_on or now.date()).isoformat(),
                    "stars": repository.stars,
                    "license": repository.license,
                    "archived": repository.archived,
                    "gone": repository.gone,
                }
                for repository in checked
            ],
        )
        settle(connection, set(connection.execute(select(t.paper.c.id).where(t.paper.c.id.in_(papers))).scalars()))
