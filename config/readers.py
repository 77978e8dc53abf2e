"""Reads settings from the environment; a value that cannot be right stops the start with a sentence."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MAIL_BACKENDS = "django.core.mail.backends."


def load_file(path: Path) -> None:
    """Take NAME=value lines from the file; what the environment already says is kept."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ImproperlyConfigured(f"{path}, line {number}: expected NAME=value, found {line!r}.")
        os.environ.setdefault(name.strip(), value.strip())


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. script/setup writes a first one to the file .env.")
    return default


def flag(name: str) -> bool:
    value = text(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}, not {value!r}.")
    return int(value)


def choice(name: str, default: str, allowed: list[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def secret(name: str) -> str:
    value = text(name)
    if len(value) < 50 or len(set(value)) < 10:
        raise ImproperlyConfigured(f"{name} must be at least 50 random characters.")
    return value


def address(name: str) -> tuple[str, str]:
    """The site's own address without a slash at its end, and its host; http only on this machine."""
    value = text(name).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} must be like https://samrad.example.se, not {value!r}.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"{name} must begin with https:// for every host but this machine: {value!r}.")
    return value, parts.hostname


def database(name: str, default: str, folder: Path) -> dict:
    """sqlite:///file (seen from folder), sqlite:////absolute/file, or postgres://user:password@host:port/database."""
    parts = _url(name, text(name, default))
    if parts.scheme == "sqlite" and parts.path.strip("/") and not parts.netloc:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / unquote(parts.path[1:])}
    if parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(f"{name} must be sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE.")


def mail(name: str, folder: Path) -> dict:
    """file:FOLDER (seen from folder), console:, memory:, smtp://user:password@host:port (STARTTLS) or smtps://…"""
    parts = _url(name, text(name))
    if parts.scheme == "file" and parts.path:
        return {"BACKEND": MAIL_BACKENDS + "filebased.EmailBackend", "FILE_PATH": folder / unquote(parts.path)}
    if parts.scheme in ("console", "memory"):
        return {"BACKEND": MAIL_BACKENDS + {"console": "console", "memory": "locmem"}[parts.scheme] + ".EmailBackend"}
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return {
            "BACKEND": MAIL_BACKENDS + "smtp.EmailBackend",
            "HOST": parts.hostname,
            "PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "HOST_USER": unquote(parts.username or ""),
            "HOST_PASSWORD": unquote(parts.password or ""),
            "USE_SSL": parts.scheme == "smtps",
            "USE_TLS": parts.scheme == "smtp" and parts.hostname not in LOOPBACK,
        }
    raise ImproperlyConfigured(f"{name} must be smtp://USER:PASSWORD@HOST:PORT, smtps://…, file:FOLDER or console:.")


def scanner(name: str) -> str | tuple[str, int] | None:
    """Where clamd listens: unix:/run/clamav/clamd.ctl (its path) or tcp://host:port (both); None without one."""
    value = text(name, "")
    if not value:
        return None
    parts = _url(name, value)
    if parts.scheme == "unix" and parts.path.startswith("/"):
        return unquote(parts.path)
    if parts.scheme == "tcp" and parts.hostname:
        return parts.hostname, parts.port or 3310
    raise ImproperlyConfigured(f"{name} must be unix:/PATH or tcp://HOST:PORT.")


def _url(name: str, value: str):
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  a port that is no number is found only when it is read
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not an address that can be read.") from None
    return parts
