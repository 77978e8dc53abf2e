"""System checks: what the installation stands on is good enough to start."""

import sqlite3

from django.core.checks import Error, register
from django.db import connection

# Older versions can corrupt a WAL database when two connections write and checkpoint at once.
OLDEST_SQLITE = (3, 51, 3)


@register()
def sqlite_is_safe(app_configs, version=None, **kwargs):
    if connection.vendor != "sqlite":
        return []
    found = version or sqlite3.sqlite_version_info
    if found >= OLDEST_SQLITE:
        return []
    return [
        Error(
            f"SQLite {'.'.join(map(str, found))} can lose data when two processes write at once; "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer is needed.",
            hint="The wheel pysqlite3 (Linux on x86-64; script/setup) carries a newer one. Elsewhere: PostgreSQL.",
            id="config.E001",
        )
    ]
