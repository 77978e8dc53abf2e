"""The themes of a consultation: made, renamed, merged, removed; and those that words in common point at."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consultation.domain import themes as acts
from consultation.domain.triage.overview import theme_counts
from consultation.forms.sorting import NameForm, ProposalForm
from consultation.models import Comment, Consultation, Theme, ThemeProposal
from consultation.views.sorting import get_or_deny
from organisation.exceptions import ActRefused, Stale


@login_required
@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """All themes and proposals; makes a new theme, or looks for proposals anew."""
    consultation = get_or_deny(request.user, slug)
    if request.method == "GET":
        return page(request, consultation, NameForm())
    if request.POST.get("act") == "propose":
        number = acts.propose(consultation, by=request.user)
        words = ngettext("%(n)s theme is proposed.", "%(n)s themes are proposed.", number) % {"n": number}
        messages.success(request, words if number else _("No new theme was found among the comments without one."))
        return redirect(reverse("themes", args=[slug]) + "#proposals")
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            theme = acts.make(consultation, form.cleaned_data["name"], by=request.user)
        except ActRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The theme %(name)s is there to be given.") % {"name": theme.name})
            return redirect("themes", slug)
    return page(request, consultation, form)


def page(request: HttpRequest, consultation: Consultation, form: NameForm, mistake: str = "") -> HttpResponse:
    """The themes with their numbers; `mistake` is the sentence of a refused act."""
    open_ones = list(consultation.theme_proposals.filter(state=ThemeProposal.State.OPEN).prefetch_related("comments"))
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "themes": theme_counts(consultation),
        "proposals": sorted((told(proposal) for proposal in open_ones), key=lambda row: -row["number"]),
        "without": Comment.objects.filter(consultation=consultation, themes=None).to_answer().count(),
        "form": form,
        "mistake": mistake,
    }
    return render(request, "consultation/themes.html", context)


def told(proposal: ThemeProposal) -> dict:
    """What the list says of a proposal: why, in words."""
    return {"proposal": proposal, "number": len(proposal.comments.all()), "why": why(proposal)}


def why(proposal: ThemeProposal) -> str:
    """37 comments have at least two of the words bicycle, street, parking in common."""
    number, words = len(proposal.comments.all()) - proposal.alike, proposal.words.split()
    listed = ", ".join(words)
    if len(words) == 2:
        said = ngettext(
            "%(n)s comment has the words %(words)s.", "%(n)s comments have the words %(words)s in common.", number
        )
    else:
        said = ngettext(
            "%(n)s comment has at least two of the words %(words)s.",
            "%(n)s comments have at least two of the words %(words)s in common.",
            number,
        )
    if not proposal.alike:
        return said % {"n": number, "words": listed}
    more = ngettext(
        "%(n)s more has one of them and is like the others in the rest of its words.",
        "%(n)s more have one of them and are like the others in the rest of their words.",
        proposal.alike,
    )
    return f"{said % {'n': number, 'words': listed}} {more % {'n': proposal.alike}}"


@login_required
@require_POST
def theme(request: HttpRequest, slug: str, theme_id: int) -> HttpResponse:
    """Renames a theme, merges it into another, or removes it."""
    consultation = get_or_deny(request.user, slug)
    row = get_object_or_404(Theme.objects.select_related("consultation__version__policy"), pk=theme_id)
    if row.consultation_id != consultation.pk:
        raise Http404
    try:
        messages.success(request, changed(request, row))
    except ActRefused as refusal:
        return page(request, consultation, NameForm(), str(refusal))
    return redirect("themes", slug)


def changed(request: HttpRequest, row: Theme) -> str:
    """Does what is asked, and says what was done."""
    act, name = request.POST.get("act"), row.name
    if act == "remove":
        number = acts.remove(row, by=request.user)
        words = ngettext(
            "The theme %(name)s is removed; %(n)s comment had it.",
            "The theme %(name)s is removed; %(n)s comments had it.",
            number,
        )
        return words % {"name": name, "n": number}
    if act == "merge":
        key = request.POST.get("into", "")
        into = row.consultation.themes.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
        if into is None:
            raise ActRefused(_("Choose another theme of the same consultation."))
        acts.merge(row, into=into, by=request.user)
        return _("The theme %(name)s is part of %(into)s now.") % {"name": name, "into": into.name}
    acts.rename(row, request.POST.get("name", ""), by=request.user)
    return _("The theme %(name)s is called %(new)s now.") % {"name": name, "new": row.name}


@login_required
@require_http_methods(["GET", "POST"])
def theme_proposal(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    """A proposed theme with its comments: named and accepted for all or some of them, or declined."""
    consultation = get_or_deny(request.user, slug)
    rows = ThemeProposal.objects.select_related("consultation__version__policy")
    proposal = get_object_or_404(rows, pk=proposal_id, consultation=consultation)
    comments = list(proposal.comments.select_related("submission", "paragraph").order_by("number"))
    offered = [comment.pk for comment in comments]
    if request.method == "GET":
        first = proposal.words.split()[0].capitalize()
        form = ProposalForm(initial={"name": first, "comments": offered}, offered=offered)
        return proposal_page(request, proposal, comments, form)
    if request.POST.get("act") == "decline":
        return answered(request, proposal, lambda: acts.decline(proposal, by=request.user), _("It is declined."))
    form = ProposalForm(request.POST, offered=offered)
    if not form.is_valid():
        return proposal_page(request, proposal, comments, form)
    ticked = set(form.cleaned_data["comments"])
    some, name = [comment for comment in comments if comment.pk in ticked], form.cleaned_data["name"]
    words = ngettext("%(n)s comment has the theme %(name)s.", "%(n)s comments have the theme %(name)s.", len(some))
    said = words % {"n": len(some), "name": name}
    return answered(request, proposal, lambda: acts.accept(proposal, some, name=name, by=request.user), said)


def answered(request: HttpRequest, proposal: ThemeProposal, act, words: str) -> HttpResponse:
    """Does it once; who comes second is told, and nothing changes."""
    slug = proposal.consultation.slug
    try:
        act()
    except (ActRefused, Stale) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("themes", slug)


def proposal_page(
    request: HttpRequest, proposal: ThemeProposal, comments: list[Comment], form: ProposalForm
) -> HttpResponse:
    ticked = {str(pk) for pk in form["comments"].value() or []}
    for comment in comments:
        comment.is_ticked = str(comment.pk) in ticked
    context = {
        "policy": proposal.consultation.version.policy,
        "consultation": proposal.consultation,
        "proposal": proposal,
        "why": why(proposal),
        "comments": comments,
        "form": form,
    }
    return render(request, "consultation/theme_proposal.html", context)
