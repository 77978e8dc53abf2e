"""All addresses of the site, and /constant/: the bytes of a file, compressed once, behind the same middleware."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site

PAGE = Path(os.environ["BENCH_CONSTANT"]).read_bytes()


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE, headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


urlpatterns = [path("constant/", constant), *site]
