"""A suggested wording stays as it came in, like the words beside it, and so does a comment's number."""

from django.db import migrations

from organisation.triggers import changed, refuse


class Migration(migrations.Migration):
    dependencies = [("consultation", "0002_frozen")]

    operations = [
        refuse(
            "append_only_comment_suggestion",
            "consultation_comment",
            "UPDATE",
            changed("suggestion", "base_checksum", "number", "policy_id"),
            "append only: the words of a comment",
        ),
    ]
