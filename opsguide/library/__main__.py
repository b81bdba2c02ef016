"""`python -m opsguide.library content [--only tool,practice]`: check content without a database or Django."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from .linter import lint
from .problems import errors
from .reader import read
from .schema import TYPES


def main() -> int:
    parser = argparse.ArgumentParser(description="Check content folders; print every problem with file and line.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", help="print only the problems of these types, comma-separated")
    options = parser.parse_args()
    library, problems = read(options.folders)
    problems = sorted(problems + lint(library, today=dt.date.today()))
    if options.only:
        wanted = tuple(f"/{TYPES[name].folder}/" for name in options.only.split(","))
        problems = [p for p in problems if any(w in str(p.path.as_posix()) for w in wanted)]
    for problem in problems:
        print(problem)
    count = sum(len(found) for found in library.documents.values())
    print(f"{count} entries read, {len(errors(problems))} errors, {len(problems) - len(errors(problems))} warnings")
    return 1 if errors(problems) else 0


if __name__ == "__main__":
    sys.exit(main())
