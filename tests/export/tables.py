"""Exports the documents of an output folder in every format, reads the tables as their users do, and compares them with the
JSON and with each other. Asks the five questions of docs/export.md. The program is named by NAMND; made for tests/export/run."""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import pandas

NAMND = os.environ["NAMND"]
HERE = Path(__file__).resolve().parent
OUT = Path(sys.argv[1]).resolve()
SCHEMA = json.loads(subprocess.run([NAMND, "schema", "tables"], check=True, capture_output=True).stdout)
TABLES = {table["name"]: table for table in SCHEMA["tables"]}
DUCKDB = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def export(to, *options):
    subprocess.run([NAMND, "--quiet", "export", OUT, "-o", to, *options], check=True)
    return {path.name: path for path in sorted(to.iterdir())}


def documents():
    for path in sorted(OUT.rglob("*.json")):
        if ".namnd" not in path.parts:
            document = json.loads(path.read_text("utf-8"))
            if document.get("schema") == "namnd/2":
                yield document


def owners(of):
    """A document or goal, and the goals under it."""
    yield of
    for goal in of["mal"]:
        yield from owners(goal)


def rows(owner):
    return owner["indikatorer"] + owner["aktiviteter"]


def count(document):
    """How many rows each table has of a document."""
    counts = Counter(dokument=1, arenden=len(document["arenden"]), diagnostik=len(document["diagnostik"]))
    counts["beslut"] = len(document["dokument"]["beslut"]) + sum(len(case["beslut"]) for case in document["arenden"])
    for owner in owners(document):
        counts["mal"] += len(owner["mal"])
        counts["rader"] += len(rows(owner))
        counts["varden"] += sum(value is not None for row in rows(owner) for value in row["varden"].values())
        counts["avsnitt"] += sum(max(1, len(section["stycken"])) for section in owner["avsnitt"])
        counts["tabeller"] += len(owner["tabeller"])
        for table in owner["tabeller"]:
            cells = table["huvud"] + [row["celler"] for row in table["rader"]]
            counts["celler"] += sum(cell is not None for row in cells for cell in row)
    return counts


def same(what, one, other):
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        one, other = next(((a, b) for a, b in zip(one, other, strict=True) if a != b), ([], []))
    assert one == other, f"{what}: {one!r:.1000} and {other!r:.1000}"


