"""The walls of the house, and promises the repository makes about itself."""

from __future__ import annotations

import ast
import base64
import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "wizard" / "engine"
LIBRARY = ROOT / "opsguide" / "library"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = [
    p
    for folder in ("opsguide", "wizard", "tests", "scripts")
    for p in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in p.parts
]


def imported(path: Path) -> set[str]:
    """Full names of the modules a file imports; relative ones are resolved."""
    names: set[str] = set()
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            names.add(".".join(filter(None, [base, node.module or ""])))
    return names


def test_the_engine_imports_only_the_standard_library():
    allowed = sys.stdlib_module_names | {"wizard"}
    for path in ENGINE.rglob("*.py"):
        strangers = {
            n
            for n in imported(path)
            if n.split(".")[0] not in allowed or (n.startswith("wizard") and not n.startswith("wizard.engine"))
        }
        assert not strangers, f"{path} imports {strangers}"


def test_the_library_imports_no_django():
    for path in LIBRARY.rglob("*.py"):
        assert not {n for n in imported(path) if n.split(".")[0] in ("django", "wizard")}, path


@pytest.mark.parametrize("module", ["wizard.engine", "opsguide.library.linter"])
def test_the_pure_rooms_load_without_django(module):
    code = f"import sys, {module}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_guide_never_imports_the_wizard():
    for path in (ROOT / "opsguide").rglob("*.py"):
        if path.name != "urls.py":
            assert not {n for n in imported(path) if n.startswith("wizard")}, path


def test_nobody_imports_the_settings_module():
    for path in SOURCES:
        if path != ROOT / "tests" / "settings.py":
            assert "opsguide.settings" not in imported(path), path


def test_files_and_functions_stay_short():
    for path in SOURCES:
        text = path.read_text()
        assert text.count("\n") <= 420, f"{path} has {text.count(chr(10))} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                assert length <= 45, f"{path}:{node.lineno} {node.name} has {length} lines"


def test_no_module_is_a_drawer_for_everything():
    assert not [p for p in SOURCES if p.stem in ("utils", "common", "helpers", "services", "misc", "core")]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_code_and_loads_nothing_from_elsewhere(template):
    text = template.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style|\son[a-z]+\s*=|hx-on|\"js:", text)
    assert not re.search(r"\shx-", text), "write data-hx-…, which is valid HTML"
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or "application/ld+json" in script, script
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//[^{]", re.sub(r"<a [^>]*>", "", text))


def test_vendored_files_have_the_recorded_hashes():
    readme = (ROOT / "static" / "vendor" / "README.md").read_text()
    rows = re.findall(r"^\| (\S+) \| \S+ \| (\S+) \|$", readme, re.MULTILINE)
    recorded = {name: digest for name, digest in rows if name != "file"}
    present = {p.name for p in (ROOT / "static" / "vendor").iterdir()} - {"README.md"}
    assert recorded.keys() == present
    for name, digest in recorded.items():
        actual = hashlib.sha384((ROOT / "static" / "vendor" / name).read_bytes()).digest()
        assert base64.b64encode(actual).decode() == digest


def test_lock_files_name_no_index_and_pin_every_package_with_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert not re.search(r"https?:|--index|--find-links|--extra", text)
        pinned = re.findall(r"^[A-Za-z0-9][\w.\-\[\]]*==", text, re.MULTILINE)
        assert len(pinned) > 10
        assert text.count("--hash=sha256:") >= len(pinned)


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    for wanted in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
        line = next(line for line in text.splitlines() if f'"{wanted}"' in line)
        assert "#" in line, f"no reason given for {wanted}"


def test_the_commands_that_the_documents_name_exist_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for name in re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)", path.read_text()):
            assert name in targets, f"{path.name} names make {name}"


def test_every_environment_variable_is_documented():
    text = "".join((ROOT / "opsguide" / name).read_text() for name in ("settings.py", "env.py", "gunicorn_conf.py"))
    names = set(re.findall(r'(?:env_\w+\(|environ(?:\.get)?[\(\[])\s*"([A-Z][A-Z_]+)"', text))
    documented = (ROOT / "docs" / "self-hosting.md").read_text()
    assert len(names) > 8
    assert not {name for name in names if f"`{name}`" not in documented}


@pytest.mark.django_db
def test_every_migration_is_made():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
