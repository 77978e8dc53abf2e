"""A stored comparison stays as it was said."""

from django.db import migrations

from organisation.triggers import refuse

MESSAGE = "append only: comparison"


class Migration(migrations.Migration):
    dependencies = [("drafts", "0003_drafting")]

    operations = [
        refuse("append_only_comparison_update", "drafts_comparison", "UPDATE", "TRUE", MESSAGE),
        refuse("append_only_comparison_delete", "drafts_comparison", "DELETE", "TRUE", MESSAGE),
    ]
