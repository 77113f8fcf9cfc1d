#!/bin/sh
# Measures namnd beside other programs on the same PDFs, alternately in one run, and prints a table in Markdown.
#
#   benches/compare.sh [--runs N] [--slow-runs N] [--one-thread] [--skip NAME]... [--truth DIR --scorer FILE] PDF...
#
# --truth DIR --scorer FILE  also counts the rows of tables that each program gets exactly: DIR holds X.json, the content of
#                            every PDF whose name begins with X, and FILE is a Python module with `expected(truth, text)`
#                            and `emitted(output, text, order)`, each with a list `rows`. NAMND_TRUTH and NAMND_SCORER do too.
# --skip NAME                leaves a program out.
#
# What is missing is set up first: poppler-utils, mupdf-tools, hyperfine and a Java runtime from the distribution (apt-get, as
# root), the others in a virtual environment below target/. A program that cannot be set up is left out and named.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
target=${CARGO_TARGET_DIR:-$here/target}
venv=$target/compare-peers

need() { # program package
    command -v "$1" >/dev/null 2>&1 && return
    echo "compare: installing $2" >&2
    apt-get install -y "$2" >/dev/null 2>&1 || echo "compare: $2 cannot be installed" >&2
}
need pdftotext poppler-utils
need mutool mupdf-tools
need hyperfine hyperfine
need java default-jre-headless
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
for package in pdfplumber==0.11.10 camelot-py==2.0.0 tabula-py==2.10.0; do
    name=${package%%==*}
    "$venv/bin/pip" show -q "$name" 2>/dev/null || "$venv/bin/pip" install -q "$package" >&2 ||
        echo "compare: $name cannot be installed" >&2
done
cargo build --release --locked >&2
exec "$venv/bin/python" benches/compare.py --namnd "$target/release/namnd" "$@"
