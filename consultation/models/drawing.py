"""Numbers without gaps: a counter in a row, raised and read in one statement."""

from django.db import models


def next_of(model: type[models.Model], counter: str, pk: int) -> models.Model | None:
    """The row as it is now with `counter` one higher, locked until the transaction ends; None where there is none."""
    table, key = model._meta.db_table, model._meta.pk.column
    statement = f"UPDATE {table} SET {counter} = {counter} + 1 WHERE {key} = %s RETURNING *"
    return next(iter(model._base_manager.raw(statement, [pk])), None)
