"""What leads people to a consultation: short address, QR code, picture for other sites, calendar files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from consultation.domain import sharing
from consultation.domain.sharing.calendar import calendar
from consultation.domain.sharing.picture import picture
from consultation.models import Consultation
from consultation.views.public.published import get_consultation

AN_HOUR = "public, max-age=3600"


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """From a poster to the consultation; written with capitals too."""
    found = Consultation.objects.filter(code=code.lower(), version__published_at__isnull=False).first()
    if found is None:
        raise Http404
    return HttpResponseRedirect(found.get_absolute_url())


@require_safe
def qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of the short address, to print."""
    _matter, _version, shown = get_consultation(slug)
    return HttpResponse(sharing.qr(shown), content_type="image/svg+xml")


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture beside a link; made anew when what it says has changed."""
    matter, version, shown = get_consultation(slug)
    etag = f'"{version.checksum[:16]}-{shown.closes_at:%Y%m%d%H%M}-{shown.phase(matter.now)}-{request.LANGUAGE_CODE}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    headers = {"ETag": etag, "Cache-Control": AN_HOUR}
    return HttpResponse(picture(matter, version, shown), content_type="image/png", headers=headers)


@require_safe
def consultation_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Opening and last day of one consultation."""
    _matter, _version, shown = get_consultation(slug)
    return calendar_file([shown], f"{slug}.ics")


@require_safe
def whole_calendar(request: HttpRequest) -> HttpResponse:
    """The same of all that are open or to come, to subscribe to."""
    now = timezone.now()
    rows = Consultation.objects.filter(closes_at__gt=now, version__published_at__isnull=False)
    return calendar_file(rows.select_related("version").prefetch_related("extensions"), "calendar.ics")


def calendar_file(rows, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(calendar(rows), content_type="text/calendar; charset=utf-8", headers=headers)
