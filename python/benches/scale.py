#!/usr/bin/env python3
"""Spark with one and two executors of one core, beside the command with one and two jobs, over the same made documents.

    python/benches/scale.py DOCUMENTS [FOLDER]

The documents are the PDFs of the fixtures, again and again, each with bytes of its own. Prints documents a second, and the
memory of executors over time: the JVMs, Python's processes, the workers. Needs pyspark, Java and the package as it is
installed (a wheel of `python/wheel`), and says nothing useful while the machine does other work.
"""

import collections
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
KINDS = {"CoarseGrainedExecutorBackend": "jvm", "pyspark.daemon": "python", "namnd._namnd": "workers"}


def make(folder, documents):
    """Documents in folders of a hundred."""
    models = [path.read_bytes() for path in sorted((PROJECT / "fixtures" / "pdf").glob("*.pdf"))]
    for number in range(documents):
        path = folder / f"{number // 100:05}" / f"{number:07}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(models[number % len(models)] + b"%% %d\n" % number)
    size = sum(map(len, models)) / len(models)
    print(f"{documents} documents of {len(models)} kinds, {size / 1024:.0f} KiB on average")


def memory():
    """MiB of each kind of process, what they share counted once among them."""
    sums = collections.Counter()
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            kind = next((kind for mark, kind in KINDS.items() if mark in command), None)
            if kind:
                for line in (folder / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        sums[kind] += int(line.split()[1]) / 1024
        except OSError:
            pass  # It ended meanwhile.
    return sums


def watch(samples, done):
    while not done.wait(1):
        samples.append(memory())


def spark(folder, executors, out):
    """Runs in a process of its own: a session's master cannot be changed."""
    import pyspark
    from pyspark.sql import SparkSession

    import namnd.spark

    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_WORKER_DIR"] = tempfile.mkdtemp()
    begun = time.monotonic()
    session = (
        SparkSession.builder.master(f"local-cluster[{executors},1,1024]")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.range(10).mapInArrow(lambda batches: batches, "id bigint").count()
    started = time.monotonic()
    samples, done = [], threading.Event()
    thread = threading.Thread(target=watch, args=(samples, done))
    thread.start()
    namnd.spark.convert(session, folder, ocr="never").write.parquet(out)
    seconds = time.monotonic() - started
    done.set()
    thread.join()
    written = session.read.parquet(out)
    count = written.where("json is not null").count()
    busy = written.agg({"ms": "sum"}).first()[0] / 1000
    session.stop()
    size = sum(path.stat().st_size for path in pathlib.Path(out).glob("*.parquet"))
    print(
        f"Spark, {executors} executor(s): {count / seconds:.0f} documents/s, {seconds:.1f} s, of them {busy:.1f} s of tasks"
        f" within converting; session and first task {started - begun:.1f} s; {size / count / 1024:.1f} KiB of Parquet a document"
    )
    for tenth in range(10):
        part = samples[len(samples) * tenth // 10 : max(len(samples) * (tenth + 1) // 10, 1)]
        if part:
            kinds = ("jvm", "python", "workers")
            print("  " + ", ".join(f"{kind} {max(one[kind] for one in part):.0f}" for kind in kinds) + " MiB")


def command(folder, jobs, out):
    program = os.environ.get("NAMND_PROGRAM")
    words = [program] if program else [sys.executable, "-m", "namnd"]
    started = time.monotonic()
    words += ["-q", "convert", folder, "-o", out, "-j", str(jobs), "--ocr", "never"]
    done = subprocess.run(words)
    seconds = time.monotonic() - started
    outputs = [path for path in pathlib.Path(out).rglob("*.pdf.json")]
    size = sum(path.stat().st_size for path in outputs)
    print(
        f"command, {jobs} job(s): {len(outputs) / seconds:.0f} documents/s, {seconds:.1f} s, exit code {done.returncode};"
        f" {size / len(outputs) / 1024:.1f} KiB of JSON a document"
    )


def main():
    if sys.argv[1] == "spark":
        spark(sys.argv[2], int(sys.argv[3]), sys.argv[4])
        return
    documents = int(sys.argv[1])
    base = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    folder = base / "documents"
    make(folder, documents)
    for many in (1, 2):
        for kind in ("command", "spark"):
            out = str(base / f"{kind}-{many}")
            shutil.rmtree(out, ignore_errors=True)
            sys.stdout.flush()
            if kind == "command":
                command(str(folder), many, out)
            else:
                words = [sys.executable, __file__, "spark", str(folder), str(many), out]
                done = subprocess.run(words, stderr=subprocess.PIPE, text=True)
                if done.returncode:
                    sys.exit(f"Spark failed:\n{done.stderr}")


if __name__ == "__main__":
    main()
