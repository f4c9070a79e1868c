"""What hosts of code say of repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from survey.catalog import tables as t
from survey.catalog.settle import settle
from survey.catalog.sqlite import among, insert_rows
from survey.model.repository import repository_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.record import Repository

_SAID = ("url", "source", "checked_on", "stars", "license", "archived", "gone")


def keep_repositories(
    catalog: Catalog, checked: Sequence[Repository], papers: Sequence[int], *, source: str, now: datetime
) -> None:
    """Keeps what `source` said of repositories today, and settles `papers`, which link them."""
    rows = [
        (
            repository_key(repository.url),
            repository.url,
            source,
            (repository.checked_on or now.date()).isoformat(),
            repository.stars,
            repository.license,
            repository.archived,
            repository.gone,
        )
        for repository in checked
    ]
    if not rows:
        return
    with catalog.writing() as connection:
        insert_rows(connection, t.repository, ("name", *_SAID), rows, or_update=_SAID)
        standing = func.coalesce(t.paper.c.merged_into, t.paper.c.id)
        settle(connection, connection.execute(select(standing).where(t.paper.c.id.in_(among(papers)))).scalars())