def as_text(value):
    """A value of Parquet as CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    return str(value)


def parquet(folder, counts):
    """The tables by name, each a list of rows; types and numbers of rows looked at."""
    tables = {}
    for name, table in TABLES.items():
        file = folder / f"{name}.parquet"
        types = duckdb.sql(f"DESCRIBE FROM '{file}'").fetchall()
        same(f"types of {name}", [(row[0], row[1]) for row in types],
             [(column["name"], DUCKDB[column["type"]]) for column in table["columns"]])
        tables[name] = duckdb.sql(f"FROM '{file}'").fetchall()
        same(f"rows of {name}", len(tables[name]), counts[name])
        groups = duckdb.sql(f"SELECT max(row_group_num_rows) FROM parquet_metadata('{file}')").fetchall()[0][0]
        assert (groups or 0) <= 65_536, f"{name}: a row group has {groups} rows"
        for index, column in enumerate(table["columns"]):
            nulls = any(row[index] is None for row in tables[name])
            assert column["nullable"] or not nulls, f"{name}.{column['name']} has nulls"
    return tables


def csv_by_pandas(folder, tables):
    for name in TABLES:
        frame = pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        same(f"columns of {name}.csv", list(frame.columns), [column["name"] for column in TABLES[name]["columns"]])
        # What stands between two commas cannot tell null from an empty text.
        same(f"{name}.csv", [list(row) for row in frame.itertuples(index=False)],
             [[as_text(value) for value in row] for row in tables[name]])


def csv_by_excel(folder, tables):
    """What Excel with Swedish settings takes: `;`, decimal commas, no formulas."""
    number = re.compile(r"-?\d+(,\d+)?$")
    for name, table in TABLES.items():
        data = (folder / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf"), f"{name}.csv has no byte order mark"
        read = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True), delimiter=";", strict=True))
        same(f"rows of {name}.csv for Excel", len(read), len(tables[name]) + 1)
        for fields, row in zip(read[1:], tables[name], strict=True):
            for field, value, column in zip(fields, row, table["columns"], strict=True):
                assert not (field[:1] in tuple("=+-@") and not re.match(r"[+-]\d[\d\s,.%]*$|-?\d", field)), f"a formula: {field}"
                if column["type"] == "number" and field:
                    assert number.match(field) and float(field.replace(",", ".")) == value, f"{name}: {field}"
                elif column["type"] == "text":
                    same(f"{name}.{column['name']}", field.removeprefix("'"), (value or "").removeprefix("'"))


def jsonl(folder, tables):
    for name, table in TABLES.items():
        names = [column["name"] for column in table["columns"]]
        with open(folder / f"{name}.jsonl", encoding="utf-8") as lines:
            read = [json.loads(line) for line in lines]
        assert all(list(row) == names for row in read), f"{name}.jsonl has other columns"
        same(f"{name}.jsonl", [[as_text(value) for value in row.values()] for row in read],
             [[as_text(value) for value in row] for row in tables[name]])


def script(folder, tables):
    database = duckdb.connect()
    os.chdir(folder)
    database.execute(Path("namnd.sql").read_text("utf-8"))
    for name in TABLES:
        # With nulls and empty texts apart.
        same(f"{name} by the script", database.sql(f"FROM {name}").fetchall(), tables[name])
    told = database.sql("SELECT comment FROM duckdb_columns() WHERE table_name = 'varden' AND column_name = 'tal'")
    same("a comment", told.fetchall()[0][0], "Its number")


def questions(folder):
    """The answers to the questions of the docs, in their order."""
    blocks = re.findall(r"```sql\n(.*?)```", (HERE / "../../docs/export.md").read_text("utf-8"), re.DOTALL)
    views, *questions = blocks
    database = duckdb.connect()
    database.execute(views.replace("'tables/", f"'{folder}/"))
    same("questions", len(questions), 5)
    return [database.sql(question).fetchall() for question in questions]


def ask(folder, is_fixtures):
    """What the answers say is what the JSON says."""
    with_target, over_years, ending, budget, doubts = questions(folder)
    wanted = Counter()
    for document in documents():
        for owner in owners(document):
            wanted["target"] += sum(row["varden"].get("arsmal") is not None for row in owner["indikatorer"])
            ends = [(row["varden"].get("slutdatum") or {}).get("datum") or "" for row in owner["aktiviteter"]]
            wanted["ending"] += sum(end.startswith("2024") for end in ends)
        remarks = {remark["kod"] for remark in document["diagnostik"] if remark["allvar"] != "info"}
        wanted["doubts"] += len(remarks)
    same("indicators with årsmål", len(with_target), wanted["target"])
    same("activities that end in 2024", len(ending), wanted["ending"])
    same("codes", len(doubts), wanted["doubts"])
    for fil, _, tabell, etikett, rubrik, text, *_ in budget:
        assert "äldreomsorg" in etikett.lower() and text != etikett, (fil, tabell, rubrik)
    if is_fixtures:
        assert len({year for year, *_ in over_years}) > 1, "one indicator in several years"
        assert all((with_target, ending, budget, doubts)), "every question has an answer"
        assert any(rubrik and tal is not None for *_, rubrik, _, tal, _, _ in budget), "a budget's numbers have headings"


def main():
    counts = Counter()
    for document in documents():
        counts += count(document)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        files = export(folder / "parquet", "--format", "parquet", "-j", "1")
        again = export(folder / "again", "--format", "parquet", "-j", "3")
        same("files for any number of threads", *[[(n, p.read_bytes()) for n, p in all.items()] for all in (files, again)])
        tables = parquet(folder / "parquet", counts)
        export(folder / "csv")
        csv_by_pandas(folder / "csv", tables)
        export(folder / "excel", "--excel")
        csv_by_excel(folder / "excel", tables)
        export(folder / "jsonl", "--format", "jsonl")
        jsonl(folder / "jsonl", tables)
        export(folder / "sql", "--format", "duckdb-sql")
        script(folder / "sql", tables)
        ask(folder / "parquet", OUT.name == "out")
    print(f"{OUT}: {counts.total()} rows of {counts['dokument']} documents, the same in every format; five questions answered")


main()
