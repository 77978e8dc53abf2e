"""What is followed, as pages and mails name it."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.models import Following
from drafts.models import Paragraph


def newest_of(policy: int, lineage: UUID | None) -> Paragraph | None:
    """A paragraph of a policy (its pk) as it stands in the newest published version that has it."""
    if lineage is None:
        return None
    rows = Paragraph.objects.filter(lineage=lineage, version__policy=policy, version__published_at__isnull=False)
    return rows.select_related("version").order_by("-version__number").first()


def number_of(following: Following) -> str:
    """Its number; "" when no paragraph is followed."""
    paragraph = newest_of(following.policy_id, following.lineage)
    return paragraph.number if paragraph else ""


def words(following: Following) -> str:
    """“2.1 in Guidelines for …”, “the consultation on …”, or the title of the policy: inside a sentence."""
    facts = {"title": following.policy.title, "number": number_of(following)}
    if following.lineage:
        return _("%(number)s in %(title)s") % facts
    if following.consultation_id:
        return _("the consultation on %(title)s") % facts
    return following.policy.title


def path(following: Following) -> str:
    """The page of what is followed."""
    paragraph = newest_of(following.policy_id, following.lineage)
    if paragraph:
        return reverse("paragraph", args=[following.policy.slug, paragraph.version.number, paragraph.number])
    if following.consultation_id:
        return following.consultation.get_absolute_url()
    return reverse("policy", args=[following.policy.slug])
