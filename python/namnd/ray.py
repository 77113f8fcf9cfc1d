"""Documents with Ray Data: one row for each, whatever becomes of it.

>>> documents = ray.data.from_items([{"path": path} for path in namnd.find("/data/documents")])
>>> converted = documents.map_batches(
...     namnd.ray.Convert, concurrency=4, batch_size=16, batch_format="pyarrow",
...     fn_constructor_kwargs={"root": "/data/documents"})
>>> converted.write_parquet("/data/converted")
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from namnd import _options, _records, _tables
from namnd._options import ConvertOptions, StrPath

if TYPE_CHECKING:
    import pyarrow
    from typing_extensions import Unpack


class Convert:
    """For ``map_batches`` with ``batch_format="pyarrow"``: each actor has a worker of its own.

    Takes rows with a column ``path`` and, if there are such, ``bytes`` (as ``ray.data.read_binary_files(...,
    include_paths=True)`` has them) and ``name`` (for ``kalla.fil``; else the path below ``root``, or the file's name). Gives
    rows with the columns of :func:`namnd.spark.convert`. The options are those of :class:`namnd.ConvertOptions`.
    """

    def __init__(self, *, root: StrPath | None = None, **options: Unpack[ConvertOptions]) -> None:
        self._root = None if root is None else os.fspath(root)
        self._options = _options.checked(**options)

    def __call__(self, batch: pyarrow.Table) -> Iterable[pyarrow.Table]:
        """The rows of these documents, in small batches."""
        import pyarrow as pa

        columns = {name: batch.column(name) for name in ("path", "bytes", "name") if name in batch.column_names}

        def rows() -> Iterable[_records.Record]:
            for index in range(batch.num_rows):
                row: dict[str, Any] = {name: column[index].as_py() for name, column in columns.items()}
                path = row["path"]
                name = row.get("name") or _records.name_below(self._root, path)
                yield _records.record(self._options, path, name, row.get("bytes"))

        for one in _records.batches(rows()):
            yield pa.Table.from_batches([one])


class Tables:
    """For ``map_batches`` with ``batch_format="pyarrow"``: the rows of one flat table (:data:`namnd.TABLES`) of documents
    that :class:`Convert` converted."""

    def __init__(self, table: str) -> None:
        self._table = _tables.table(table).name

    def __call__(self, batch: pyarrow.Table) -> pyarrow.Table:
        """The rows of these documents."""
        documents = [one.as_py().encode() for one in batch.column("json") if one.is_valid]
        return _tables.arrow(documents, [self._table])[self._table]
