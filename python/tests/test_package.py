"""The package by itself, without pyarrow, Spark and Ray: documents, pools, errors, processes."""

import dataclasses
import json
import multiprocessing
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import threading
import time

import conftest
import namnd
import pytest
from conftest import FIXTURES, HARSH, TEXT, fault

LAYOUT = 'schema = 1\n\n[[malrubrik]]\nniva = "sjomal"\ndjup = 3\netiketter = ["Sjömål"]\n'
PLAN = FIXTURES / "pdf" / "beslut-2023-chromium.pdf"


def test_the_bytes_are_those_of_the_command(documents):
    for folder, expected in documents:
        with namnd.Pool(2) as pool:
            sources = [folder / name for name in expected]
            results = list(pool.imap(sources, root=folder))
        assert len(results) == len(expected) > 10
        for result, (name, output) in zip(results, expected.items(), strict=True):
            assert result.error is None, (name, result.error)
            assert result.document.json == output, name


def test_without_a_worker_they_are_the_same():
    assert namnd.convert(PLAN, isolation=False) == namnd.convert(PLAN)
    assert namnd.convert(PLAN, threads=3, isolation=False) == namnd.convert(PLAN, threads=3) == namnd.convert(PLAN)


def test_a_name_is_the_files_or_the_one_that_is_given():
    assert namnd.convert(PLAN).to_dict()["kalla"]["fil"] == PLAN.name
    assert namnd.convert(PLAN, name="a/b.pdf").to_dict()["kalla"]["fil"] == "a/b.pdf"
    assert namnd.convert(memoryview(TEXT)).to_dict()["kalla"]["fil"] == "-"


def test_classes_hold_what_the_json_holds(documents):
    def bare(value):
        """As JSON has it: what may be left out and is not there, left out."""
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if one is not None}
        if isinstance(value, (list, tuple)):
            return [bare(one) for one in value]
        return value

    for _, expected in documents:
        for name, output in expected.items():
            document = namnd.Document(output)
            typed = bare(dataclasses.asdict(document.typed))
            for row in rows_of(typed):
                for value in row["varden"].values():
                    value["noter"] or value.pop("noter")
            assert typed == bare(document.to_dict()), name


def rows_of(document):
    waiting = [document]
    while waiting:
        one = waiting.pop()
        yield from one["indikatorer"] + one["aktiviteter"]
        waiting += one["mal"]


def test_classes_are_what_the_schema_says():
    subprocess.run([sys.executable, conftest.PROJECT / "python" / "generate", "--check"], check=True)


def test_a_row_has_its_values():
    document = namnd.convert(TEXT)
    (row,) = document.rows("rader")
    assert row["namn"] == "Andel nöjda besökare"
    (value,) = document.rows("varden")
    assert (value["text"], value["tal"], value["enhet"], value["datum"]) == ("80 %", 80.0, "%", None)
    assert document.typed.mal[0].indikatorer[0].varden["arsmal"].tal == 80
    assert set(document.rows()) == set(namnd.TABLES)
    assert [column.name for column in namnd.TABLES["varden"].columns] == list(value)


def test_an_unknown_table_is_told():
    with pytest.raises(ValueError, match='no table "radr", but: dokument'):
        namnd.convert(TEXT).rows("radr")


@pytest.mark.parametrize(
    ("source", "code"),
    [(b"", "tom"), (b"PK\x03\x04", "okant-format"), ("nowhere.pdf", "lasfel"), (os.sep, "lasfel")],
)
def test_what_cannot_be_converted_has_a_code(source, code):
    with pytest.raises(namnd.NamndError) as caught:
        namnd.convert(source)
    assert caught.value.code == code
    assert str(caught.value) == f"{caught.value.message} [{code}]"
    assert pickle.loads(pickle.dumps(caught.value)).code == code


@pytest.mark.parametrize(
    "options",
    [{"timeout": 0}, {"threads": -1}, {"ocr": "maybe"}, {"passwords": "one"}, {"layouts": {"a.toml": "nonsense ["}}],
)
def test_what_cannot_be_asked_for_is_told_at_once(options):
    with pytest.raises(ValueError, match=next(iter(options)).replace("layouts", "a.toml")):
        namnd.convert(TEXT, **options)


def test_layouts_are_laid_over_the_built_in_ones(tmp_path):
    text = "Sjömål: Klara vatten\n\nText.\n".encode()
    (tmp_path / "egen.toml").write_text(LAYOUT)
    (tmp_path / "LÄS.md").write_text("no layout")
    from_folder = namnd.convert(text, layouts=tmp_path)
    assert from_folder == namnd.convert(text, layouts={"egen.toml": LAYOUT})
    assert from_folder == namnd.convert(text, layouts=tmp_path, isolation=False)
    assert from_folder.typed.mal[0].niva == "sjomal"
    assert namnd.convert(text).typed.mal == []


