"""Making comments from a letter, and taking back one that was made by mistake."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consultation.domain.entering import splitting
from consultation.forms.splitting import WithdrawForm
from consultation.models import Comment
from consultation.permissions import can_enter_letters
from consultation.views.access import get_consultation_or_deny
from consultation.views.submissions import find, page, split_form
from organisation.exceptions import ActRefused, Stale


@login_required
@require_POST
def submission_split(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The comments that the form asks for; 409 when somebody else has made some meanwhile, with what was typed."""
    found = find(get_consultation_or_deny(request.user, slug, can_enter_letters), number)
    form, status = split_form(request, found), 200
    if form.is_valid():
        try:
            made = splitting.split(found, form.cleaned_data["parts"], seen=form.cleaned_data["seen"], by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, Stale) else 200
        else:
            words = ngettext("%(n)s comment is made.", "%(n)s comments are made.", len(made)) % {"n": len(made)}
            messages.success(request, words if made else _("These comments are there already."))
            return redirect("submission", slug, number)
    if status == 409:
        form = form.seen_now(splitting.mark(found))
    return page(request, found, form=form, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_withdraw(request: HttpRequest, slug: str, number: int, comment: int) -> HttpResponse:
    """Why, and then it counts no more."""
    found = find(get_consultation_or_deny(request.user, slug, can_enter_letters), number)
    rows = Comment.objects.select_related("submission", "consultation", "paragraph", "disposition")
    wrong = get_object_or_404(rows, submission=found, number=comment)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            splitting.withdraw(wrong, reason=form.cleaned_data["reason"], by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(reference)s is withdrawn.") % {"reference": wrong.reference})
            return redirect("submission", slug, number)
    context = {
        "policy": found.consultation.version.policy,
        "consultation": found.consultation,
        "submission": found,
        "comment": wrong,
        "form": form,
        "refusal": splitting.why_not_withdrawn(wrong, splitting.live(found)),
        "back": reverse("submission", args=[slug, number]),
    }
    return render(request, "consultation/comment_withdraw.html", context)
