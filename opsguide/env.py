"""Settings from the environment: a wrong value stops the start with a sentence, never with a guess."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_bool(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if value not in ("0", "1", "true", "false", "True", "False"):
        raise ImproperlyConfigured(f"{name} is '{value}'; write 1 or 0.")
    return value in ("1", "true", "True")


def env_int(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is '{value}'; write a whole number.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_secret(name: str, fallback: Path) -> str:
    """NAME, or the file NAME_FILE points at, or a secret made once and kept in `fallback` (mode 0600)."""
    if value := os.environ.get(name):
        return value
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {file} cannot be read ({error.strerror}).") from error
    if not fallback.exists():
        import secrets

        try:
            handle = os.open(fallback, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it a moment ago
            return env_secret(name, fallback)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    if value := fallback.read_text().strip():
        return value
    raise ImproperlyConfigured(f"{fallback} is empty; delete it, and the next start makes a new one.")


def data_dir(default: Path) -> Path:
    """OPSGUIDE_DATA_DIR, made when missing: the one folder that must be writable and backed up."""
    folder = Path(os.environ.get("OPSGUIDE_DATA_DIR") or default).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made ({error.strerror}). Set OPSGUIDE_DATA_DIR to a folder this user may write."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be written. Set OPSGUIDE_DATA_DIR to a folder this user may write."
        )
    return folder


def database(default: Path) -> dict[str, object]:
    """DATABASE_URL (`postgres://user:password@host:5432/name`, `sqlite:////path/file`) as a DATABASES entry."""
    url = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    if url and parts.scheme != "sqlite":
        raise ImproperlyConfigured(f"DATABASE_URL starts with '{parts.scheme}:'; write postgres://… or sqlite:///….")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(parts.path[1:]) if url else default,
        "OPTIONS": {
            # Writers wait for one another instead of failing, and readers never wait.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        },
    }
