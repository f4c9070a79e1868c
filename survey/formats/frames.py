"""Papers as a data frame, for notebooks. The only importer of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from survey.formats.columns import columns as columns_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.model.view import PaperView


def frame(views: Iterable[PaperView], columns: Sequence[str] = ()) -> pd.DataFrame:
    """`views` as rows under the names of `columns`, in types that know the unknown: `<NA>` beside integers.

    Raises AskedWronglyError for a column that does not exist.
    """
    wanted = columns_named(columns)
    rows = [[column.cell(view).value for column in wanted] for view in views]
    return pd.DataFrame(rows, columns=[column.name for column in wanted], dtype=object).convert_dtypes()
