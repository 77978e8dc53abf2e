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
MESSAGE = "frozen version: change"


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
            changed("comment", "submit_date"),
            "append only: the words of a comment",
        ),
        refuse(
            "append_only_moderationact_update",
            "consultation_moderationact",
            "UPDATE",
            "TRUE",
            "append only: moderation",
        ),
        refuse(
            "append_only_moderationact_delete",
            "consultation_moderationact",
            "DELETE",
            "TRUE",
            "append only: moderation",
        ),
        refuse(
            "append_only_comment_suggestion",
            "consultation_comment",
            "UPDATE",
            changed("suggestion", "base_checksum", "number", "policy_id"),
            "append only: the words of a comment",
        ),
    ]
