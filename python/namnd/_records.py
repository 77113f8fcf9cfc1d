"""A row for each document, whatever becomes of it: what Spark, Ray and others of their kind get."""

from __future__ import annotations

import hashlib
import os
import time
import urllib.parse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from namnd import _convert, _options
from namnd._errors import NamndError
from namnd._options import Options

if TYPE_CHECKING:
    import pyarrow

#: Names and Spark's types of the columns.
COLUMNS = {
    "path": "string",
    "sha256": "string",
    "json": "string",
    "utfall": "string",
    "skal": "string",
    "meddelande": "string",
    "ms": "bigint",
}
#: Bytes of JSON after which a batch goes on its way: its rows are in memory at once, here and where they are read.
BATCH_BYTES = 8 << 20
#: Rows after which it does.
BATCH_ROWS = 64
#: Bytes of JSON that one row may have: what takes rows holds at most 2 GiB in a batch, or a row.
MAX_JSON = 1 << 30

Record = dict[str, Any]


def name_below(root: str | None, path: str) -> str:
    """What ``kalla.fil`` says of a document: its path below the root, else the file's name."""
    if root is not None:
        root = root.rstrip("/") + "/"
        if path.startswith(root):
            return path[len(root) :]
    return path.rsplit("/", 1)[-1].rsplit(os.sep, 1)[-1]


def record(
    options: Options, path: str, name: str, content: bytes | None = None, length: int | None = None
) -> Record:
    """Converts a document, of which there may be the content already, and never raises: what went wrong is in the row."""
    began = time.monotonic()
    row: Record = dict.fromkeys(COLUMNS)
    row["path"] = path
    try:
        if content is None and length is not None and length > options.max_file_bytes:
            raise _convert.too_large(length, options.max_file_bytes)
        if content is None:
            content = _open(path, options.max_file_bytes) if length != 0 else b""
        row["sha256"] = hashlib.sha256(content).hexdigest()
        converter = _options.shared(options)
        json, code, message = converter.convert(content, name, row["sha256"])
        if json is not None and len(json) > MAX_JSON:
            json, code = None, "grans"
            message = f"its JSON has more than {MAX_JSON} bytes, which is too much for a row: convert it by itself"
        row["utfall"] = "failed" if json is None else "converted" if code is None else code
        row["skal"], row["meddelande"] = code, message
        row["json"] = None if json is None else json.decode()
    except NamndError as error:
        row |= {"utfall": "failed", "skal": error.code, "meddelande": error.message}
    except Exception as error:  # One document must never end a task of thousands.
        row |= {"utfall": "failed", "skal": "lasfel", "meddelande": f"{type(error).__name__}: {error}"}
    row["ms"] = round((time.monotonic() - began) * 1000)
    return row


def _open(path: str, limit: int) -> bytes:
    """Reads a file of this machine, or of a store that fsspec knows."""
    scheme, colon, rest = path.partition(":")
    if not colon or len(scheme) < 2 or "/" in scheme:
        return _convert.read(path, limit)
    if scheme == "file":
        # Hadoop writes file:/a, others file:///a; some escape what is no letter.
        local = "/" + rest.lstrip("/")
        return _convert.read(local if os.path.exists(local) else urllib.parse.unquote(local), limit)
    try:
        import fsspec
    except ImportError:
        raise NamndError(
            "lasfel", f"cannot be opened here ({scheme}: needs fsspec): give its content"
        ) from None
    with fsspec.open(path, "rb") as file:
        data: bytes = file.read(limit + 1)
    if len(data) > limit:
        raise _convert.too_large(len(data), limit)
    return data


def schema() -> pyarrow.Schema:
    """The rows' columns as Arrow has them."""
    import pyarrow as pa

    types = {"string": pa.string(), "bigint": pa.int64()}
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])


def batches(records: Iterable[Record]) -> Iterator[pyarrow.RecordBatch]:
    """Rows as small batches."""
    import pyarrow as pa

    kept: list[Record] = []
    size = 0
    for row in records:
        length = len(row["json"] or "")
        if kept and (size + length > BATCH_BYTES or len(kept) >= BATCH_ROWS):
            yield pa.RecordBatch.from_pylist(kept, schema())
            kept, size = [], 0
        kept.append(row)
        size += length
    if kept:
        yield pa.RecordBatch.from_pylist(kept, schema())
