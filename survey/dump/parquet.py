"""Parquet, the form in which the archive of the dumps is kept."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROWS = 16
"""How many rows are unpacked at once; one row of leaderboards may hold a whole area of research."""


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The rows of the file at `path` as JSON objects, without what is null.

    One column holds every metric there is, of which a row has one or two: nulls are left out before they are made.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise SurveyError(
            f"{path} is a Parquet file, which needs another package", hint='pip install "paper-survey[parquet]"'
        ) from None
    try:
        with ParquetFile(path, memory_map=True) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                columns = {name: _values(batch.column(name)) for name in batch.schema.names}
                for number in range(batch.num_rows):
                    yield {name: said for name, column in columns.items() if (said := column[number]) is not None}
    except (ArrowException, OSError) as error:
        raise SurveyError(f"{path} is a damaged Parquet file: {error}", hint="fetch it again") from error


def _values(array: Any) -> list[Any]:
    from pyarrow import types

    kind = array.type
    if types.is_struct(kind):
        return _structs(array)
    if types.is_list(kind) or types.is_large_list(kind):
        return _lists(array)
    if types.is_timestamp(kind) or types.is_date(kind):
        # As texts: a year that is none would stop the file.
        array = array.cast("string")
    return [_plain(value) for value in array.to_pylist()]


def _structs(array: Any) -> list[Any]:
    fields = zip((field.name for field in array.type), array.flatten(), strict=True)
    said = {name: _values(field) for name, field in fields if field.null_count < len(field)}
    there = array.is_valid().to_pylist()
    found: list[Any] = [{} if is_there else None for is_there in there]
    for name, values in said.items():
        for value, row in zip(values, found, strict=True):
            if value is not None and row is not None:
                row[name] = value
    return found


def _lists(array: Any) -> list[Any]:
    inside = _values(array.flatten())
    ends, total = [0], 0
    # Lengths, not offsets: what a null leaves in between is not in the flattened values.
    lengths = array.value_lengths().to_pylist()
    for length in lengths:
        total += length or 0
        ends.append(total)
    spans = pairwise(ends)
    return [None if length is None else inside[start:end] for (start, end), length in zip(spans, lengths, strict=True)]


def _plain(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
