"""The command that starts a worker: Python without anything of its own, and this package's extension."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from namnd import _namnd

if TYPE_CHECKING:
    from namnd._namnd import Command

# The extension is loaded from its file: a worker has no search path, and needs none.
_CODE = """\
import sys
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("namnd._namnd", sys.argv[1])
module = module_from_spec(spec)
spec.loader.exec_module(module)
sys.exit(module.worker("--test-faults" in sys.argv[2:]))
"""

# What a Python may need to find its own libraries; a worker gets nothing else of the environment.
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


def command(*, test_faults: bool = False) -> Command:
    """Program, arguments and environment of a worker."""
    if not sys.executable:
        raise RuntimeError(
            "workers need a Python program, and sys.executable names none: use isolation=False"
        )
    args = ["-I", "-S", "-c", _CODE, os.path.abspath(_namnd.__file__)]
    if test_faults:
        args.append("--test-faults")
    env = [(name, os.environ[name]) for name in _KEPT if name in os.environ]
    return {"program": sys.executable, "args": args, "env": env}
