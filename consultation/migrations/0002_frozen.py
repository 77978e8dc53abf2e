"""What people wrote and why the text changed stay as they are."""

from django.db import migrations

from organisation.triggers import changed, refuse

NUMBERED = (
    "(SELECT v.number FROM drafts_version v JOIN drafts_descent d ON d.version_id = v.id"
    " WHERE d.id = {row}.descent_id) IS NOT NULL"
)
OLD, NEW = NUMBERED.format(row="OLD"), NUMBERED.format(row="NEW")
TIED = (
    "(SELECT v.number FROM drafts_version v JOIN drafts_descent d ON d.version_id = v.id"
    " JOIN consultation_change c ON c.descent_id = d.id WHERE c.id = {row}.change_id) IS NOT NULL"
)
# A sender may change a comment when what it said is kept.
KEPT = (
    "EXISTS (SELECT 1 FROM consultation_commenttext t WHERE t.comment_id = OLD.id AND t.words = OLD.comment)"
)
KEPT_WISH = (
    "EXISTS (SELECT 1 FROM consultation_commenttext t"
    " WHERE t.comment_id = OLD.xtd_id AND t.suggestion = OLD.suggestion)"
)
MESSAGE = "frozen version: change"


def append_only(noun: str) -> list:
    """Refuses to change or to remove a row once written."""
    return [
        refuse(f"append_only_{noun}_{event.lower()}", f"consultation_{noun}", event, "TRUE", f"append only: {noun}")
        for event in ("UPDATE", "DELETE")
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0001_initial"),
        ("drafts", "0002_frozen"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
    ]

    operations = [
        refuse("frozen_change_insert", "consultation_change", "INSERT", NEW, MESSAGE),
        refuse(
            "frozen_change_update",
            "consultation_change",
            "UPDATE",
            f"({OLD} OR {NEW})",
            MESSAGE,
        ),
        refuse("frozen_change_delete", "consultation_change", "DELETE", OLD, MESSAGE),
        refuse(
            "frozen_cause_insert",
            "consultation_change_comments",
            "INSERT",
            TIED.format(row="NEW"),
            MESSAGE,
        ),
        refuse(
            "frozen_cause_delete",
            "consultation_change_comments",
            "DELETE",
            TIED.format(row="OLD"),
            MESSAGE,
        ),
        refuse(
            "append_only_comment_words",
            "django_comments",
            "UPDATE",
            f"{changed('submit_date')} OR ({changed('comment')} AND NOT {KEPT})",
            "append only: the words of a comment",
        ),
        *append_only("moderationact"),
        refuse(
            "append_only_comment_suggestion",
            "consultation_comment",
            "UPDATE",
            f"{changed('number', 'policy_id')} OR ({changed('suggestion', 'base_checksum')} AND NOT {KEPT_WISH})",
            "append only: the words of a comment",
        ),
        *append_only("commenttext"),
        *append_only("extension"),
        *append_only("earlieranswer"),
    ]
