"""Fetch the front end's two vendored files from npm packages and record their hashes in static/vendor/README.md.

    python scripts/vendor.py

htmx is taken as published. The heading font (Fraunces, OFL) is taken as its Latin subset. Run it to upgrade; the
versions stand below. tests/test_repository.py checks that the files still have the recorded hashes.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
FILES = {
    "htmx-4.0.1.min.js": ("htmx.org@4.0.1", "package/dist/htmx.min.js"),
    "htmx-LICENSE.txt": ("htmx.org@4.0.1", "package/LICENSE"),
    "fraunces-600.woff2": ("@fontsource/fraunces@5", "package/files/fraunces-latin-600-normal.woff2"),
    "fraunces-LICENSE.txt": ("@fontsource/fraunces@5", "package/LICENSE"),
}


def main() -> None:
    lines = [
        "# Vendored files",
        "",
        "Fetched by `python scripts/vendor.py`; do not edit.",
        "",
        "| file | package | sha384 |",
        "|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        packed: dict[str, Path] = {}
        for name, (package, member) in FILES.items():
            if package not in packed:
                out = subprocess.run(
                    ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
                )
                packed[package] = Path(folder) / out.stdout.split()[-1]
            with tarfile.open(packed[package]) as archive:
                data = archive.extractfile(member).read()
            (VENDOR / name).write_bytes(data)
            digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
            lines.append(f"| {name} | {package} | {digest} |")
    (VENDOR / "README.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
