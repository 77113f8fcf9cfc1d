"""Flat tables as Arrow and pandas have them."""

import datetime
import subprocess
import sys

import namnd
import pytest
from conftest import TEXT

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pandas")


def test_columns_hold_what_the_rows_hold(documents):
    kinds = set()
    for _, expected in documents:
        for name, output in expected.items():
            document = namnd.Document(output)
            rows = document.rows()
            for table, found in document.tables().items():
                found.validate(full=True)
                assert found.to_pylist() == rows[table], (name, table)
                kinds |= {type(value) for row in rows[table] for value in row.values()}
    assert kinds == {str, int, float, bool, datetime.date, type(None)}


def test_several_documents_make_one_table(documents):
    _, expected = documents[0]
    outputs = [namnd.Document(output) for output in expected.values()]
    tables = namnd.tables(outputs, ["varden", "dokument"])
    assert list(tables) == ["varden", "dokument"]
    assert tables["varden"].to_pylist() == [row for one in outputs for row in one.rows("varden")]
    assert tables["dokument"].num_rows == len(outputs)


def test_the_schema_is_that_of_the_export():
    schema = namnd.TABLES["varden"].arrow_schema()
    assert schema.field("tal").type == pa.float64()
    assert schema.field("datum").type == pa.date32()
    assert not schema.field("dok_id").nullable
    assert schema == namnd.convert(TEXT).tables()["varden"].schema
    assert namnd.tables([])["varden"].schema == schema


def test_pandas_has_the_same():
    document = namnd.convert(TEXT)
    assert document.to_pandas("varden")["tal"].tolist() == [80.0]
    assert set(document.to_pandas()) == set(namnd.TABLES)
    with pytest.raises(ValueError, match="no table"):
        document.to_pandas("radr")


def test_the_tables_are_those_that_the_command_exports(documents, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    folder, expected = documents[0]

    def run(*args):
        done = subprocess.run([sys.executable, "-m", "namnd", "-q", *args], capture_output=True, text=True)
        assert done.returncode in (0, 1, 3), done.stderr

    run("convert", folder, "-o", tmp_path / "out", "--ocr", "never")
    run("export", tmp_path / "out", "-o", tmp_path / "tables", "--format", "parquet")
    outputs = [path.read_bytes() for path in (tmp_path / "out").rglob("*.json") if ".namnd" not in path.parts]
    assert len(outputs) >= len(expected)
    for name, own in namnd.tables(outputs).items():
        exported = parquet.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert exported.column_names == own.column_names
        key = list(namnd.TABLES[name].key)
        order = lambda row: [str(row[column]) for column in key]  # noqa: E731
        assert sorted(exported.to_pylist(), key=order) == sorted(own.to_pylist(), key=order), name
        for field in exported.schema:
            kinds = {field.type, pa.large_string() if field.type == pa.string() else field.type}
            assert own.schema.field(field.name).type in kinds, (name, field)
