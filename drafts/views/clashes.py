"""What the editor's script is told when somebody else was first."""

from collections.abc import Sequence

from drafts.domain import difference
from drafts.domain.steps import Clash, Overtaken, Step, proposals
from drafts.domain.steps.clashes import TitleClash
from drafts.domain.steps.clashes import told as joined
from drafts.models import Paragraph, Version
from organisation.domain import dates


def told(paragraph: Paragraph) -> dict:
    """A paragraph as the script knows it."""
    names = ("lineage", "revision", "number", "kind", "level", "marker", "text", "html")
    return {name: getattr(paragraph, name) for name in names} | {
        "name": f"{paragraph.get_kind_display()} {paragraph.number}"
    }


def refusal_told(draft: Version, refusal: Overtaken) -> dict:
    """Every family of paragraphs in both wordings, and the order that the text has now."""
    stale = [clash_told(each) for each in refusal.clashes]
    if refusal.title:
        stale.append(title_told(refusal.title))
    return {"stale": stale, "order": list(draft.paragraphs.values_list("lineage", flat=True))}


def title_told(clash: TitleClash) -> dict:
    return {"lineages": [], "mine": clash.mine, "theirs": clash.theirs} | writer(clash.last)


def clash_told(clash: Clash) -> dict:
    """Both texts, their difference, and what they are together with the steps that lead to it."""
    mine, theirs = joined(clash.mine), joined(clash.theirs)
    answer = {
        "lineages": clash.lineages,
        "has_words": clash.has_words,
        "number": clash.number,
        "mine": mine,
        "theirs": theirs,
        "rows": [told(each) for each in clash.rows],
        "difference": "",
        "proposal": None,
        "mine_steps": None,
    } | writer(clash.last)
    if mine is None or not clash.has_words:
        return answer
    answer["mine_steps"] = steps_told(proposals.steps_to(clash, clash.mine))
    if theirs is not None:
        answer |= {"difference": difference.difference_html(theirs, mine), "proposal": proposal_told(clash)}
    return answer


def proposal_told(clash: Clash) -> dict | None:
    proposal = proposals.proposed(clash)
    if proposal is None:
        return None
    return {
        "text": proposal.text,
        "conflicts": [{"mine": each.mine, "theirs": each.theirs, "base": each.base} for each in proposal.conflicts],
        "steps": steps_told(proposal.steps),
    }


def steps_told(steps: Sequence[Step] | None) -> list[dict] | None:
    return None if steps is None else [step_told(each) for each in steps]


def step_told(step: Step) -> dict:
    """A step as the script sends it."""
    names = ("lineage", "revision", "after", "text", "merged_into")
    sent = {name: getattr(step, name) for name in names if hasattr(step, name)}
    form = step.form._asdict() if hasattr(step, "form") else {}
    seen = {str(lineage): revision for lineage, revision in step.seen.items()}
    return {"do": type(step).__name__.lower()} | sent | form | {"seen": seen}


def writer(last) -> dict:
    """Who was first, and when."""
    return {
        "by": last.history_user.name if last and last.history_user else "",
        "at": dates.said(last.history_date, "H.i") if last else "",
    }
