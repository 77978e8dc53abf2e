"""A frozen version cannot change: its text, its ties, its checksum and what a comparison said. One set aside is never published."""

from django.db import migrations

from organisation.triggers import changed, refuse

NUMBERED = "(SELECT number FROM drafts_version WHERE id = {row}.version_id) IS NOT NULL"
OLD, NEW = NUMBERED.format(row="OLD"), NUMBERED.format(row="NEW")
TEXT = (
    "id",
    "version_id",
    "lineage",
    "position",
    "kind",
    "level",
    "marker",
    "number",
    "text",
    "revision",
)
ASIDE = "NEW.set_aside_at IS NOT NULL AND (NEW.number IS NULL OR NEW.published_at IS NOT NULL)"
TIE = ("id", "version_id", "before_id", "after_id", "kind")
VERSION = (
    "id",
    "policy_id",
    "number",
    "title",
    "links",
    "state",
    "frozen_at",
    "frozen_by_id",
    "checksum",
)


def guard(noun: str, columns: tuple[str, ...]) -> list:
    """Refuses to add, remove or change the `columns` of a row of a frozen version."""
    table, message = f"drafts_{noun}", f"frozen version: {noun}"
    return [
        refuse(f"frozen_{noun}_insert", table, "INSERT", NEW, message),
        refuse(f"frozen_{noun}_delete", table, "DELETE", OLD, message),
        refuse(
            f"frozen_{noun}_update",
            table,
            "UPDATE",
            f"({OLD} OR {NEW}) AND {changed(*columns)}",
            message,
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_initial")]

    operations = [
        *guard("paragraph", TEXT),
        *guard("descent", TIE),
        refuse(
            "frozen_version_update",
            "drafts_version",
            "UPDATE",
            f"OLD.number IS NOT NULL AND {changed(*VERSION)}",
            "frozen version",
        ),
        refuse(
            "frozen_version_delete",
            "drafts_version",
            "DELETE",
            "OLD.number IS NOT NULL",
            "frozen version",
        ),
        refuse("frozen_version_aside", "drafts_version", "UPDATE", ASIDE, "set aside: never published"),
        refuse("append_only_comparison_update", "drafts_comparison", "UPDATE", "TRUE", "append only: comparison"),
        refuse("append_only_comparison_delete", "drafts_comparison", "DELETE", "TRUE", "append only: comparison"),
    ]
