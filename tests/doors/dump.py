"""What stands in the database, table by table; and what a GET must not act on."""

import hashlib

from django.conf import settings
from django.db import connection

# A session's row is written by signing in and by what is said once (messages); the cache holds counters of tries.
# That a page is opened by a person is counted (consultation_visits): a number of a day, which no act reads.
APART = {"django_session", settings.CACHES["default"]["LOCATION"], "consultation_visits"}
# What the forms would send by POST: in an address it must do nothing.
ACTS = (
    "act=hide&reason=off_matter&answer=approve&use=1&choice=mine&text=x&outcome=met&comment=1&kind=adopt&consultation=1"
)


def dump() -> dict[str, tuple[int, str]]:
    """For each table its number of rows and a checksum over all that stands in them."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - APART):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found
