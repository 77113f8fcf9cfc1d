"""Runs the programs alternately and prints the table: see compare.sh, which calls this."""

import argparse, json, os, platform, re, shutil, statistics, subprocess, sys, tempfile, threading, time
from importlib import util
from pathlib import Path

# Each takes a PDF and writes the rows of its tables as JSON to standard output.
READERS = {
    "pdfplumber": """
import pdfplumber
with pdfplumber.open(pdf) as file:
    for page in file.pages:
        for table in page.extract_tables():
            rows.extend(table)
        page.close()
""",
    "camelot": """
import camelot
for table in camelot.read_pdf(pdf, pages="all", flavor="lattice"):
    rows.extend(table.df.values.tolist())
""",
    "tabula": """
import tabula
for table in tabula.read_pdf(pdf, pages="all", lattice=True, multiple_tables=True, pandas_options={"header": None}) or []:
    rows.extend(table.fillna("").astype(str).values.tolist())
""",
}
READER = "import json, sys\npdf, rows = sys.argv[1], []\n{}\njson.dump(rows, sys.stdout)\n"


def arguments():
    parser = argparse.ArgumentParser(prog="compare.sh")
    parser.add_argument("--namnd", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--slow-runs", type=int, default=1, help="runs of the programs written in Python")
    parser.add_argument("--one-thread", action="store_true", help="do not run with all threads too")
    parser.add_argument("--skip", action="append", default=[], metavar="NAME")
    parser.add_argument("--truth", default=os.environ.get("NAMND_TRUTH"), metavar="DIR")
    parser.add_argument("--scorer", default=os.environ.get("NAMND_SCORER"), metavar="FILE")
    parser.add_argument("pdfs", nargs="+", metavar="PDF")
    return parser.parse_args()


class Program:
    """A program with its commands: one for each PDF, or one for all of them."""

    def __init__(self, name, commands, slow=False):
        self.name, self.commands, self.slow = name, commands, slow
        self.seconds, self.processor, self.memory = {}, {}, 0

    def run(self, jobs):
        """Runs all commands, so many at a time, and notes seconds, seconds of the processor and peak memory."""
        pending, lock, used = list(self.commands(jobs)), threading.Lock(), [0.0]

        def work():
            while True:
                with lock:
                    if not pending:
                        return
                    command, output = pending.pop(0)
                with open(output, "wb") as out:
                    process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
                    _, _, usage = os.wait4(process.pid, 0)
                with lock:
                    used[0] += usage.ru_utime + usage.ru_stime
                    self.memory = max(self.memory, usage.ru_maxrss)

        begun = time.perf_counter()
        threads = [threading.Thread(target=work) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.seconds.setdefault(jobs, []).append(time.perf_counter() - begun)
        self.processor.setdefault(jobs, []).append(used[0])


def programs(options, folder):
    each = lambda command: lambda jobs: [(command(pdf), os.devnull) for pdf in options.pdfs]
    found = [
        Program("pdftotext -layout", each(lambda pdf: ["pdftotext", "-layout", pdf, os.devnull])),
        Program("mutool draw -F text", each(lambda pdf: ["mutool", "draw", "-q", "-F", "text", "-o", os.devnull, pdf])),
    ]
    found = [program for program in found if shutil.which(program.name.split()[0])]

    def convert(jobs):
        shutil.rmtree(folder / "namnd", ignore_errors=True)
        command = [options.namnd, "convert", "-q", "-j", str(jobs), "-o", str(folder / "namnd"), *options.pdfs]
        return [(command, os.devnull)]

    found.append(Program("namnd", convert))
    for name, body in READERS.items():
        if util.find_spec(name) is None:
            print(f"compare: {name} is missing", file=sys.stderr)
            continue
        script = READER.format(body)

        def read(jobs, name=name, script=script):
            output = lambda pdf: folder / f"{name}-{Path(pdf).name}.json"
            return [([sys.executable, "-c", script, pdf], output(pdf)) for pdf in options.pdfs]

        found.append(Program(name, read, slow=True))
    return [program for program in found if program.name.split()[0] not in options.skip]


def pages(pdfs):
    """Number of pages, as pdfinfo tells it."""
    told = (subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout for pdf in pdfs)
    return sum(int(match[1]) for text in told if (match := re.search(r"^Pages:\s+(\d+)", text, re.M)))


def squeeze(text):
    return re.sub(r"\s+", " ", str(text or "").replace("\u00a0", " ")).strip()


def exact_rows(options, folder, name):
    """Rows that the program gets exactly, and all rows. Of programs that know no goals and no columns, only the texts of a
    row's cells are asked for, in any order but for the first."""
    spec = util.spec_from_file_location("scorer", options.scorer)
    scorer = util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    hits = total = 0
    for pdf in options.pdfs:
        truths = [path for path in Path(options.truth).glob("*.json") if Path(pdf).name.startswith(path.stem)]
        if not truths:
            continue
        want = scorer.expected(json.loads(max(truths).read_text(encoding="utf-8")), False)["rows"]
        total += len(want)
        if name == "namnd":
            output = json.loads((folder / "namnd" / f"{Path(pdf).name}.json").read_text(encoding="utf-8"))
            got = scorer.emitted(output, False, [])["rows"]
        else:
            want = [(row[2], sorted(cell for _, cell in row[3])) for row in want]
            text = (folder / f"{name}-{Path(pdf).name}.json").read_text(encoding="utf-8")
            rows = ([cell for cell in map(squeeze, row) if cell] for row in json.loads(text or "[]"))
            got = [(row[0], sorted(row[1:])) for row in rows if row]
        for row in want:
            if row in got:
                got.remove(row)
                hits += 1
    return f"{hits} of {total}"


def start_up(namnd, folder):
    """How long `namnd --version` takes, in times of `true`."""
    if not shutil.which("hyperfine"):
        return
    command = ["hyperfine", "-N", "-w", "20", "-r", "200", "--style", "none", "--export-json", str(folder / "times.json"), "true", f"{namnd} --version"]
    subprocess.run(command, capture_output=True)
    told = json.loads((folder / "times.json").read_text())["results"]
    first, own = (result["median"] for result in told)
    print(f"\nStart-up: `namnd --version` {1000 * own:.2f} ms, {own / first:.1f} times `true`.")


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        found = programs(options, folder)
        cores = 1 if options.one_thread else os.cpu_count() or 1
        for turn in range(max(options.runs, options.slow_runs)):
            for program in found:
                if turn < (options.slow_runs if program.slow else options.runs):
                    for jobs in sorted({1, cores}):
                        program.run(jobs)
            print(f"compare: round {turn + 1} done", file=sys.stderr)
        count = pages(options.pdfs)
        scored = options.truth and options.scorer
        print(f"{len(options.pdfs)} PDFs, {count} pages; medians of {options.runs} alternating runs")
        print(f"(programs in Python: {options.slow_runs}); {os.cpu_count()} cores, {platform.machine()}, {platform.system()}.\n")
        heads = ["program", "time, 1 thread", "processor time", "pages/s, 1 thread", "peak memory"]
        heads += [f"time, {cores} threads"] * (cores > 1) + ["rows exact"] * bool(scored)
        print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
        first = found[0]
        median = statistics.median
        for program in found:
            ratio = lambda of, jobs: f"{median(getattr(program, of)[jobs]) / median(getattr(first, of)[jobs]):.2f}"
            speed = count / median(program.seconds[1])
            cells = [program.name, ratio("seconds", 1), ratio("processor", 1), f"{speed:.0f}", f"{program.memory / 1024:.0f} MiB"]
            if cores > 1:
                cells.append(ratio("seconds", cores))
            if scored:
                cells.append(exact_rows(options, folder, program.name) if program.slow or program.name == "namnd" else "")
            print("| " + " | ".join(cells) + " |")
        start_up(options.namnd, folder)


if __name__ == "__main__":
    main()
