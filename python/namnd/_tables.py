"""The flat tables: what they are, and documents as rows of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from namnd import _namnd

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class Column:
    """A column of a flat table."""

    name: str
    #: ``text``, ``integer``, ``number``, ``boolean`` or ``date``
    kind: str
    #: Whether it may hold nulls.
    nullable: bool
    #: What its values mean.
    about: str


@dataclass(frozen=True)
class Table:
    """A flat table. ``dok_id`` joins all of them."""

    name: str
    #: What one row is.
    about: str
    #: The columns that together tell its rows apart.
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def arrow_schema(self) -> pyarrow.Schema:
        """Its columns as Arrow has them."""
        import pyarrow as pa

        types = _arrow_types()
        return pa.schema(
            pa.field(column.name, types[column.kind], column.nullable) for column in self.columns
        )


#: All flat tables by name, in the order in which the command writes them.
TABLES: dict[str, Table] = {
    name: Table(name, about, tuple(key), tuple(Column(*column) for column in columns))
    for name, about, key, columns in _namnd.tables()
}


def table(name: str) -> Table:
    """The table of this name; ``ValueError`` if there is none."""
    try:
        return TABLES[name]
    except KeyError:
        raise ValueError(f'there is no table "{name}", but: {", ".join(TABLES)}') from None


def _arrow_types() -> dict[str, Any]:
    import pyarrow as pa

    return {
        "text": pa.large_string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }


def arrow(documents: Sequence[bytes], names: Iterable[str]) -> dict[str, pyarrow.Table]:
    """All rows of these documents (as JSON) in these tables."""
    import pyarrow as pa

    wanted = [table(name) for name in names]
    found = _namnd.columns(documents, [one.name for one in wanted])
    tables = {}
    for one, columns in zip(wanted, found, strict=True):
        schema = one.arrow_schema()
        arrays = []
        for field, (length, nulls, there, ends, values) in zip(schema, columns, strict=True):
            buffers = [there, values] if ends is None else [there, ends, values]
            buffers = [pa.py_buffer(buffer) for buffer in buffers]
            arrays.append(pa.Array.from_buffers(field.type, length, buffers, nulls))
        tables[one.name] = pa.Table.from_arrays(arrays, schema=schema)
    return tables
