"""Why a document was not converted."""

from __future__ import annotations


class NamndError(Exception):
    """A document that could not be converted.

    ``code`` is stable: ``tom``, ``okant-format``, ``krypterad``, ``trasig``, ``grans``, ``lasfel``, ``tidsgrans``,
    ``minne``, ``krasch``, ``panik``, ``dodad``, ``arbetare``. ``python -m namnd explain CODE`` tells what it means and what
    to do. ``message`` says it in words.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"
