"""Turns published Swedish committee documents (PDF or text) into data.

>>> document = namnd.convert("plan.pdf")
>>> document.to_dict()["dokument"]["titel"]
>>> document.rows("rader")
"""

from namnd._convert import Pool, Result, convert, find
from namnd._document import Document, tables
from namnd._errors import NamndError
from namnd._namnd import VERSION as __version__
from namnd._options import ConvertOptions
from namnd._tables import TABLES, Column, Table

__all__ = [
    "TABLES",
    "Column",
    "ConvertOptions",
    "Document",
    "NamndError",
    "Pool",
    "Result",
    "Table",
    "__version__",
    "convert",
    "find",
    "tables",
]
