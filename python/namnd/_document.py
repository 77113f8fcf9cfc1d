"""A converted document."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, overload

from namnd import _namnd, _tables
from namnd.typed import Handling, handling

if TYPE_CHECKING:
    import pandas
    import pyarrow


class Document:
    """A converted document. ``json`` is the one truth, byte for byte what the command writes; all else is made of it."""

    __slots__ = ("json", "__weakref__")

    json: bytes
    """The JSON, UTF-8, with its final newline; ``schema/README.md`` explains its keys."""

    def __init__(self, json: bytes) -> None:
        self.json = bytes(json)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Document:
        """A document that was written before, by the command or from :attr:`json`."""
        with open(path, "rb") as file:
            return cls(file.read())

    def to_dict(self) -> dict[str, Any]:
        """The JSON as Python's own types."""
        document: dict[str, Any] = json.loads(self.json)
        return document

    @property
    def typed(self) -> Handling:
        """The JSON as the classes of :mod:`namnd.typed`, made anew each time."""
        return handling(self.to_dict())

    @property
    def complete(self) -> bool:
        """Whether all of the file could be read; if not, ``redovisning.saknas`` tells what is missing."""
        complete: bool = self.to_dict()["redovisning"]["fullstandig"]
        return complete

    @overload
    def rows(self, table: str) -> list[dict[str, Any]]: ...
    @overload
    def rows(self, table: None = None) -> dict[str, list[dict[str, Any]]]: ...
    def rows(self, table: str | None = None) -> Any:
        """The rows of a flat table (:data:`namnd.TABLES`), or of all by the tables' names."""
        if table is None:
            return {name: _namnd.rows(self.json, name) for name in _tables.TABLES}
        return _namnd.rows(self.json, _tables.table(table).name)

    def tables(self) -> dict[str, pyarrow.Table]:
        """All flat tables as Arrow has them. Needs pyarrow."""
        return _tables.arrow([self.json], _tables.TABLES)

    @overload
    def to_pandas(self, table: str) -> pandas.DataFrame: ...
    @overload
    def to_pandas(self, table: None = None) -> dict[str, pandas.DataFrame]: ...
    def to_pandas(self, table: str | None = None) -> Any:
        """A flat table for pandas, or all by their names. Needs pandas and pyarrow."""
        if table is None:
            return {name: rows.to_pandas() for name, rows in self.tables().items()}
        return _tables.arrow([self.json], [table])[table].to_pandas()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self.json == other.json

    def __hash__(self) -> int:
        return hash(self.json)

    def __repr__(self) -> str:
        return f"<namnd.Document of {len(self.json)} bytes>"


def tables(
    documents: Iterable[Document | bytes], names: Iterable[str] | None = None
) -> dict[str, pyarrow.Table]:
    """The flat tables of several documents (or of their JSON) together: all, or those of these names. Needs pyarrow."""
    jsons = [one.json if isinstance(one, Document) else one for one in documents]
    return _tables.arrow(jsons, _tables.TABLES if names is None else names)
