"""The first line of every public page: fetch what is published; all else answers as if it did not exist."""

from django.http import Http404
from django.utils import timezone

from consultation.domain import matter
from consultation.domain.matter import Matter
from consultation.models import Consultation
from drafts.models import Paragraph, Version


def get_matter(slug: str) -> Matter:
    """The published policy with its published versions."""
    found = matter.read(slug)
    if found is None:
        raise Http404
    return found


def get_version(slug: str, number: int) -> tuple[Matter, Version]:
    """A published version and the matter that it belongs to."""
    found = get_matter(slug)
    version = found.version(number)
    if version is None:
        raise Http404
    return found, version


def get_paragraph(version: Version, number: str) -> Paragraph:
    """A paragraph of a version by its number."""
    paragraph = version.paragraphs.filter(number=number).first()
    if paragraph is None:
        raise Http404
    return paragraph


def get_place(version: Version, number: str) -> Paragraph:
    """The same of a version whose paragraphs have all been read."""
    place = next((paragraph for paragraph in version.paragraphs.all() if paragraph.number == number), None)
    if place is None:
        raise Http404
    return place


def get_consultation(slug: str) -> tuple[Matter, Version, Consultation]:
    """A consultation on a published version, by its own address."""
    found = Consultation.objects.filter(slug=slug, version__published_at__isnull=False).values_list(
        "version__policy__slug", "version__number"
    )
    address = found.first()
    if address is None:
        raise Http404
    policy, version = get_version(*address)
    return policy, version, version.consultation


def get_answered(slug: str) -> tuple[Matter, Version, Consultation]:
    """A consultation whose answers are published; before that its report does not exist."""
    policy, version, consultation = get_consultation(slug)
    if consultation.answers_published_at is None or consultation.answers_published_at > timezone.now():
        raise Http404
    return policy, version, consultation
