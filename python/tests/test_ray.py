"""Ray Data for real, on this machine."""

import os

import namnd
import pytest
from conftest import FIXTURES, HARSH

ray = pytest.importorskip("ray")
pytest.importorskip("ray.data")

import namnd.ray  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def cluster():
    os.environ["RAY_ENABLE_UV_RUN_RUNTIME_ENV"] = "0"
    ray.init(
        # Actors keep theirs, and reading needs some, too.
        num_cpus=4, include_dashboard=False, log_to_driver=False, object_store_memory=256 << 20,
        runtime_env={"env_vars": {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}},
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


def converted(rows, **options):
    documents = ray.data.from_items(rows) if isinstance(rows, list) else rows
    return documents.map_batches(
        namnd.ray.Convert, concurrency=2, batch_size=8, batch_format="pyarrow", fn_constructor_kwargs=options
    )


def test_the_bytes_are_those_of_the_command(documents):
    for folder, expected in documents:
        found = converted([{"path": str(folder / name)} for name in expected], root=folder).take_all()
        assert {os.path.relpath(row["path"], folder): row["json"].encode() for row in found} == expected


def test_a_poisoned_folder_costs_only_its_rows(poisoned):
    folder, good, codes = poisoned
    found = converted([{"path": path} for path in namnd.find(folder)], root=folder, **HARSH).take_all()
    rows = {os.path.relpath(row["path"], folder): row for row in found}
    assert {name: row["skal"] for name, row in rows.items() if row["utfall"] == "failed"} == codes
    assert {name for name, row in rows.items() if row["utfall"] == "converted"} == set(good)


def test_files_as_ray_reads_them_will_do_and_make_tables():
    files = ray.data.read_binary_files(str(FIXTURES / "text"), include_paths=True, file_extensions=["txt"])
    documents = converted(files).materialize()
    tables = documents.map_batches(
        namnd.ray.Tables, concurrency=1, batch_format="pyarrow", fn_constructor_kwargs={"table": "varden"}
    )
    jsons = [row["json"].encode() for row in documents.take_all()]
    order = lambda row: (row["dok_id"], row["rad_id"], row["kolumn"])  # noqa: E731
    expected = namnd.tables(jsons, ["varden"])["varden"].to_pylist()
    assert sorted(tables.take_all(), key=order) == sorted(expected, key=order) != []
