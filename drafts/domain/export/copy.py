"""A version as it is handed out: its head in words, its text, and what it is called. All forms are made of this."""

import datetime
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from drafts.domain import texts
from drafts.domain.paper.content import HeadRow
from drafts.domain.paper.head import Facts, deciding, last_rows
from drafts.models import Paragraph, Policy, Version
from organisation.domain.dates import day_and_year
from organisation.models import Municipality

from .tree import holdable

# Raised whenever a form comes to look different, so that what was kept is made anew.
REVISION = 1


@dataclass(frozen=True)
class Event:
    """What happened to the version on a day; kind is frozen, published, adopted or in force."""

    kind: str
    day: datetime.date


@dataclass(frozen=True)
class Copy:
    """A version to hand out. The words are in the language of its papers (`language`); `mark` is "" once adopted.

    mark: what it must not be mistaken for; standing: draft, proposal or adopted; address: its public page, or "".
    """

    version: Version
    language: str
    municipality: str
    kind: str
    edition: str
    standing: str
    mark: str
    head: Sequence[HeadRow]
    events: Sequence[Event] = ()
    address: str = ""
    body: str = ""

    @property
    def policy(self) -> Policy:
        return self.version.policy

    @property
    def title(self) -> str:
        """The text's own title, which comes back as it was when the file is read in again."""
        return " ".join(holdable(self.version.title or self.policy.title).split())

    @property
    def number(self) -> int | None:
        return self.version.number

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return list(self.version.paragraphs.all())

    @cached_property
    def checksum(self) -> str:
        """That of the text as Markdown; a draft's is worked out now."""
        return self.version.checksum or texts.digest(texts.source(self.version, self.paragraphs))

    @property
    def day(self) -> datetime.date | None:
        """The day that the text is from; none for a draft."""
        return timezone.localdate(self.version.frozen_at) if self.version.frozen_at else None

    def key(self, form: str) -> str:
        """What tells one made file from every other: everything that its words depend on, as SHA-256."""
        said = [
            REVISION, form, str(self.policy.uuid), self.number, self.checksum, self.title, self.language, self.kind,
            self.edition, self.mark, [str(row) for row in self.head], [str(event) for event in self.events],
            self.address, self.municipality, self.policy.language,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def file_name(self, form: str) -> str:
        """KS-2026-123_riktlinjer-sociala-medier_v3_forslag.docx; a draft: …_utkast.docx."""
        diary = re.sub(r"\W+", "-", self.policy.diary_number).strip("-") or "utan-diarienummer"
        words = {
            "draft": ["utkast"],
            "proposal": [self.version.name, "forslag"],
            "adopted": [self.version.name, "antagen"],
        }
        return "_".join([diary, self.policy.slug, *words[self.standing]]) + f".{form}"


def language_of(policy: Policy) -> str:
    """The language of a paper's own words: English for an English text, else Swedish."""
    return "en" if policy.language.split("-")[0].lower() == "en" else "sv"


def of_draft(draft: Version) -> Copy:
    """The draft as a copy, marked as one. To be called in the paper's language."""
    policy = draft.policy
    facts = facts_of_draft(policy, draft)
    today = {"day": day_and_year(facts.date)}
    return Copy(
        version=draft,
        language=facts.language,
        municipality=facts.municipality,
        kind=facts.document_type,
        edition=_("Draft"),
        standing="draft",
        mark=_("Draft of %(day)s. Working material that may change.") % today,
        head=[
            HeadRow(_("Diary number"), facts.diary_number),
            HeadRow(_("Version"), _("Draft of %(day)s") % today),
            HeadRow(_("Status"), _("not decided, may change"), strong=_("Draft")),
            HeadRow(_("To be decided by"), deciding(facts, "")),
            HeadRow(_("In force from"), _("Settled by the decision")),
            *last_rows(facts),
        ],
        body=facts.body,
    )


def facts_of_draft(policy: Policy, draft: Version) -> Facts:
    """The head fields as words, as of today."""
    return Facts(
        language=language_of(policy),
        text_language=policy.language,
        municipality=Municipality.current().name,
        title=draft.title or policy.title,
        document_type=policy.document_type.name,
        diary_number=policy.diary_number or _("no diary number"),
        number=0,
        date=timezone.localdate(),
        body=policy.document_type.deciding_body,
        applies_to=policy.applies_to,
        responsible=", ".join(filter(None, [policy.responsible_function, policy.responsible_person])),
        replaces=policy.replaces,
        legal_ground=policy.legal_ground,
        review_by=policy.review_by,
    )
