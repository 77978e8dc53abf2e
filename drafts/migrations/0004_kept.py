"""A stored comparison stays as it was said; a version that was set aside is never published."""

from django.db import migrations

from organisation.triggers import refuse

MESSAGE = "append only: comparison"
ASIDE = "NEW.set_aside_at IS NOT NULL AND (NEW.number IS NULL OR NEW.published_at IS NOT NULL)"


class Migration(migrations.Migration):
    dependencies = [("drafts", "0003_drafting")]

    operations = [
        refuse("append_only_comparison_update", "drafts_comparison", "UPDATE", "TRUE", MESSAGE),
        refuse("append_only_comparison_delete", "drafts_comparison", "DELETE", "TRUE", MESSAGE),
        refuse("frozen_version_aside", "drafts_version", "UPDATE", ASIDE, "set aside: never published"),
    ]
