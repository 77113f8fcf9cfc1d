"""What the tests have in common. They need the program beside the package: NAMND_PROGRAM, or the debug build."""

import os
import pathlib
import subprocess

import pytest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = PROJECT / "fixtures"
# Published documents may lie beside the project; they are no part of it.
CORPUS = pathlib.Path(os.environ.get("NAMND_CORPUS", PROJECT.parent / "shared" / "corpus")) / "pdf"
PROGRAM = os.environ.get("NAMND_PROGRAM", str(PROJECT / "target" / "debug" / "namnd"))

TEXT = "Nämndmål: Rena parker\n\nIndikator\tÅrsmål\nAndel nöjda besökare\t80 %\n".encode()


def fault(wish):
    """A document that asks its worker for a fault."""
    return b"%namnd-fault: " + wish.encode() + b"\n" + TEXT


def by_command(folder, out):
    """The outputs of the command: the bytes by the document's path in the folder."""
    done = subprocess.run([PROGRAM, "convert", folder, "-o", out], capture_output=True, text=True)
    assert done.returncode in (0, 1, 3), done.stderr
    found = pathlib.Path(out).rglob("*.json")
    outputs = {str(path.relative_to(out))[: -len(".json")]: path.read_bytes() for path in found}
    return {name: json for name, json in outputs.items() if not name.startswith(".namnd")}


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """Folders of documents, and what the command makes of them."""
    folders = [FIXTURES] + [CORPUS] * CORPUS.is_dir()
    outs = [tmp_path_factory.mktemp("out") for _ in folders]
    return [(folder, by_command(folder, out)) for folder, out in zip(folders, outs)]


# Each with the code that its row has.
POISON = {
    "hang.txt": (fault("hang"), "tidsgrans"),
    "abort.txt": (fault("abort"), "krasch"),
    "stack.txt": (fault("stack"), "krasch"),
    "memory.txt": (fault("memory"), "minne"),
    "panic.txt": (fault("panic"), "panik"),
    "not-a-pdf.pdf": (b"PK\x03\x04 an office document", "okant-format"),
    "empty.pdf": (b"", "tom"),
    "over-large.pdf": (b"%PDF-1.7\n" + b"\0" * 3_000_000, "grans"),
}
# What the documents of the folder are converted with.
HARSH = {"timeout": 3, "max_memory": 300 << 20, "max_file_bytes": 2_000_000, "_test_faults": True}


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory):
    """A folder of good documents and bad ones: its path, the names of the good, the codes of the bad."""
    folder = tmp_path_factory.mktemp("förgiftad mapp")
    good = [f"bra {n:02}.txt" for n in range(30)] + ["under/bra å.txt"]
    for name in good:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(TEXT + f"\nDokument {name}.\n".encode())
    for name, (content, _) in POISON.items():
        (folder / name).write_bytes(content)
    codes = {name: code for name, (_, code) in POISON.items()}
    encrypted_pdf(folder / "encrypted.pdf")
    codes["encrypted.pdf"] = "krypterad"
    return folder, good, codes


def encrypted_pdf(path):
    """A PDF that no password of the tests opens."""
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("hemligt", algorithm="RC4-128")
    writer.write(path)
