"""Run the tests: first those without a browser, then those in Chromium; on SQLite, or on a PostgreSQL of their own.

python scripts/test.py [--only unit|browser] [--db postgres] [pytest arguments]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["unit", "browser"])
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    options, rest = parser.parse_known_args()
    with postgres() if options.db == "postgres" else contextlib.nullcontext(os.environ.copy()) as environment:
        code = 0
        if options.only != "browser":
            quick = ["-m", "not whole_guide"] if options.only == "unit" else []
            code = pytest(["--ignore=tests/browser", "-n", "2", "--dist", "worksteal", *quick, *rest], environment)
        if options.only != "unit" and code == 0:
            environment["OPSGUIDE_CHROMIUM"] = find_chromium()
            code = pytest(["tests/browser", *rest], environment)
    return code


def pytest(arguments: list[str], environment: dict[str, str]) -> int:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


def find_chromium() -> str:
    """A Chromium of this machine, else Playwright's own, else apt's. Without one the tests fail; they are not skipped."""
    if given := os.environ.get("OPSGUIDE_CHROMIUM"):
        return given
    for name in CHROMIUMS:
        if path := shutil.which(name):
            print(f"Browser tests use {path}.")
            return path
    print("No Chromium on this machine; asking Playwright for its own …")
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0:
        return ""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Playwright could not fetch one; installing Debian's chromium …")
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, stdout=subprocess.DEVNULL)
        return str(shutil.which("chromium"))
    sys.exit(
        "The browser tests need Chromium. Install it (Debian: apt install chromium) or set OPSGUIDE_CHROMIUM to its path."
    )


def postgres_bin() -> Path:
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    sys.exit(
        "There are no PostgreSQL server programs here (initdb, pg_ctl). Install them (Debian: apt install postgresql) or run make test without DB=postgres."
    )


@contextlib.contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """A throw-away server on a free port, run by a user who is not root, removed at the end."""
    binaries, folder = postgres_bin(), Path(tempfile.mkdtemp(prefix="opsguide-postgres-"))
    become: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = next((name for name in ("postgres", "nobody") if _exists(name)), "")
        if not user or not shutil.which("setpriv"):
            sys.exit("PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as.")
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
        become = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*become, str(binaries / program), *arguments], cwd=folder, check=False, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"PostgreSQL's {program} failed:\n{done.stderr or done.stdout}")

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "opsguide", "--auth=trust", "--encoding=UTF8", "--no-sync")
    run(
        "pg_ctl",
        "-D",
        data,
        "-l",
        str(folder / "log"),
        "-w",
        "-o",
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off",
        "start",
    )
    print(f"Tests use a PostgreSQL of their own on port {port} ({binaries}).")
    try:
        yield {**os.environ, "DATABASE_URL": f"postgres://opsguide@127.0.0.1:{port}/postgres"}
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
