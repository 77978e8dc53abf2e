"""The log can only grow."""

from django.db import migrations

from organisation.triggers import refuse


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        refuse(f"append_only_{noun}_{event.lower()}", f"organisation_{noun}", event, "TRUE",
               f"append only: {noun}")
        for noun in ("event", "seal")
        for event in ("UPDATE", "DELETE")
    ]  # fmt: skip
