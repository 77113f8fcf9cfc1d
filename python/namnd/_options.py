"""How documents are converted, checked once and made ready to travel to other processes and machines."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from namnd import _namnd, _worker

StrPath = str | os.PathLike[str]
Ocr = Literal["auto", "never", "always"]

#: Bytes of a file that are read as a rule: as the command's limit ``file-bytes``.
MAX_FILE_BYTES = 1 << 30


class ConvertOptions(TypedDict, total=False):
    """What :func:`namnd.convert`, :class:`namnd.Pool`, :mod:`namnd.spark` and :mod:`namnd.ray` may be told."""

    layouts: StrPath | Mapping[str, str] | None
    """A folder of layout files, or their names and texts: laid over the built-in ones."""
    timeout: float
    """Seconds that a document may take."""
    max_memory: int
    """Bytes of memory that a document may use (kept on Linux)."""
    threads: int
    """Threads for a document's pages."""
    isolation: bool
    """Whether documents are converted in worker processes. Without, there is neither ``timeout`` nor ``max_memory``."""
    passwords: Iterable[str]
    """Passwords to try on encrypted files, after the empty one."""
    ocr: Ocr
    """Whether words are recognised on pages that are pictures: where there are none and the program ``tesseract`` is there
    (``auto``), nowhere, or also where a scan has a text layer (``always``). A page may take two minutes, which do not
    count as the document's time."""
    tesseract: StrPath | None
    """That program, if it is not on the search path."""
    max_file_bytes: int
    """Bytes that a file may have."""


@dataclass(frozen=True)
class Options:
    """The same, checked. Layout files are texts here: who converts may have no access to their folder."""

    layouts: tuple[tuple[str, str], ...] = ()
    timeout: float = 60
    max_memory: int = 1 << 30
    threads: int = 1
    isolation: bool = True
    passwords: tuple[str, ...] = ()
    ocr: str = "auto"
    tesseract: str | None = None
    max_file_bytes: int = MAX_FILE_BYTES
    #: Documents may ask for faults: for this package's own tests.
    test_faults: bool = False


def checked(
    layouts: StrPath | Mapping[str, str] | None = None,
    timeout: float = 60,
    max_memory: int = 1 << 30,
    threads: int = 1,
    isolation: bool = True,
    passwords: Iterable[str] = (),
    ocr: str = "auto",
    tesseract: StrPath | None = None,
    max_file_bytes: int = MAX_FILE_BYTES,
    _test_faults: bool = False,
) -> Options:
    """Options from what a caller says. Raises ``ValueError`` for what cannot be, ``OSError`` for layouts that cannot be
    read."""
    if isinstance(passwords, str):
        raise ValueError("passwords: give a list of them, not one string")
    for name, value in (
        ("timeout", timeout),
        ("max_memory", max_memory),
        ("threads", threads),
        ("max_file_bytes", max_file_bytes),
    ):
        if not value > 0:
            raise ValueError(f"{name}: {value} is not above 0")
    if ocr not in ("auto", "never", "always"):
        raise ValueError(f'ocr: "{ocr}" is none of "auto", "never", "always"')
    if layouts is None:
        files: list[tuple[str, str]] = []
    elif isinstance(layouts, Mapping):
        files = sorted(layouts.items())
    else:
        files = _namnd.read_layouts(os.fspath(layouts))
    if files:
        _namnd.check_layouts(files)
    return Options(
        layouts=tuple(files),
        timeout=timeout,
        max_memory=max_memory,
        threads=threads,
        isolation=isolation,
        passwords=tuple(passwords),
        ocr=ocr,
        tesseract=None if tesseract is None else os.fspath(tesseract),
        max_file_bytes=max_file_bytes,
        test_faults=_test_faults,
    )


def start(options: Options, workers: int = 1) -> _namnd.Converter:
    """A converter with so many workers started beforehand."""
    worker = _worker.command(test_faults=options.test_faults) if options.isolation else None
    # tesseract is looked for where documents are converted: the driver of a cluster may have other programs.
    terms: _namnd.Terms = {
        "timeout": options.timeout,
        "max_memory": options.max_memory,
        "threads": options.threads,
        "workers": workers,
        "layouts": options.layouts,
        "passwords": options.passwords,
        "file_bytes": options.max_file_bytes,
        "ocr": options.ocr,
        "tesseract": options.tesseract or shutil.which("tesseract"),
    }
    return _namnd.Converter(worker, terms)


@functools.lru_cache(maxsize=4)
def shared(options: Options) -> _namnd.Converter:
    """This process's converter for these options. Its workers stay for the next document and end with the process."""
    return start(options)


# A forked child has none of its parent's threads: it starts its own workers.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=shared.cache_clear)
