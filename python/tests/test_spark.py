"""Spark for real: a cluster of two executors on this machine, each a process of its own."""

import json
import os
import shutil
import sys
import time
import urllib.request

import namnd
import pytest
from conftest import FIXTURES, HARSH, TEXT

pyspark = pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("there is no java", allow_module_level=True)

import namnd.spark  # noqa: E402

COLUMNS = ["path", "sha256", "json", "utfall", "skal", "meddelande", "ms"]


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    # Where the executors' folders are made.
    os.environ["SPARK_WORKER_DIR"] = str(tmp_path_factory.mktemp("executors"))
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("namnd")
    for key, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.ui.port": "0",
        "spark.sql.shuffle.partitions": "2",
        # snappy-java loads a library of another libc where it finds traces of that.
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.local.dir": str(tmp_path_factory.mktemp("local")),
        "spark.executorEnv.PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        # Both have to be there before the first task: else one may do all of them.
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "120s",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def below(folder, path):
    return path.removeprefix("file:").removeprefix(str(folder)).lstrip("/")


def tasks_of_executors(spark):
    """Tasks that each executor has done."""
    context = spark.sparkContext
    url = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/allexecutors"
    with urllib.request.urlopen(url) as answer:
        executors = json.load(answer)
    return {one["id"]: one["completedTasks"] for one in executors if one["id"] != "driver"}


def test_the_bytes_are_those_of_the_command(spark, documents):
    for folder, expected in documents:
        converted = namnd.spark.convert(spark, folder)
        assert converted.columns == COLUMNS
        before = tasks_of_executors(spark)
        rows = {below(folder, row.path): row for row in converted.collect()}
        for name, output in expected.items():
            assert rows[name].json.encode() == output, name
            assert rows[name].utfall in ("converted", "ofullstandig")
            assert rows[name].sha256 == namnd.Document(output).to_dict()["kalla"]["sha256"]
        failed = {name for name, row in rows.items() if row.utfall == "failed"}
        assert set(rows) - set(expected) == failed
        time.sleep(1)
        done = tasks_of_executors(spark)
        assert len(done) == 2
        assert all(done[one] > before.get(one, 0) for one in done), (before, done)


@pytest.mark.parametrize("hand_over", [False, True])
def test_a_poisoned_folder_costs_only_its_rows(spark, poisoned, hand_over):
    folder, good, codes = poisoned
    source = f"file:{folder}" if hand_over else folder
    converted = namnd.spark.convert(spark, source, hand_over=hand_over, **HARSH)
    rows = {below(folder, row.path): row for row in converted.collect()}
    assert {name: row.skal for name, row in rows.items() if row.utfall == "failed"} == codes
    assert {name for name, row in rows.items() if row.utfall == "converted"} == set(good)
    for name in good:
        assert rows[name].json.encode() == namnd.convert(folder / name, name=name).json
    assert rows["hang.txt"].ms >= 3000
    assert all(rows[name].meddelande for name in codes)
    assert rows["empty.pdf"].json is None


def test_a_data_frame_of_paths_will_do(spark, tmp_path):
    path = tmp_path / "å b.txt"
    path.write_bytes(TEXT)
    rows = [(str(path),), (path.as_uri(),), (f"file:{path}",), ("/nowhere/a.pdf",), ("s9://store/a.pdf",), (None,)]
    found = namnd.spark.convert(spark, spark.createDataFrame(rows, "path string")).collect()
    assert [row.utfall for row in found] == ["converted"] * 3 + ["failed"] * 3
    assert found[0].json.encode() == namnd.convert(path).json == found[2].json.encode()
    assert {row.skal for row in found[3:]} == {"lasfel"}
    with pytest.raises(ValueError, match="no column"):
        namnd.spark.convert(spark, spark.range(3))


def test_files_as_spark_reads_them_will_do(spark):
    files = spark.read.format("binaryFile").load(str(FIXTURES / "text" / "*.txt"))
    found = namnd.spark.convert(spark, files).collect()
    assert len(found) == len(list((FIXTURES / "text").glob("*.txt")))
    for row in found:
        assert row.json.encode() == namnd.convert(row.path.removeprefix("file:")).json


def test_what_is_wrong_with_options_is_told_by_the_driver(spark):
    with pytest.raises(ValueError, match="timeout"):
        namnd.spark.convert(spark, FIXTURES, timeout=0)
    with pytest.raises(FileNotFoundError):
        namnd.spark.convert(spark, FIXTURES / "nowhere")


def test_flat_tables_go_to_parquet(spark, tmp_path):
    converted = namnd.spark.convert(spark, FIXTURES / "pdf")
    converted.write.parquet(str(tmp_path / "converted"))
    written = spark.read.parquet(str(tmp_path / "converted"))
    tables = namnd.spark.tables(written)
    assert list(tables) == list(namnd.TABLES)
    jsons = [row.json.encode() for row in written.collect() if row.json]
    for name, expected in namnd.tables(jsons).items():
        found = [row.asDict() for row in tables[name].collect()]
        key = [column for column in namnd.TABLES[name].key]
        order = lambda row: [str(row[column]) for column in key]  # noqa: E731
        assert sorted(found, key=order) == sorted(expected.to_pylist(), key=order), name
    tables["rader"].where("slag = 'indikator'").write.parquet(str(tmp_path / "indikatorer"))
    count = spark.read.parquet(str(tmp_path / "indikatorer")).count()
    assert count == tables["rader"].where("slag = 'indikator'").count() > 20
