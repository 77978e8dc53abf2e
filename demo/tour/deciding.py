"""The papers, the council's decision, and the policy in the register."""

import hashlib
from datetime import date

from demo.tour import story
from demo.tour.failure import expect
from demo.tour.paper import holds
from demo.tour.play import Play

SMALLEST_PAPER = 10_000


def papers_are_fetched(play: Play) -> str:
    """Both versions, the marked changes and the report are fetched as PDF."""
    wait_for_papers(play)
    first, second = (play.sam.open(f"{play.public}v/{number}.md").body for number in (1, 2))
    kept = [
        fetch(play, f"{play.public}v/1.pdf", "version-1.pdf", first),
        fetch(play, f"{play.public}v/2.pdf", "version-2-proposal.pdf", second),
        fetch(play, f"{play.public}v/2/marked.pdf", "version-2-marked.pdf", second),
        fetch(play, f"/consultations/{play.known['consultation']}/report.pdf", "report.pdf", story.TITLE.encode()),
    ]
    return ", ".join(kept)


def wait_for_papers(play: Play) -> None:
    """Looks at the page of the papers until the worker has made them all."""

    def look() -> bool:
        page = play.dan.open(f"{play.staff}papers/")
        return "<progress aria-label" not in page.body.decode()

    play.wait_for(look, "all papers to be made")


def fetch(play: Play, address: str, name: str, within: bytes) -> str:
    """Keeps a paper; it must be a PDF with these words attached, and the page of the papers must tell its checksum."""
    page = play.paula.open(address)
    digest = hashlib.sha256(page.body).hexdigest()
    expect(page.body.startswith(b"%PDF-"), f"a PDF at {address}", page.body[:20])
    expect(len(page.body) > SMALLEST_PAPER, f"a PDF with something in it at {address}", f"{len(page.body)} bytes")
    expect(page.headers["ETag"] == f'"{digest}"', f"{digest} in the ETag of {address}", page.headers["ETag"])
    expect(digest in play.dan.page.words, f"{digest} of {address} among the papers", play.dan.page)
    expect(holds(page.body, within), f"“{within[:40].decode(errors='ignore')}…” in {address}", "other words")
    play.folder.mkdir(parents=True, exist_ok=True)
    (play.folder / name).write_bytes(page.body)
    return f"{play.folder / name} ({len(page.body) // 1000} kB)"


def proposal_goes_to_council(play: Play) -> str:
    """Dan sends the proposal to the council."""
    play.known["checksum"] = checksum_of_text(play)
    play.dan.open(play.staff)
    play.dan.follow(r"/gate/$")
    play.dan.send(action=r"/council/$", to=r"/gate/$")
    return f"SHA-256 {play.known['checksum'][:12]}…"


def checksum_of_text(play: Play) -> str:
    """The checksum of version 2 as everybody can reckon it; the policy's page must say the same."""
    digest = hashlib.sha256(play.sam.open(f"{play.public}v/2.md").body).hexdigest()
    page = play.sam.open(play.public)
    expect(digest in page.words.replace(" ", ""), f"the checksum {digest} of v/2.md on the page", page)
    return digest


def decision_is_recorded(play: Play) -> str:
    """Sten finds the matter on his desk and records the decision: adopted."""
    today = date.today()
    play.sten.open("/staff/")
    play.sten.follow(rf"{play.staff}decision/$")
    given = {"kind": "adopt", "body": story.BODY, "date": today.isoformat(), "section": f"§ {story.SECTION}"}
    given |= {"in_force_from": today.isoformat(), "review_by": today.replace(year=today.year + 2, day=1).isoformat()}
    play.sten.send(given, to=r"/decision/$")
    play.sten.sees(f"§ {story.SECTION}")
    return f"{story.BODY} § {story.SECTION}"


def register_shows_it(play: Play) -> str:
    """The register shows it as adopted and in force, with the decision in its head table."""
    play.sam.open("/policies/")
    play.sam.send({"q": story.TITLE, "state": "in_force"}, to=r"/policies/\?")
    play.sam.sees(f"{story.BODY} § {story.SECTION}")
    play.sam.follow(rf"{play.public}$")
    play.sam.sees(story.HEAD["diary_number"], story.BODY, f"§ {story.SECTION}")
    return f"{story.BODY} § {story.SECTION}"


def text_is_unchanged(play: Play) -> str:
    """The text is the same to the letter as before the decision."""
    digest = checksum_of_text(play)
    expect(digest == play.known["checksum"], f"the checksum {play.known['checksum']}", digest)
    return f"SHA-256 {digest[:12]}…"


def adopted_text_is_fetched(play: Play) -> str:
    """The adopted text is fetched as PDF, with body, date and § on it."""
    wait_for_papers(play)
    text = play.sam.open(f"{play.public}v/2.md").body
    return fetch(play, f"{play.public}v/2.pdf", "version-2-adopted.pdf", text)


STEPS = [
    papers_are_fetched,
    proposal_goes_to_council,
    decision_is_recorded,
    register_shows_it,
    text_is_unchanged,
    adopted_text_is_fetched,
]
