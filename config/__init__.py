"""The composition root: the only place that knows every app.

Puts the SQLite of the wheel in place of Python's own before Django loads
(docs/decisions/0001-sqlite-from-the-wheel.md).
"""

import sys

try:
    import pysqlite3
except ImportError:  # no wheel for this kind of machine: config.checks judges the SQLite that Python has
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
