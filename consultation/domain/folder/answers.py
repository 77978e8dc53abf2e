"""What a policy folder tells of answers, changes and decisions."""

from django.utils.translation import gettext as _

from consultation.domain.folder import texts
from consultation.domain.folder.entries import ChangeEntry, DecisionEntry, DispositionEntry, EarlierEntry, OverrideEntry
from consultation.domain.folder.files import Entry, Files
from consultation.domain.gates import OVERRIDABLE
from consultation.models import Change, Decision, Disposition
from consultation.models.disposition import Outcome

SIGNATURE = Disposition._meta.get_field("signature").max_length
ROOM = {"body": 100, "section": 20, "minutes": 200}
DAYS = ("in_force_from", "in_force_until", "review_by")


def dispositions(files: Files, ids: set[str]) -> tuple[DispositionEntry, ...]:
    """The answers, each comment answered at most once."""
    answered: set[str] = set()
    found = []
    for entry in files.entries("dispositions.json", "dispositions"):
        comments = known_ids(entry, ids)
        if not comments:
            entry.refuse("comments", _("An answer needs at least one comment."))
        twice = sorted(answered & set(comments))
        if twice:
            entry.refuse("comments", _("%(id)s has two answers.") % {"id": twice[0]})
        answered |= set(comments)
        outcome = entry.choice("outcome", Outcome.values, "")
        reason = entry.text("reason")
        if outcome != Outcome.MET and not reason:
            entry.refuse("outcome", _("Give a reason: it is required unless the view is met."))
        signature = entry.text("signature", most=SIGNATURE)
        published = entry.moment("published_at")
        found.append(DispositionEntry(comments, outcome, reason, signature, entry.moment("at"), published))
    return tuple(found)


def earlier(files: Files, ids: set[str]) -> tuple[EarlierEntry, ...]:
    """The published answers that others took the place of, in the order in which they did."""
    found = []
    for entry in files.entries("earlier_answers.json", "earlier_answers"):
        comments, at, replaced = known_ids(entry, ids), entry.moment("at"), entry.moment("replaced_at")
        why = entry.text("why", most=500).strip()
        if not (comments and at and replaced and why):
            entry.refuse("", _("An earlier answer has comments, a day, the day it was replaced, and why."))
        outcome, reason = entry.choice("outcome", Outcome.values, ""), entry.text("reason")
        signature = entry.text("signature", most=SIGNATURE)
        found.append(EarlierEntry(comments, outcome, reason, signature, at, why, replaced))
    return tuple(found)


def changes(files: Files, names: dict[str, str], ids: set[str]) -> tuple[ChangeEntry, ...]:
    """The causes of changes, in a version or in the draft."""
    known = names | {"draft": "draft"}
    found = []
    for entry in files.entries("changes.json", "changes"):
        before, after = entry.text("before") or None, entry.text("after") or None
        if before is None and after is None:
            entry.refuse("before", _("A change has a paragraph before it or after it, or both."))
        comments = known_ids(entry, ids)
        cause = entry.choice("cause", Change.Cause.values, "comments" if comments else "editorial")
        found.append(
            ChangeEntry(
                texts.named(entry, "version", known),
                before,
                after,
                cause,
                comments,
                entry.text("reason"),
                entry.text("signature", most=SIGNATURE),
                entry.moment("at"),
                entry.line(),
            )  # fmt: skip
        )
    return tuple(found)


def decisions(files: Files, names: dict[str, str]) -> tuple[DecisionEntry, ...]:
    """The decisions. An adopted text without a first day in force is in force from the day of the decision."""
    found, seen = [], set()
    for entry in files.entries("decisions.json", "decisions"):
        day = entry.day("date")
        if day is None:
            entry.refuse("date", _("A decision has a date."))
        kind = entry.choice("kind", Decision.Kind.values, "adopt")
        fields = {name: entry.text(name, most=most) for name, most in ROOM.items()}
        fields |= {"motive": entry.text("motive"), "signature": entry.text("signature", most=SIGNATURE)}
        fields |= {name: entry.day(name) for name in DAYS}
        if kind in Decision.ADOPTING:
            fields["in_force_from"] = fields["in_force_from"] or day
        at = entry.moment("at")
        fields |= {"recorded_at": at} if at else {}
        version = texts.named(entry, "version", names)
        adopted = (version, "adopted") if kind in Decision.ADOPTING else object()
        for key in ((fields["body"], day, fields["section"]), adopted):
            if key in seen:
                entry.refuse("", _("This decision has already been told of."))
            seen.add(key)
        found.append(DecisionEntry(version, kind, day, fields))
    return tuple(found)


def overrides(files: Files, names: dict[str, str]) -> tuple[OverrideEntry, ...]:
    """Why versions went on although something was missing; one for each."""
    found: dict[str, OverrideEntry] = {}
    for entry in files.entries("overrides.json", "overrides"):
        version, reason = texts.named(entry, "version", names), entry.text("reason", most=2000)
        if not reason.strip() or version in found:
            entry.refuse("reason", _("A version has one reason for going on, and it is not empty."))
        lacking = {name: count for name in OVERRIDABLE if (count := entry.count(name))}
        signature = entry.text("signature", most=SIGNATURE)
        found[version] = OverrideEntry(version, lacking, reason, signature, entry.moment("at"))
    return tuple(found.values())


def known_ids(entry: Entry, ids: set[str]) -> tuple[str, ...]:
    """The comments that an entry names. Refused when one is not in the folder."""
    said = tuple(dict.fromkeys(entry.texts("comments")))
    for each in said:
        if each not in ids:
            entry.refuse("comments", _("There is no comment “%(id)s” in the folder.") % {"id": each[:60]})
    return said
