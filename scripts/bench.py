"""Measure, side by side in one run: the engine, search, and every kind of page. Compare ratios, not milliseconds.

python scripts/bench.py [engine|search|pages …]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    wanted = sys.argv[1:] or ["engine", "search", "pages"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name in wanted:
        print(f"\n== {name} ==", flush=True)
        script = ROOT / "tests" / "bench" / f"bench_{name}.py"
        if subprocess.run([sys.executable, str(script)], cwd=ROOT, env=environment, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
