"""pandoc, the only place that runs it: closed in, and with limits on time, memory and what it writes."""

import json
import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypandoc
from django.utils.translation import gettext as _

from organisation.exceptions import ActRefused

SECONDS = 60
MEMORY = 400  # MB of heap
LARGEST = 200 * 1024 * 1024


class ConversionRefused(ActRefused):
    """No conversion was made; the sentence says why."""


def convert(
    data: bytes,
    *,
    source: str,
    target: str,
    options: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> bytes:
    """`data` in pandoc's format `source` as bytes in its format `target` (`docx+styles`, `json`, `odt` …).

    Runs with --sandbox: it reads nothing but `data` and the named `files` (name -> content, lying in its folder:
    `--reference-doc=NAME`), and no network. Refused (ConversionRefused) when it takes more than `seconds` of
    processor or twice that by the clock, more than `memory` MB of heap, or cannot read what it was given.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (files or {}).items():
            Path(folder, name).write_bytes(content)
        Path(folder, "in").write_bytes(data)
        command = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={source}", f"--to={target}", *options]
        command += ["--output=out", "in", "+RTS", f"-M{memory}M", "-RTS"]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder},
                capture_output=True,
                timeout=2 * seconds,
                check=False,
                preexec_fn=lambda: limit(seconds),
            )
        except subprocess.TimeoutExpired:
            raise ConversionRefused(sentence("time", seconds)) from None
        if done.returncode:
            raise ConversionRefused(sentence(fault(done), seconds))
        return Path(folder, "out").read_bytes()


def syntax_tree(data: bytes, *, source: str, options: Sequence[str] = (), **limits: int) -> dict:
    """What pandoc reads, as its syntax tree: {"meta": …, "blocks": [{"t": kind, "c": content} …]}."""
    return json.loads(convert(data, source=source, target="json", options=options, **limits))


def limit(seconds: int) -> None:
    """Sets the limits of the process that is about to become pandoc. Its heap is limited by its own option."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))


def fault(done: subprocess.CompletedProcess) -> str:
    """The word for how pandoc ended; 251 is its answer when the heap is full."""
    if -done.returncode in (signal.SIGXCPU, signal.SIGKILL):
        return "time"
    return "memory" if done.returncode == 251 or b"heap exhausted" in done.stderr.lower() else "broken"


def sentence(reason: str, seconds: int) -> str:
    """Why nothing was converted, for the user."""
    sentences = {
        "time": _("It took more than %(seconds)d seconds and was stopped. Divide the file and try again."),
        "memory": _("It needs more memory than is allowed. Divide the file and try again."),
        "broken": _("The file is damaged, or not of the kind that its name says. Open it, save it anew and try again."),
    }
    return sentences[reason] % {"seconds": seconds}
