"""Converting: one document, or many at a time."""

from __future__ import annotations

import collections
import concurrent.futures
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Union

from namnd import _namnd, _options
from namnd._document import Document
from namnd._errors import NamndError
from namnd._options import ConvertOptions, Ocr, Options, StrPath

if TYPE_CHECKING:
    from typing_extensions import Unpack

#: A file, or a document's bytes.
Source = Union[StrPath, bytes, bytearray, memoryview]

#: What ``kalla.fil`` says of bytes that nobody named.
_UNNAMED = "-"
#: Documents under way or waiting for each that is converted at a time.
_AHEAD = 3


def read(path: StrPath, limit: int) -> bytes:
    """A regular file of at most so many bytes; a :class:`NamndError` says why not."""
    try:
        # Asked before it is opened: opening a pipe would wait for its writer.
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            raise NamndError("lasfel", "is not a regular file")
        if about.st_size <= limit:
            with open(path, "rb") as file:
                data = file.read(limit + 1)
            if len(data) <= limit:
                return data
    except OSError as error:
        raise NamndError("lasfel", f"cannot be read ({error.strerror or error})") from error
    raise too_large(about.st_size, limit)


def too_large(length: int, limit: int) -> NamndError:
    """Why a file is not read."""
    return NamndError("grans", f"has {length} bytes, more than the limit of {limit}: raise max_file_bytes")


def named(source: Source, name: str | None, limit: int) -> tuple[str, bytes]:
    """The document's name and bytes."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return name or _UNNAMED, bytes(source)
    return name or os.path.basename(os.fspath(source)), read(source, limit)


def document(converter: _namnd.Converter, options: Options, source: Source, name: str | None) -> Document:
    """Converts; raises :class:`NamndError`."""
    name, data = named(source, name, options.max_file_bytes)
    json, code, message = converter.convert(data, name, None)
    if json is None:
        raise NamndError(code or "", message or "")
    return Document(json)


def convert(
    path_or_bytes: Source,
    *,
    name: str | None = None,
    layouts: StrPath | Mapping[str, str] | None = None,
    timeout: float = 60,
    max_memory: int = 1 << 30,
    threads: int = 1,
    isolation: bool = True,
    passwords: Iterable[str] = (),
    ocr: Ocr = "auto",
    tesseract: StrPath | None = None,
    max_file_bytes: int = _options.MAX_FILE_BYTES,
) -> Document:
    """Converts one document, in a worker process that stays for the next.

    ``name`` is what ``kalla.fil`` says, by default the file's name. The other options are those of
    :class:`namnd.ConvertOptions`, which explains them.

    Raises :class:`NamndError` when nothing at all can be read; what goes wrong within a document stands in its
    ``diagnostik``. Other Python threads run meanwhile.
    """
    terms = _options.checked(
        layouts=layouts,
        timeout=timeout,
        max_memory=max_memory,
        threads=threads,
        isolation=isolation,
        passwords=passwords,
        ocr=ocr,
        tesseract=tesseract,
        max_file_bytes=max_file_bytes,
    )
    return document(_options.shared(terms), terms, path_or_bytes, name)


@dataclass(frozen=True)
class Result:
    """What became of one of many documents."""

    #: What was given.
    source: Source
    #: The document, if it was converted.
    document: Document | None
    #: Why not.
    error: NamndError | None


class Pool:
    """Converts so many documents at a time (by default one for each core), each in a worker process.

    >>> with namnd.Pool(4) as pool:
    ...     for result in pool.imap(namnd.find("folder"), root="folder"):
    ...         print(result.source, result.error or "converted")
    """

    def __init__(self, jobs: int | None = None, **options: Unpack[ConvertOptions]) -> None:
        self.jobs = jobs if jobs is not None else _cores()
        if self.jobs < 1:
            raise ValueError(f"jobs: {jobs} is not above 0")
        self._options = _options.checked(**options)
        self._converter: _namnd.Converter | None = _options.start(self._options, self.jobs)
        self._threads = concurrent.futures.ThreadPoolExecutor(self.jobs, "namnd")

    def convert(self, path_or_bytes: Source, *, name: str | None = None) -> Document:
        """As :func:`namnd.convert`, with this pool's workers and options."""
        if self._converter is None:
            raise ValueError("the pool is closed")
        return document(self._converter, self._options, path_or_bytes, name)

    def imap(self, sources: Iterable[Source], *, root: StrPath | None = None) -> Iterator[Result]:
        """Converts files or documents' bytes, and yields what became of each, in their order. One that fails costs only
        itself. Of the sources no more are taken than are soon needed. Files are named by their path below ``root``, if
        given, as the command names those of a folder."""
        return self._run(sources, root, ordered=True)

    def imap_unordered(self, sources: Iterable[Source], *, root: StrPath | None = None) -> Iterator[Result]:
        """The same, each as soon as it is done."""
        return self._run(sources, root, ordered=False)

    def _run(self, sources: Iterable[Source], root: StrPath | None, ordered: bool) -> Iterator[Result]:
        ahead = self.jobs * _AHEAD
        waiting: collections.deque[concurrent.futures.Future[Result]] = collections.deque()
        left = iter(sources)
        try:
            while True:
                for source in left:
                    waiting.append(self._threads.submit(self._one, source, root))
                    if len(waiting) >= ahead:
                        break
                if not waiting:
                    return
                if ordered:
                    yield waiting.popleft().result()
                else:
                    done, _ = concurrent.futures.wait(
                        waiting, return_when=concurrent.futures.FIRST_COMPLETED
                    )
                    waiting = collections.deque(one for one in waiting if one not in done)
                    for one in done:
                        yield one.result()
        finally:
            for one in waiting:
                one.cancel()

    def _one(self, source: Source, root: StrPath | None) -> Result:
        try:
            name = None
            if root is not None and not isinstance(source, (bytes, bytearray, memoryview)):
                name = Path(os.path.relpath(source, root)).as_posix()
            return Result(source, self.convert(source, name=name), None)
        except NamndError as error:
            return Result(source, None, error)

    def close(self) -> None:
        """Waits for the documents under way, and ends the workers."""
        self._threads.shutdown()
        self._converter = None

    def terminate(self) -> None:
        """Ends the workers at once; the documents under way fail."""
        if self._converter is not None:
            self._converter.interrupt()
        self._threads.shutdown(cancel_futures=True)
        self._converter = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.terminate()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find(folder: StrPath) -> list[str]:
    """The documents of a folder and all below it, sorted: files called ``.pdf`` or ``.txt``. What is hidden is left out."""
    found = []
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and name.lower().endswith((".pdf", ".txt")):
                found.append(os.path.join(at, name))
    return sorted(found)
