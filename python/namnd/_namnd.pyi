"""The extension: of this package's modules, not for others."""

from collections.abc import Sequence
from typing import Any, TypedDict

VERSION: str

Outcome = tuple[bytes | None, str | None, str | None]
class Command(TypedDict):
    program: str
    args: list[str]
    env: list[tuple[str, str]]

class Terms(TypedDict):
    timeout: float
    max_memory: int
    threads: int
    workers: int
    layouts: Sequence[tuple[str, str]]
    passwords: Sequence[str]
    file_bytes: int
    ocr: str
    tesseract: str | None

Buffers = tuple[int, int, bytes, bytes | None, bytes]

class Converter:
    def __new__(cls, worker: Command | None, terms: Terms) -> Converter: ...
    def usable(self) -> bool: ...
    def interrupt(self) -> None: ...
    def convert(self, data: bytes, name: str, sha256: str | None) -> Outcome: ...

def worker(test_faults: bool) -> int: ...
def main(args: Sequence[str], worker: Command) -> int: ...
def read_layouts(folder: str) -> list[tuple[str, str]]: ...
def check_layouts(files: Sequence[tuple[str, str]]) -> None: ...
def tables() -> list[tuple[str, str, list[str], list[tuple[str, str, bool, str]]]]: ...
def rows(json: bytes, table: str) -> list[dict[str, Any]]: ...
def columns(documents: Sequence[bytes], tables: Sequence[str]) -> list[list[Buffers]]: ...