def test_one_bad_document_costs_only_itself(poisoned):
    folder, good, codes = poisoned
    with namnd.Pool(2, **HARSH) as pool:
        results = {
            pathlib.Path(result.source).relative_to(folder).as_posix(): result
            for result in pool.imap_unordered(namnd.find(folder), root=folder)
        }
    assert {name: result.error.code for name, result in results.items() if result.error} == codes
    assert {name for name, result in results.items() if result.document} == set(good)
    for name in good:
        expected = namnd.convert(folder / name, name=name)
        assert results[name].document == expected


def test_a_pool_takes_no_more_than_it_soon_needs():
    taken = []

    def sources():
        for n in range(100):
            taken.append(n)
            yield TEXT + str(n).encode()

    with namnd.Pool(2) as pool:
        results = pool.imap(sources())
        next(results)
        assert len(taken) < 10
        assert len(list(results)) == 99


def test_other_threads_run_meanwhile():
    done = threading.Event()
    from namnd import _options

    converter = _options.start(_options.checked(_test_faults=True))
    thread = threading.Thread(
        target=lambda: (converter.convert(fault("sleep 700"), "x", None), done.set())
    )
    thread.start()
    count = 0
    while not done.is_set():
        count += 1
        time.sleep(0.01)
    assert count > 30


def test_ctrl_c_ends_a_conversion_at_once():
    code = (
        "import namnd, sys\n"
        "from namnd import _options\n"
        "converter = _options.start(_options.checked(_test_faults=True))\n"
        "print('begun', flush=True)\n"
        f"converter.convert({fault('hang')!r}, 'x', None)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, errors = process.communicate(timeout=20)
    assert "KeyboardInterrupt" in errors
    assert time.monotonic() - started < 5


def test_a_pool_that_is_left_by_an_error_ends_at_once():
    started = time.monotonic()
    with pytest.raises(KeyError):
        with namnd.Pool(1, _test_faults=True) as pool:
            threading.Timer(0.3, lambda: None).start()
            results = pool.imap([TEXT, fault("hang"), TEXT])
            next(results)
            time.sleep(0.3)
            raise KeyError
    assert time.monotonic() - started < 10


def child(path):
    return namnd.convert(path).json


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_other_processes_convert_too(method):
    expected = namnd.convert(PLAN).json
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(child, [PLAN] * 6) == [expected] * 6
    assert namnd.convert(PLAN).json == expected


def workers():
    """Workers of this process."""
    found = 0
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            is_child = f"\nPPid:\t{os.getpid()}\n" in status.read_text()
            found += is_child and b"namnd._namnd" in (status.parent / "cmdline").read_bytes()
        except OSError:
            pass  # It ended meanwhile.
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_worker_outlives_its_pool():
    before = workers()
    with namnd.Pool(3) as pool:
        list(pool.imap([TEXT] * 9))
        assert workers() > before
    assert workers() == before
    with pytest.raises(ValueError, match="closed"):
        pool.convert(TEXT)


def test_nothing_is_printed():
    code = (
        "import namnd\n"
        "for source in [b'', b'%PDF-1.7 broken', b'PK\\x03\\x04', 'nowhere']:\n"
        "    for isolation in [True, False]:\n"
        "        try: namnd.convert(source, isolation=isolation)\n"
        "        except namnd.NamndError: pass\n"
        "from namnd import _options\n"
        "converter = _options.start(_options.checked(_test_faults=True))\n"
        f"for bad in [{fault('panic')!r}, {fault('abort')!r}]: converter.convert(bad, 'x', None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_module_is_the_command(tmp_path):
    def run(*args):
        return subprocess.run([sys.executable, "-m", "namnd", *args], capture_output=True, text=True)

    expected = conftest.by_command(FIXTURES / "text", tmp_path / "program")
    done = run("convert", FIXTURES / "text", "-o", tmp_path / "module")
    assert done.returncode in (0, 3), done.stderr
    for name, output in expected.items():
        assert (tmp_path / "module" / f"{name}.json").read_bytes() == output
    assert run("--version").stdout == f"namnd {namnd.__version__}\n"
    assert run("convert").returncode == 2
    (tmp_path / "hang.txt").write_bytes(fault("hang"))
    done = run("convert", tmp_path / "hang.txt", "-o", tmp_path / "hung", "--timeout", "1", "--test-faults")
    assert done.returncode == 1
    assert "tidsgrans" in done.stderr


def test_documents_travel_and_are_read_again(tmp_path):
    document = namnd.convert(TEXT)
    assert pickle.loads(pickle.dumps(document)) == document
    (tmp_path / "a.json").write_bytes(document.json)
    assert namnd.Document.read(tmp_path / "a.json") == document
    assert document.complete
    with pytest.raises(ValueError, match="no document"):
        namnd.Document(b"{}").rows("rader")
    assert json.loads(document.json) == document.to_dict()
