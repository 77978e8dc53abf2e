"""The report of a consultation as a Word file: the same content as its paper, to work on."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from consultation.domain.printing import facts, report
from consultation.models import Consultation
from drafts.domain.export.docx import Running
from drafts.domain.export.plain import word_file
from drafts.domain.paper.content import ReportPaper, html_of


def report_file(consultation: Consultation) -> bytes:
    """The bytes of the file, made once for the same words. Refused (ConversionRefused) when it takes too long."""
    policy = consultation.version.policy
    with translation.override(facts.language_of(policy)):
        paper = report.paper_of(consultation)
        html, running = html_of("report_word", paper), running_of(paper, consultation)
        path = f"exports/{hashlib.sha256((html + repr(running)).encode()).hexdigest()}.docx"
        if default_storage.exists(path):
            with default_storage.open(path) as file:
                return file.read()
        made = word_file(html, running)
        default_storage.save(path, ContentFile(made))
        return made


def running_of(paper: ReportPaper, consultation: Consultation) -> Running:
    """What stands on every page."""
    head, day = paper.masthead, consultation.answers_published_at
    return Running(
        title=head.title,
        right=" · ".join(filter(None, [head.diary_number, head.kind])),
        author=head.municipality,
        language=head.language,
        day=timezone.localdate(day) if day else None,
    )
