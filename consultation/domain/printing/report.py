"""The report of a consultation on paper: from the same rows as the page."""

import re
from dataclasses import replace

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from consultation.domain import report
from consultation.domain.printing.adopted import became_at_meeting, undecided
from consultation.domain.printing.facts import facts_of, profile
from consultation.domain.rounds import before
from consultation.models import Consultation
from consultation.models.disposition import Outcome
from consultation.models.submission import SenderKind
from drafts.domain import rendering
from drafts.domain.paper import content, head, pictures
from organisation.domain.dates import day_and_year, last_day

SHORT = 320
SHOWN = 6
NAMED = 40


def paper_of(consultation: Consultation) -> content.ReportPaper:
    """The whole report, every comment word for word in its annex."""
    found = report.build(consultation)
    return content.ReportPaper(
        masthead=masthead(found),
        summary=summary(found),
        figures=figures(found),
        bar=pictures.bar(shares(found), profile().colour),
        outcomes=outcomes(found),
        senders=senders(found),
        entries=[entry_of(entry, found) for entry in found.entries],
        not_met=[
            content.NotMet(entry.number or _("the whole"), shortened(answer.first), answer.count, answer.reason)
            for entry, answer in found.not_met
        ],
        late=late(found),
        asked=[(body.name, body.words) for body in found.asked],
        annex=[verbatim(view) for view in found.annex],
    )


def masthead(found: report.Report) -> content.Masthead:
    """Who reports on what."""
    facts = facts_of(found.version)
    kind = _("report of the consultation")
    return replace(
        head.masthead(facts, kind=kind, foot=kind),
        kind=sentence(kind),
        title=_("Report of the consultation: %(title)s") % {"title": facts.title},
    )


def summary(found: report.Report) -> list[str]:
    """How the consultation was done, and what came of it."""
    consultation = found.consultation
    words = {
        "number": found.version.number,
        "opens": day_and_year(consultation.opens_at),
        "closes": day_and_year(last_day(consultation.closes_at)),
        "title": found.version.title,
    }
    done = _("Proposal %(number)s for “%(title)s” was on consultation from %(opens)s until and including %(closes)s.")
    counts = _("%(comments)s came in, in %(submissions)s from %(persons)s.") % {
        "comments": plural_comments(found.comments),
        "submissions": ngettext("%(n)s submission", "%(n)s submissions", found.submissions) % {"n": found.submissions},
        "persons": ngettext("%(n)s sender", "%(n)s senders", found.persons) % {"n": found.persons},
    }
    paragraphs = [done % words + " " + counts + agreements(found), *extended(consultation)]
    if found.revised:
        changed = ngettext("%(n)s paragraph was changed.", "%(n)s paragraphs were changed.", len(found.changed)) % {
            "n": len(found.changed)
        }
        behind = ngettext(
            "%(n)s comment stands behind the changes.",
            "%(n)s comments stand behind the changes.",
            found.behind,
        ) % {"n": found.behind}
        paragraphs.append(changed + " " + behind)
    if found.proposed:
        paragraphs.append(undecided(found))
    return paragraphs + [told(each) for each in before.of(consultation)] + passed_over(found)


def agreements(found: report.Report) -> str:
    """How often somebody agreed instead of writing; a count of its own."""
    if not found.agreements:
        return ""
    words = ngettext("%(n)s agreement was given.", "%(n)s agreements were given.", found.agreements)
    return " " + words % {"n": found.agreements}


def extended(consultation: Consultation) -> list[str]:
    """Each time that more was given, with its motive."""
    words = _("It was given more time, until and including %(day)s instead of %(before)s: %(motive)s")
    return [
        words
        % {
            "day": day_and_year(last_day(each.closes_at)),
            "before": day_and_year(last_day(each.closed_at)),
            "motive": each.motive,
        }
        for each in consultation.extensions.all()
    ]


