"""One paragraph's way through all versions: why does it say this?"""

from uuid import UUID

from drafts.models import Paragraph, Policy


def trail(policy: Policy, lineage: UUID) -> list[Paragraph]:
    """The paragraph in every published version that has it, oldest first."""
    return list(
        Paragraph.objects.filter(version__policy=policy, version__published_at__isnull=False, lineage=lineage)
        .select_related("version")
        .order_by("version__number")
    )
