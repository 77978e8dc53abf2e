"""Internal notes: all of a policy, one with its replies, writing one, done, and the use of a suggested wording."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from drafts.domain import notes
from drafts.domain.difference import difference_html
from drafts.domain.note_places import places
from drafts.exceptions import TextRefused
from drafts.forms.note import DoneForm, NoteForm, ReplyForm, WholeNoteForm
from drafts.forms.text import ParagraphForm
from drafts.models import Note, Paragraph, Policy
from drafts.permissions import can_edit, can_note
from drafts.views.access import get_policy_or_deny
from drafts.views.paragraphs import address, not_now, resting
from organisation.exceptions import ActRefused, Stale

PAGE = 50
SHOWN = ("open", "done", "mine", "all")


def get_note(policy: Policy, pk: int) -> Note:
    """The first note of a thread; 404 for any other policy's, and for one that was taken back."""
    return get_object_or_404(Note.objects.filter(policy=policy).threads(), pk=pk)


@login_required
@require_GET
def note_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The notes of the policy, open ones first; `show` and `p` (a lineage) choose among them."""
    policy = get_policy_or_deny(request.user, slug, can_note)
    show = request.GET.get("show") if request.GET.get("show") in SHOWN else "open"
    lineage = lineage_of(request)
    threads = Note.objects.filter(policy=policy).threads()
    rows = chosen(threads, show, request.user).order_by(*as_the_text_runs(policy))
    page = Paginator(rows.filter(lineage=lineage) if lineage else rows, PAGE).get_page(request.GET.get("page"))
    stand = places(policy, page.object_list)
    for note in page.object_list:
        note.place = stand.get(note.lineage)
    context = {
        "policy": policy,
        "page": page,
        "show": show,
        "lineage": lineage,
        "choices": [(code, words, chosen(threads, code, request.user).count()) for code, words in choices()],
    }
    return render(request, "drafts/notes.html", context)


def as_the_text_runs(policy: Policy) -> tuple:
    """Open ones in the order of the text: those on the whole text first, those on what is gone last; then done ones."""
    place = Paragraph.objects.filter(version__policy=policy, version__number=None, lineage=OuterRef("lineage"))
    whole_first = Case(When(lineage=None, then=0), default=1)
    gone_last = Subquery(place.values("position")[:1]).asc(nulls_last=True)
    return F("done_at").desc(nulls_first=True), whole_first, gone_last, "pk"


def choices() -> list[tuple[str, str]]:
    return [
        ("open", pgettext("notes", "Open")),
        ("done", pgettext("notes", "Done")),
        ("mine", _("My own")),
        ("all", _("All")),
    ]


def chosen(threads: QuerySet, show: str, user) -> QuerySet:
    """The threads of one choice; one's own are those in which one has written."""
    if show == "mine":
        replied = Note.objects.filter(author=user).exclude(parent=None)
        return threads.filter(Q(author=user) | Q(pk__in=replied.values("parent")))
    return {"open": threads.open(), "done": threads.exclude(done_at=None), "all": threads}[show]


