"""Documents with Spark: one row for each, whatever becomes of it, and flat tables of them.

>>> converted = namnd.spark.convert(spark, "/data/documents")
>>> converted.write.parquet("/data/converted")
>>> tables = namnd.spark.tables(spark.read.parquet("/data/converted"))
>>> tables["rader"].where("slag = 'indikator'").write.parquet("/data/indikatorer")

The package has to be installed where the executors' Python runs. Each Python process of an executor has one worker of its
own, with the limits of time and memory: nothing that a document does ends a task.
"""

from __future__ import annotations

import functools
import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from namnd import _convert, _options, _records, _tables
from namnd._options import ConvertOptions, Options, StrPath

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from typing_extensions import Unpack

#: Documents of a partition, as a rule: some seconds of work, so that cores end at about the same time.
_PARTITION = 200
#: Partitions for each core at least, as far as there are documents.
_PARTITIONS_PER_CORE = 8
#: Cores of a cluster that does not tell how many it has.
_CORES = 16
#: Bytes of a file that is handed to the tasks with its content, where they cannot open it themselves.
MAX_CONTENT = 256 << 20

_INPUT = "path string, name string, length bigint, content binary"
_OUTPUT = ", ".join(f"{name} {kind}" for name, kind in _records.COLUMNS.items())
_SPARK_TYPES = {"text": "string", "integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}
#: Bytes of JSON of the documents whose rows go on their way together.
_TABLE_BATCH = 16 << 20


def convert(
    spark: SparkSession,
    source: StrPath | DataFrame,
    *,
    partitions: int | None = None,
    hand_over: bool | None = None,
    max_content: int = MAX_CONTENT,
    **options: Unpack[ConvertOptions],
) -> DataFrame:
    """Converts documents: one row for each, with the columns

    ``path``; ``sha256`` of its bytes; ``json``, what the command writes, or null; ``utfall``: ``converted``,
    ``ofullstandig`` (a part could not be read) or ``failed``; ``skal`` and ``meddelande``: why, as a code and in words;
    ``ms``: how long it took.

    ``source`` is a folder (without a scheme one of the file system, not of ``fs.defaultFS``), whose documents (``.pdf``, ``.txt``, in all folders below) are named by their paths in it, or a
    DataFrame with a column ``path`` and, if there are such, ``name`` (for ``kalla.fil``; else the file's name), ``length``
    and ``content``, as ``spark.read.format("binaryFile")`` has them.

    Tasks open the files themselves: on a file system that all machines see, or in a store that ``fsspec`` knows. Where
    they cannot, Spark hands over the contents (``hand_over``; by default of folders that are no ``file:``), of files up
    to ``max_content`` bytes. Paths are spread over so many ``partitions``; a DataFrame's rows stay in theirs.

    The options are those of :class:`namnd.ConvertOptions`. Nothing is converted before the rows are asked for, and all
    is converted again whenever they are: write them, and go on from what is written.
    """
    terms = _options.checked(**options)
    if isinstance(source, (str, os.PathLike)):
        documents = _folder(spark, os.fspath(source), terms, partitions, hand_over, max_content)
    else:
        documents = _columns(source)
    return documents.mapInArrow(functools.partial(_convert_batches, terms), _OUTPUT)


def _convert_batches(
    options: Options, batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    def rows() -> Iterator[_records.Record]:
        for batch in batches:
            for index in range(batch.num_rows):
                # One content at a time: a batch may hold many.
                path, name, length, content = (column[index].as_py() for column in batch.columns)
                name = name or _records.name_below(None, path or "")
                yield _records.record(options, path or "", name, content, length)

    return _records.batches(rows())


def _columns(source: DataFrame) -> DataFrame:
    """The columns that are read, those that the caller has not as nulls."""
    from pyspark.sql import functions as f

    if "path" not in source.columns:
        raise ValueError(f'the DataFrame has no column "path", but: {", ".join(source.columns)}')
    wanted = [part.split(" ") for part in _INPUT.split(", ")]
    return source.select(
        *(
            (f.col(name) if name in source.columns else f.lit(None)).cast(kind).alias(name)
            for name, kind in wanted
        )
    )


def _folder(
    spark: SparkSession,
    folder: str,
    options: Options,
    partitions: int | None,
    hand_over: bool | None,
    max_content: int,
) -> DataFrame:
    local = re.match(r"file:/*|/|\.|[^:]*$", folder) is not None
    if hand_over is None:
        hand_over = not local
    if local and not hand_over:
        root = os.path.abspath(re.sub(r"^file:/*", "/", folder))
        if not os.path.isdir(root):
            raise FileNotFoundError(f"there is no folder {root}")
        found = [(path, os.stat(path).st_size) for path in _convert.find(root)]
        return _listed(spark, root, found, partitions)
    root, found = _hadoop_list(spark, folder)
    if not hand_over:
        return _listed(spark, root, found, partitions)
    return _handed_over(spark, root, found, min(options.max_file_bytes, max_content))


def _listed(
    spark: SparkSession, root: str, found: Sequence[tuple[str, int]], partitions: int | None
) -> DataFrame:
    """The paths, spread over the cores."""
    rows = [(path, _records.name_below(root, path), length, None) for path, length in found]
    # Spark Connect has none.
    context = getattr(spark, "sparkContext", None)
    if partitions is None:
        cores = context.defaultParallelism if context else _CORES
        partitions = max(math.ceil(len(rows) / _PARTITION), cores * _PARTITIONS_PER_CORE)
    partitions = max(1, min(partitions, len(rows)))
    if context is None:
        return spark.createDataFrame(rows, _INPUT).repartition(partitions)
    # Not as createDataFrame cuts them: a list's rows may all come into few partitions.
    return spark.createDataFrame(context.parallelize(rows, partitions), _INPUT)


def _handed_over(
    spark: SparkSession, root: str, found: Sequence[tuple[str, int]], limit: int
) -> DataFrame:
    """Paths and contents. Spark reads no empty file, and fails at one that is too large for it: those come from the list."""
    from pyspark.sql import functions as f

    without = [(path, length) for path, length in found if not 0 < length <= limit]
    files = (
        spark.read.format("binaryFile")
        .option("recursiveFileLookup", True)
        .option("pathGlobFilter", "*.{[pP][dD][fF],[tT][xX][tT]}")
        .load(root)
        .where((f.col("length") > 0) & (f.col("length") <= limit))
    )
    begin = len(root.rstrip("/")) + 2
    named = files.withColumn("name", f.col("path").substr(f.lit(begin), f.length("path")))
    documents = _columns(named)
    if without:
        rows = [(path, _records.name_below(root, path), length, None) for path, length in without]
        documents = documents.unionAll(spark.createDataFrame(rows, _INPUT))
    return documents


def _hadoop_list(spark: SparkSession, folder: str) -> tuple[str, list[tuple[str, int]]]:
    """The folder as its store names it, and its documents with their lengths."""
    jvm: Any = getattr(spark, "_jvm", None)
    session: Any = getattr(spark, "_jsparkSession", None)
    if jvm is None or session is None:
        raise ValueError("this session cannot list folders (Spark Connect): give a DataFrame of paths")
    path = jvm.org.apache.hadoop.fs.Path(folder)
    store = path.getFileSystem(session.sessionState().newHadoopConf())
    root = store.makeQualified(path).toString()
    found = []
    files = store.listFiles(path, True)
    while files.hasNext():
        status = files.next()
        at = status.getPath().toString()
        below = at[len(root) :].split("/")
        hidden = any(part.startswith((".", "_")) for part in below if part)
        if not hidden and at.lower().endswith((".pdf", ".txt")):
            found.append((at, status.getLen()))
    return root, sorted(found)


def tables(converted: DataFrame, names: Iterable[str] | None = None) -> dict[str, DataFrame]:
    """The flat tables (:data:`namnd.TABLES`; all, or those of these names) of converted documents, each a DataFrame.

    ``converted`` has a column ``json``, as :func:`convert` makes it. Each table reads it again: give what was written.
    """
    documents = converted.select("json").where("json is not null")
    return {
        name: documents.mapInArrow(functools.partial(_table_batches, name), _ddl(name))
        for name in (_tables.TABLES if names is None else names)
    }


def _ddl(name: str) -> str:
    columns = _tables.table(name).columns
    nulls = {True: "", False: " not null"}
    return ", ".join(
        f"`{column.name}` {_SPARK_TYPES[column.kind]}{nulls[column.nullable]}" for column in columns
    )


def _table_batches(
    name: str, batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow as pa

    def some() -> Iterator[list[bytes]]:
        kept: list[bytes] = []
        size = 0
        for batch in batches:
            for one in batch.column(0):
                kept.append(one.as_py().encode())
                size += len(kept[-1])
                if size > _TABLE_BATCH:
                    yield kept
                    kept, size = [], 0
        if kept:
            yield kept

    # Spark's own strings have short offsets; some megabytes of JSON hold no rows beyond them.
    short = pa.schema(
        pa.field(field.name, pa.string() if field.type == pa.large_string() else field.type, field.nullable)
        for field in _tables.table(name).arrow_schema()
    )
    for documents in some():
        yield from _tables.arrow(documents, [name])[name].cast(short).to_batches()
