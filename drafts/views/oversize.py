"""What is sent and is too big to be read at all: a sentence on the page instead of an error."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

PIECE = 64 * 1024
# A file of 20 MB and the words beside it; what is read away so that the browser shows our answer.
MOST = 32 * 1024 * 1024
AWAY = 600 * 1024 * 1024


def bear_oversize(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view `request.oversized`: "" or, with an empty POST, the sentence that says why nothing was read.

    Django checks the token by reading the form, and an unreadable form ends in a bare 400: so the reading is
    tried first. Of an oversized form nothing is read, token or words, and the view must change nothing.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.oversized = oversized(request)
        if request.oversized:
            drain(request)
            return view(request, *args, **kwargs)
        return protected(request, *args, **kwargs)

    return wrapped


def oversized(request: HttpRequest) -> str:
    """Why the form is not read; nothing when it is."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > MOST:
        megabytes = number_format(int(length) / 1_000_000, 0)
        return _("This is %(size)s MB and was not read. A file may be at most 20 MB, a pasted text 1 MB.") % {
            "size": megabytes
        }
    try:
        request.POST  # noqa: B018  reading it is the try
    except RequestDataTooBig:
        return _("This is more than can be taken in at once. A text may be at most 1 MB.")
    return ""


def drain(request: HttpRequest) -> None:
    """Reads what the browser is still sending, or it would never show our answer."""
    taken = 0
    while taken < AWAY and (piece := request.read(PIECE)):
        taken += len(piece)