def lineage_of(request: HttpRequest) -> UUID | None:
    """The paragraph that the address names with `?p=`; None for the whole text, 404 for what is no lineage."""
    try:
        return UUID(request.GET["p"]) if request.GET.get("p") else None
    except ValueError:
        raise Http404 from None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A note on the paragraph of `?p=`, or on the whole text."""
    policy = get_policy_or_deny(request.user, slug, can_note)
    lineage = lineage_of(request)
    paragraph = notes.present(policy, lineage)
    if lineage and paragraph is None and request.method != "POST":
        raise Http404
    kind = NoteForm if paragraph or request.POST.get("suggestion") else WholeNoteForm
    start = {"base": paragraph.text, "suggestion": paragraph.text} if paragraph else {}
    form = kind(request.POST) if request.method == "POST" else kind(initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            notes.write(policy, lineage=lineage, **form.cleaned_data, by=request.user)
        except ActRefused as refusal:
            form.add_error("suggestion" if isinstance(refusal, TextRefused) else "words", str(refusal))
        else:
            messages.success(request, _("The note is written."))
            return redirect(way_back(request, policy, paragraph))
    context = {"policy": policy, "paragraph": paragraph, "form": form, "back": way_back(request, policy, paragraph)}
    return render(request, "drafts/note_new.html", context)


def way_back(request: HttpRequest, policy: Policy, paragraph: Paragraph | None) -> str:
    """Where its writer goes on reading: the paragraph on the page of the review or in the editor, or the list."""
    if paragraph is None:
        return reverse("notes", args=[policy.slug])
    if request.GET.get("from") == "review":
        return f"{reverse('review', args=[policy.slug])}#{paragraph.anchor}"
    return address(policy, paragraph)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, slug: str, note_id: int) -> HttpResponse:
    """One note with its replies, its suggestion against the text as it reads now, and a place to reply."""
    policy = get_policy_or_deny(request.user, slug, can_note)
    found = get_note(policy, note_id)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            notes.write(policy, lineage=found.lineage, **form.cleaned_data, by=request.user, parent=found)
        except ActRefused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Your reply is written."))
            return redirect("note", slug, note_id)
    return render(request, "drafts/note.html", thread_context(request, policy, found) | {"form": form})


def thread_context(request: HttpRequest, policy: Policy, found: Note) -> dict:
    """What the page of one note shows beside its form."""
    paragraph = notes.present(policy, found.lineage)
    context = {
        "policy": policy,
        "note": found,
        "paragraph": paragraph,
        "place": places(policy, [found]).get(found.lineage),
        "last": [found, *found.replies.all()][-1],
    }
    if found.suggestion and paragraph:
        merge = notes.merged(found, paragraph)
        may_use = can_edit(request.user, policy) and found.is_open and not resting(policy)
        context |= {
            "merge": merge,
            "difference": difference_html(paragraph.text, found.suggestion if merge.conflicts else merge.text),
            "may_use": may_use and merge.text != paragraph.text,
            "use_form": ParagraphForm(initial={"text": merge.text, "revision": paragraph.revision}),
        }
    return context


@login_required
@require_POST
def note_done(request: HttpRequest, slug: str, note_id: int) -> HttpResponse:
    """Marks a note as done, or opens it again."""
    policy = get_policy_or_deny(request.user, slug, can_note)
    found = get_note(policy, note_id)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return redirect("note", slug, note_id)
    try:
        (notes.close if form.cleaned_data["done"] else notes.reopen)(found, by=request.user)
    except ActRefused as refusal:
        return not_now(request, policy, refusal)
    if form.cleaned_data["back"] == "text":
        return redirect(address(policy, notes.present(policy, found.lineage)))
    return redirect("notes", slug) if form.cleaned_data["back"] == "notes" else redirect("note", slug, note_id)


@login_required
@require_POST
def note_take_back(request: HttpRequest, slug: str, note_id: int) -> HttpResponse:
    """Takes a note back that nobody has replied to."""
    policy = get_policy_or_deny(request.user, slug, can_note)
    found = Note.objects.filter(policy=policy, pk=note_id).first()
    try:
        if found:
            notes.take_back(found, by=request.user)
    except ActRefused as refusal:
        return not_now(request, policy, refusal)
    messages.success(request, _("The note is taken back."))
    return redirect("note", slug, found.parent_id) if found and found.parent_id else redirect("notes", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_use(request: HttpRequest, slug: str, note_id: int) -> HttpResponse:
    """The suggested wording in the paragraph's form, put together with the text as it reads now."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    found = get_note(policy, note_id)
    context = thread_context(request, policy, found)
    refusal = resting(policy)
    if not found.suggestion or not context["paragraph"]:
        refusal = refusal or _("The note suggests no wording, or its paragraph is removed.")
    if refusal:
        return not_now(request, policy, refusal, kept=request.POST.get("text", ""))
    if request.method != "POST":
        return render(request, "drafts/note_use.html", context | {"form": context["use_form"]})
    form, status = ParagraphForm(request.POST), 200
    if form.is_valid():
        try:
            saved = notes.use(found, **form.cleaned_data, by=request.user)
            messages.success(request, _("%(number)s is saved, and the note is done.") % {"number": saved.number})
            return redirect(address(policy, saved))
        except Stale as stale:
            words = {"text": form.cleaned_data["text"], "revision": stale.current.revision}
            context, form, status = thread_context(request, policy, found), ParagraphForm(initial=words), 409
            context["refusal"] = str(stale)
        except ActRefused as refused:
            form.add_error("text" if isinstance(refused, TextRefused) else None, str(refused))
    return render(request, "drafts/note_use.html", context | {"form": form}, status=status)