def told(each: before.Round) -> str:
    """An earlier round in a sentence; its comments are not counted here."""
    words = _(
        "An earlier round, on proposal %(number)s, was open %(opens)s – %(closes)s: %(comments)s, not counted here."
    )
    opens, closes = day_and_year(each.consultation.opens_at), day_and_year(last_day(each.consultation.closes_at))
    said = {"number": each.number, "opens": opens, "closes": closes}
    return words % (said | {"comments": plural_comments(each.figures.comments)})


def passed_over(found: report.Report) -> list[str]:
    """Why the proposal went on although something was missing, where it did."""
    if found.override is None:
        return []
    words = _("The proposal went on although something was missing. %(who)s gave the reason on %(day)s: “%(reason)s”")
    said = {"who": found.override.signature, "day": day_and_year(found.override.at), "reason": found.override.reason}
    return [words % said]


def plural_comments(count: int) -> str:
    """ "1 comment", "320 comments"."""
    return ngettext("%(n)s comment", "%(n)s comments", count) % {"n": count}


def figures(found: report.Report) -> list[content.Figure]:
    """The four numbers of page 1, which are never mixed."""
    return [
        content.Figure(found.persons, npgettext("after a number", "sender", "senders", found.persons)),
        content.Figure(found.submissions, npgettext("after a number", "submission", "submissions", found.submissions)),
        content.Figure(found.comments, npgettext("after a number", "comment", "comments", found.comments)),
        content.Figure(len(found.changed), ngettext("paragraph changed", "paragraphs changed", len(found.changed))),
    ]


def outcome_words(code: str, found: report.Report) -> str:
    """An outcome in the voice of the moment: a proposal until the decision."""
    if not code:
        return _("without an answer")
    return str(Outcome(code).proposed if found.proposed else Outcome(code).label)


def shares(found: report.Report) -> list[tuple[str, int]]:
    """The outcomes as parts of a bar."""
    return [(outcome_words(code, found), count) for code, count in found.outcomes.items()]


def outcomes(found: report.Report) -> content.Tally:
    """How many comments had each outcome; they sum to all."""
    return content.Tally([_("Outcome"), _("Comments")], shares(found), (_("Total"), found.comments))


def senders(found: report.Report) -> content.Tally:
    """How many senders of each kind; they sum to all."""
    rows = [(str(SenderKind(kind).label), count) for kind, count in found.senders.items()]
    return content.Tally([_("Kind of sender"), _("Senders")], rows, (_("Total"), found.persons))


def entry_of(entry: report.Entry, found: report.Report) -> content.Entry:
    """One place of the text: what was said, answered, changed; its way in steps."""
    views = entry.views[:SHOWN]
    return content.Entry(
        number=entry.number,
        heading=heading_of(entry),
        views=[content.View(view.reference, shortened(view), who(view)) for view in views],
        rest=len(entry.views) - len(views),
        answers=answers_of(entry, found),
        became=[*(became_of(change, found) for change in entry.changes), *became_at_meeting(entry)]
        + [content.Became(words, "") for words, _other in entry.led_elsewhere],
        trail=trail_of(entry, found),
    )


def answers_of(entry: report.Entry, found: report.Report) -> list[content.Answer]:
    """The answers given at a place; those that read alike stand once, and say to whom where they are several."""
    given: dict[content.Answer, list[str]] = {}
    for answer in entry.answers:
        if answer.outcome:
            words = sentence(outcome_words(answer.outcome, found))
            read = content.Answer(words, answer.signature, with_earlier(answer))
            given.setdefault(read, []).extend(view.reference for view in answer.views)
    if len(given) < 2:
        return list(given)
    return [replace(read, to=to_whom(sorted(references))) for read, references in given.items()]


def to_whom(references: list[str]) -> str:
    """ "To S-0001, S-0004 and 3 more"."""
    rest = len(references) - NAMED
    more = " " + ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest} if rest > 0 else ""
    return _("To %(reference)s") % {"reference": ", ".join(references[:NAMED]) + more}


