"""News in words, in the language that is active, and where each leads."""

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain.following.news import News
from organisation.domain.dates import day, day_and_year, last_day, until

OF_A_CONSULTATION = ("announced", "opened", "closing", "closed")


def title(news: News) -> str:
    """What happened, and to which policy."""
    return f"{news.policy.title}: {words(news)}"


def words(news: News) -> str:
    """What happened, in a sentence without the name of the policy."""
    if news.kind in OF_A_CONSULTATION:
        return of_consultation(news)
    about = news.about
    match news.kind:
        case "extended":
            return _("The consultation has been extended. Comments are taken %(until)s.") % {
                "until": until(about.closes_at)
            }
        case "answers":
            return _("The answers to the comments have been published.")
        case "published":
            said = _("Version %(number)s has been published.")
            proposed = _("Proposal %(number)s has been published.")
            return (said if about.is_adopted else proposed) % {"number": about.number}
        case "decided":
            facts = {"body": about.body, "day": day_and_year(about.date), "section": about.section}
            decided = _("Decision of %(body)s on %(day)s, § %(section)s: %(decision)s.")
            return decided % (facts | {"decision": about.get_kind_display()})
        case "comment":
            return _("New comment on %(number)s: %(reference)s.") % place(news)
    return _("%(reference)s, on %(number)s, has been answered.") % place(news)


def of_consultation(news: News) -> str:
    """By its dates."""
    consultation = news.about
    closes = consultation.closes_at
    when = {"until": until(closes), "opens": day(consultation.opens_at), "day": day(last_day(closes))}
    if news.kind == "closed":
        return _("The consultation has closed. The comments are being answered.")
    if news.kind == "closing":
        return _("The consultation closes soon. The last day is %(day)s.") % {
            "day": day(last_day(consultation.closes_at))
        }
    if news.kind == "announced" and consultation.opens_at > consultation.announced_at:
        return _("A consultation is announced. It opens %(opens)s. Comments are taken %(until)s.") % when
    return _("The consultation has opened. Comments are taken %(until)s.") % when


def many(kind: str, number: str, count: int) -> str:
    """So many comments, or answers, on one paragraph: a mail says it in one line."""
    said = _("%(n)s new comments on %(number)s.") if kind == "comment" else _("%(n)s answers on %(number)s.")
    return said % {"n": count, "number": number}


def place(news: News) -> dict[str, str]:
    return {"number": news.about.paragraph.number, "reference": news.about.reference}


def path(news: News) -> str:
    """The page that it leads to."""
    about, slug = news.about, news.policy.slug
    match news.kind:
        case "published":
            return reverse("version", args=[slug, about.number])
        case "decided":
            return reverse("policy", args=[slug])
        case "answers":
            return reverse("report", args=[about.slug])
        case "extended":
            return about.consultation.get_absolute_url()
        case "comment" | "answered":
            place = about.paragraph
            return reverse("paragraph", args=[slug, place.version.number, place.number]) + f"#{about.anchor}"
    return about.get_absolute_url()
