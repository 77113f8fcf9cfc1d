"""``python -m namnd``: the command, with all that ``namnd --help`` tells."""

from __future__ import annotations

import sys

from namnd import _namnd, _worker


def main() -> int:
    """Runs the command with this process's arguments; returns its exit code."""
    return _namnd.main(["namnd", *sys.argv[1:]], _worker.command())


if __name__ == "__main__":
    sys.exit(main())
