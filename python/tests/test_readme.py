"""What the README says in Python does what it says, as it stands."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import FIXTURES, PROJECT

BLOCKS = re.findall(r"```python\n(.*?)```", (PROJECT / "python" / "README.md").read_text(), re.DOTALL)
NEEDS = {"pyspark": "pyspark", "import ray": "ray", "to_pandas": "pandas"}


@pytest.fixture
def folder(tmp_path):
    shutil.copy(FIXTURES / "pdf" / "beslut-2023-chromium.pdf", tmp_path / "plan.pdf")
    (tmp_path / "folder" / "below").mkdir(parents=True)
    for number, path in enumerate(sorted((FIXTURES / "pdf").glob("v*.pdf"))[:6]):
        shutil.copy(path, tmp_path / "folder" / ("below" if number % 2 else ".") / path.name)
    (tmp_path / "folder" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return tmp_path


def test_there_are_blocks():
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_a_block_runs(block, folder):
    for mark, module in NEEDS.items():
        if mark in block and importlib.util.find_spec(module) is None:
            pytest.skip(f"needs {module}")
    env = dict(os.environ)
    if "pyspark" in block:
        if shutil.which("java") is None:
            pytest.skip("there is no java")
        env["SPARK_LOCAL_IP"] = "127.0.0.1"
        env.pop("SPARK_HOME", None)
    done = subprocess.run([sys.executable, "-c", block], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    if "Pool" in block:
        assert "folder/broken.pdf trasig" in done.stdout
        assert len(done.stdout.splitlines()) == 7
    if "pyspark" in block:
        assert re.search(r"failed *\|trasig\| +1\|", done.stdout), done.stdout
        assert list((folder / "indikatorer").glob("*.parquet"))
    if "import ray" in block:
        assert list((folder / "converted-ray").glob("*.parquet"))
