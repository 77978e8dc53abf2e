"""What waits for a person, in groups: each thing with its day, its words and the page where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.taking_part import complaining
from consultation.domain.way import Stand
from consultation.permissions import can_decide, can_moderate
from consultation.views.todo_groups import Group, distance, joined
from drafts.domain import approvals
from drafts.models import Approval, Membership, ReviewAnswer
from drafts.models.policy import State
from drafts.permissions import approvable, writable
from organisation.domain.dates import last_day, short_day, until
from organisation.models import Role, User
from organisation.permissions import holds

SOON = timedelta(days=14)
REVIEW_AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Desk:
    """Whose desk it is, at one reading of the clock; what they may do is read once for all policies."""

    user: User
    now: datetime
    writes: frozenset
    approves: frozenset
    member_of: frozenset

    @classmethod
    def of(cls, user: User, now: datetime) -> "Desk":
        return cls(
            user,
            now,
            frozenset(writable(user).values_list("pk", flat=True)),
            frozenset(approvable(user).values_list("pk", flat=True)),
            frozenset(Membership.objects.filter(user=user).values_list("policy", flat=True)),
        )

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def writable(self, rows: Iterable[Stand], *states: str) -> list[Stand]:
        """Those in one of these states that the person writes."""
        return [row for row in rows if row.policy.state in states and row.policy.pk in self.writes]

    def closed(self, row: Stand) -> bool:
        """Whether comments on it can be answered."""
        return bool(row.consultation and row.consultation.closes_at <= self.now)


def groups(desk: Desk, rows: list[Stand]) -> list[Group]:
    """Every group that has something in it, the most pressing first."""
    found = [
        to_approve(desk),
        asked_to_read(desk),
        to_answer(desk, rows),
        reported(desk, rows),
        to_screen(desk, rows),
        to_publish(desk, rows),
        to_decide(desk, rows),
        to_read(desk, rows),
        closing_soon(desk, rows),
        to_register(desk, rows),
        to_write(desk, rows),
        to_review(desk, rows),
    ]
    return [group for group in found if group.todos]


def todo(desk: Desk, day: date | None, title: str, href: str, meta: str, action: str) -> dict:
    """One row; urgent when its day has come."""
    left = (day - desk.today).days if day else None
    if day is None:
        when, detail = "–", ""
    elif left == 0:
        when, detail = _("Today"), short_day(day)
    else:
        when, detail = short_day(day), distance(left, day)
    urgent = left is not None and left == 0
    return {
        "when": when,
        "when_detail": detail,
        "title": title,
        "href": href,
        "meta": meta,
        "action": action,
        "urgent": urgent,
    }


def to_approve(desk: Desk) -> Group:
    """Texts that somebody else asks this person to approve."""
    asked = (
        Approval.objects.filter(state=Approval.State.ASKED, version__policy__in=desk.approves, version__number=None)
        .exclude(asked_by=desk.user)
        .select_related("asked_by", "version__policy")
        .order_by("asked_at")
    )
    group = Group(_("To approve"), _("Somebody else has written it."))
    drafted = approvals.drafted_by(desk.user, [approval.version.policy_id for approval in asked]) if asked else set()
    for approval in asked:
        policy = approval.version.policy
        if policy.pk in drafted:
            continue
        meta = joined(_("%(name)s asks for approval") % {"name": approval.asked_by.name}, policy.diary_number)
        title = _("Approve %(title)s") % {"title": policy.title}
        day = timezone.localdate(approval.asked_at)
        group.todos.append(todo(desk, day, title, reverse("approval", args=[policy.slug]), meta, _("Read")))
        group.todos[-1]["urgent"] = not group.todos[:-1]
    return group


def asked_to_read(desk: Desk) -> Group:
    """Drafts that a working group is asked to read, until the person has answered."""
    asked = ReviewAnswer.objects.waiting(desk.user).select_related("round__asked_by", "round__version__policy")
    group = Group(_("To review"), _("Read the draft and say what you think."))
    for answer in asked.order_by("round__read_by"):
        policy, day = answer.round.version.policy, answer.round.read_by
        meta = joined(_("%(name)s asks you to read it") % {"name": answer.round.asked_by.name}, policy.diary_number)
        title = _("Read %(title)s by %(day)s") % {"title": policy.title, "day": short_day(day)}
        group.todos.append(todo(desk, day, title, reverse("review", args=[policy.slug]), meta, _("Read")))
    return group


def to_answer(desk: Desk, rows: list[Stand]) -> Group:
    """Closed consultations with comments that have no answer."""
    group = Group(_("Unanswered comments"))
    for row in desk.writable(rows, State.ANNOUNCED, State.COMPILING, State.RETURNED):
        if not desk.closed(row) or not row.left:
            continue
        words = {"left": row.left, "total": row.total, "title": row.policy.title}
        title = _("%(left)s of %(total)s left: %(title)s") % words
        meta = joined(
            _("Comments were taken %(until)s") % {"until": until(row.consultation.closes_at)}, row.policy.diary_number
        )
        href = reverse("merge", args=[row.policy.slug])
        group.todos.append(todo(desk, last_day(row.consultation.closes_at), title, href, meta, _("Continue")))
    return group


def to_screen(desk: Desk, rows: list[Stand]) -> Group:
    """Comments that are held until a moderator has read them."""
    group = Group(_("Held comments"), _("They are not shown before you have read them."))
    for row in rows:
        if row.held and can_moderate(desk.user, row.policy):
            title = ngettext("%(n)s comment to read", "%(n)s comments to read", row.held) % {"n": row.held}
            group.todos.append(screening(desk, row, title))
    return group


def reported(desk: Desk, rows: list[Stand]) -> Group:
    """Shown comments that readers have reported and no moderator has looked at since."""
    group = Group(_("Reported comments"), _("They stay on the web until you have acted."))
    found = complaining.reported_in(row.consultation for row in rows if row.consultation)
    for row in rows:
        n = found.get(row.consultation.pk if row.consultation else None)
        if n and can_moderate(desk.user, row.policy):
            group.todos.append(screening(desk, row, ngettext("%(n)s comment", "%(n)s comments", n) % {"n": n}))
    return group


def screening(desk: Desk, row: Stand, title: str) -> dict:
    return todo(
        desk, desk.today, title, reverse("moderation", args=[row.consultation.slug]), row.policy.title, _("Read")
    )


def to_publish(desk: Desk, rows: list[Stand]) -> Group:
    """Approved texts that wait to be frozen or announced."""
    group = Group(_("To publish"), _("The text is approved."))
    for row in desk.writable(rows, State.APPROVED):
        name, action = ("consultation-announce", _("Announce")) if row.waiting else ("version-freeze", _("Freeze"))
        meta = joined(row.words(desk.now), row.policy.diary_number)
        group.todos.append(todo(desk, None, row.policy.title, reverse(name, args=[row.policy.slug]), meta, action))
    return group


def to_decide(desk: Desk, rows: list[Stand]) -> Group:
    """What is ready for the council, and decisions that wait to be recorded."""
    group = Group(_("Decisions"))
    for row in answered(desk, rows):
        meta = joined(_("All comments are answered"), row.policy.diary_number)
        href = reverse("gate", args=[row.policy.slug])
        group.todos.append(todo(desk, None, row.policy.title, href, meta, _("Go through the gate")))
    for row in desk.writable(rows, State.PROPOSAL):
        href = reverse("gate", args=[row.policy.slug])
        meta = joined(_("The revised proposal is ready"), row.policy.diary_number)
        group.todos.append(todo(desk, None, row.policy.title, href, meta, _("Put before the council")))
    for row in rows:
        if row.policy.state == State.BEFORE_COUNCIL and can_decide(desk.user, row.policy):
            href = reverse("decide", args=[row.policy.slug])
            meta = joined(row.policy.document_type.deciding_body, row.policy.diary_number)
            group.todos.append(todo(desk, None, row.policy.title, href, meta, _("Record the decision")))
    return group


def answered(desk: Desk, rows: list[Stand]) -> list[Stand]:
    """Closed consultations with every comment answered, and no approval that somebody else has to give first."""
    found = [
        row
        for row in desk.writable(rows, State.ANNOUNCED, State.COMPILING, State.RETURNED)
        if desk.closed(row) and not row.left
    ]
    asked = Approval.objects.filter(
        state=Approval.State.ASKED, version__number=None, version__policy__in=[row.policy.pk for row in found]
    )
    waiting = set(asked.values_list("version__policy_id", flat=True)) if found else set()
    return [row for row in found if row.policy.pk not in waiting]


def to_read(desk: Desk, rows: list[Stand]) -> Group:
    """What a council member reads before the meeting."""
    group = Group(_("Before the decision"), _("The text, what has changed, and the answers to the comments."))
    for row in rows:
        member = holds(desk.user, Role.Kind.COUNCIL, unit=row.policy.unit)
        if row.policy.state == State.BEFORE_COUNCIL and member:
            meta = joined(row.policy.document_type.deciding_body, row.policy.diary_number)
            href = reverse("staff-policy", args=[row.policy.slug])
            group.todos.append(todo(desk, None, row.policy.title, href, meta, _("Read")))
    return group


def closing_soon(desk: Desk, rows: list[Stand]) -> Group:
    """Consultations that open or close within two weeks."""
    group = Group(_("Opens or closes soon"))
    for row in desk.writable(rows, State.ANNOUNCED):
        consultation = row.consultation
        coming = consultation.opens_at > desk.now
        moment = consultation.opens_at if coming else consultation.closes_at
        if not desk.now < moment <= desk.now + SOON:
            continue
        day = timezone.localdate(moment) if coming else last_day(moment)
        open_words = _("On consultation %(until)s") % {"until": until(consultation.closes_at)}
        so_far = ngettext("%(n)s comment so far", "%(n)s comments so far", row.total) % {"n": row.total}
        meta = _("The consultation opens") if coming else joined(open_words, so_far)
        href = reverse("staff-consultation", args=[consultation.slug])
        group.todos.append(todo(desk, day, row.policy.title, href, meta, _("See")))
    return group


def to_register(desk: Desk, rows: list[Stand]) -> Group:
    """Policies without a diary number, for registrars."""
    group = Group(_("Diary number missing"))
    for row in rows:
        begun = row.policy.state in (State.DRAFT, State.REVIEW, State.APPROVED) and not row.policy.diary_number
        if begun and holds(desk.user, Role.Kind.REGISTRAR, unit=row.policy.unit):
            href = reverse("policy-head", args=[row.policy.slug])
            group.todos.append(todo(desk, None, row.policy.title, href, row.policy.unit.name, _("Register")))
    return group


def to_write(desk: Desk, rows: list[Stand]) -> Group:
    """Drafts under way; one that was sent back carries the remark."""
    drafts = desk.writable(rows, State.DRAFT)
    answers = Approval.objects.filter(version__policy__in=[row.policy.pk for row in drafts], version__number=None)
    latest = {
        answer.version.policy_id: answer for answer in answers.select_related("version", "answered_by").order_by("pk")
    }
    group = Group(_("Drafts"))
    for row in drafts:
        answer = latest.get(row.policy.pk)
        meta = row.policy.diary_number or _("No diary number yet")
        if answer and answer.state == Approval.State.REFUSED:
            meta = _("Sent back by %(name)s: %(remark)s") % {"name": answer.answered_by.name, "remark": answer.remark}
        href = reverse("staff-policy", args=[row.policy.slug])
        group.todos.append(todo(desk, None, row.policy.title, href, meta, _("Continue")))
    return group


def to_review(desk: Desk, rows: list[Stand]) -> Group:
    """Adopted texts whose review is due within three months."""
    group = Group(_("To be reviewed"))
    for row in desk.writable(rows, State.ADOPTED):
        due = row.policy.review_by
        if due and due <= desk.today + REVIEW_AHEAD:
            meta = joined(_("In force since %(day)s") % {"day": row.policy.in_force_from}, row.policy.diary_number)
            href = reverse("staff-policy", args=[row.policy.slug])
            group.todos.append(todo(desk, due, row.policy.title, href, meta, _("See")))
    return group