def with_earlier(answer: report.Answer) -> str:
    """The reason, and below it what was answered before the published answer was changed."""
    words = _("Changed %(day)s: %(why)s Earlier answer: %(outcome)s. %(reason)s")
    told = [
        words
        % {
            "day": day_and_year(each.replaced_at),
            "why": each.why.rstrip(".") + ".",
            "outcome": Outcome(each.outcome).label,
            "reason": each.reason,
        }
        for each in answer.earlier
    ]
    return "\n\n".join([answer.reason, *told]).strip()


def heading_of(entry: report.Entry) -> str:
    """A few words of the place, so that the reader knows where we are."""
    if entry.paragraph is None:
        return _("The text as a whole")
    words = entry.text
    if entry.paragraph.kind == "table":
        heads = re.findall(r"<th\b[^>]*>(.*?)</th>", entry.paragraph.html, re.DOTALL)
        words = _("Table: %(heads)s") % {"heads": ", ".join(filter(None, map(rendering.words, heads)))}
    return words if len(words) <= 90 else words[:88].rsplit(" ", 1)[0] + " …"


def sentence(words: str) -> str:
    """With a capital first."""
    return words[:1].upper() + words[1:]


def shortened(view: report.View) -> str:
    """A view in short; the annex has it whole. Where it is not shown, why."""
    words = " ".join((view.words or view.note).split())
    return words if len(words) <= SHORT else words[: SHORT - 2].rsplit(" ", 1)[0] + " …"


def who(view: report.View) -> str:
    """The sender as it may be shown, with the kind."""
    return f"{view.who}, {view.kind_words}" if view.who else view.kind_words


def became_of(change: report.Became, found: report.Report) -> content.Became:
    """What a place became, why, and the new words."""
    before, after = change.before, change.after
    words = {"number": (after or before).number, "former": before.number if before else ""}
    if after is None:
        what = _("%(number)s is removed.")
    elif before is None:
        what = _("New paragraph %(number)s.")
    elif before.number != after.number:
        what = _("Changes %(number)s (before %(former)s).")
    else:
        what = _("Changes %(number)s.")
    why = {"editorial": _("Editorial change."), "meeting": _("Changed at the meeting.")}.get(change.cause, "")
    heading = " ".join(filter(None, [what % words, why, change.reason]))
    if after is None:
        return content.Became(heading, "")
    html = SafeString(after.html)
    return content.Became(heading, html if after.kind == "table" else format_html("<p>{}</p>", html))


def trail_of(entry: report.Entry, found: report.Report) -> list[str]:
    """The loop in four steps: came in, answered, changed, decided."""
    if not entry.views:
        return []
    steps = [
        ngettext("%(n)s view came in", "%(n)s views came in", len(entry.views)) % {"n": len(entry.views)},
    ]
    if any(answer.outcome for answer in entry.answers):
        steps.append(_("Answered"))
    if entry.changes:
        steps.append(_("Text changed"))
    if found.decision:
        day = day_and_year(found.decision.date)
        steps.append(_("Decided %(day)s, § %(section)s") % {"day": day, "section": found.decision.section})
    return steps


def late(found: report.Report) -> str:
    """Which views came in after the closing moment."""
    return ", ".join(view.reference for view in found.late)


def verbatim(view: report.View) -> content.Verbatim:
    """One comment for the annex: every word as it came in."""
    place = _("on %(number)s") % {"number": view.number} if view.number else _("on the whole text")
    day = day_and_year(view.received_at)
    changed = _("changed by its sender %(day)s") % {"day": day_and_year(view.edited_at)} if view.edited_at else ""
    wish = _("suggests a new paragraph") if view.adds else ""
    agree = ngettext("%(n)s agrees", "%(n)s agree", view.agreed) % {"n": view.agreed} if view.agreed else ""
    about = ", ".join(filter(None, [who(view), place, day, changed, wish, agree]))
    return content.Verbatim(view.reference, about, view.words or view.note, view.suggestion)
