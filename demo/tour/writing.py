"""From nothing to an open consultation: Dan writes, Anette approves."""

from datetime import date, timedelta

from demo.tour import story
from demo.tour.failure import expect
from demo.tour.play import Play

PERIOD = timedelta(days=21)


def officials_sign_in(play: Play) -> str:
    """Five officials sign in, each in a browser of their own."""
    for name, email in {
        "dan": "dan.hedlund@ekeby.example",
        "anette": "anette.forsman@ekeby.example",
        "meja": "meja.lindh@ekeby.example",
        "sten": "sten.bergvall@ekeby.example",
        "leif": "leif.axelsson@ekeby.example",
    }.items():
        play.sign_in(name, email)
    return "Dan drafts, Anette approves, Meja moderates, Sten keeps the minutes, Leif administers"


def policy_begins(play: Play) -> str:
    """Dan begins a policy."""
    play.dan.follow(r"/staff/policies/new/$")
    given = {"title": story.TITLE, "document_type": "Riktlinje", "unit": "Kommunstyrelsen"}
    page = play.dan.send(given, to=r"/staff/policies/[\w-]+/text/$")
    play.known["slug"] = page.path.split("/")[-3]
    return f"“{story.TITLE}” at {play.staff}"


def text_is_put_in(play: Play) -> str:
    """Dan has the text read, looks at it and saves it; it becomes paragraphs."""
    play.dan.send({"text": story.TEXT}, to=r"/import/[0-9a-f-]{36}/$")
    play.dan.sees("Lotten ska vara brukad senast den 15 maj.")
    play.dan.send(press="act=save", to=r"/text/\d+/$")
    play.dan.follow(r"/edit/$")
    changes = play.dan.page.addresses(r"/edit/[0-9a-f-]{36}/$")
    expect(len(changes) == 12, "12 paragraphs that can be changed", f"{len(changes)} on {play.dan.page}")
    play.dan.sees("2.1 Lotten ska vara brukad senast den 15 maj.")
    return f"{len(changes)} paragraphs, each with a number"


def head_is_filled_in(play: Play) -> str:
    """Dan fills in the head of the policy."""
    play.dan.open(play.staff)
    play.dan.follow(r"/head/$")
    play.dan.send(story.HEAD, to=rf"{play.staff}$")
    play.dan.sees(story.HEAD["diary_number"])
    return f"diary number {story.HEAD['diary_number']}"


def paragraph_is_edited(play: Play) -> str:
    """Dan changes 1.2; the history tells."""
    edit_paragraph(play, "1.2", story.FIRST_EDIT)
    play.dan.sees(f"1.2 {story.FIRST_EDIT}")
    play.dan.follow(r"/history/$")
    play.dan.sees("Dan Hedlund", "folkbokförd")
    return "who, when, and what it said before"


def edit_paragraph(play: Play, number: str, words: str) -> None:
    """In the editor, by the link that stands beside the paragraph."""
    play.dan.open(play.staff)
    page = play.dan.follow(r"/edit/$")
    links = [href for href, said in page.links if said.split()[-1:] == [number] and "/edit/" in href]
    expect(links, f"a link that changes {number}", page)
    play.dan.open(links[0])
    play.dan.send({"text": words}, to=r"/edit/$")


def approval_is_asked_for(play: Play) -> str:
    """Dan asks for approval, and cannot give it himself."""
    play.dan.open(play.staff)
    play.dan.follow(r"/approval/ask/$")
    play.dan.send(to=rf"{play.staff}$")
    play.dan.open(f"{play.staff}approval/", status=403)
    return "the approval page is closed to him"


def approval_is_given(play: Play) -> str:
    """Anette finds the request on her desk, reads the text and approves it."""
    approve(play, "Lotten ska vara brukad senast den 15 maj.")
    return "by its checksum"


def approve(play: Play, *words: str) -> None:
    """From Anette's desk to the text, which must say these words, to her answer."""
    play.anette.open("/staff/")
    play.anette.follow(rf"{play.staff}approval/$")
    play.anette.sees(*words)
    play.anette.send({"remark": ""}, press="answer=approve", to=rf"{play.staff}$")


def version_is_frozen(play: Play) -> str:
    """Dan freezes version 1; nobody outside sees it yet."""
    play.dan.open(play.staff)
    play.dan.follow(r"/freeze/$")
    play.dan.send(to=r"/announce/$")
    play.paula.open(play.public, status=404)
    return "the gate lists nothing"


def consultation_is_announced(play: Play) -> str:
    """Dan announces the consultation, open from now."""
    last_day = date.today() + PERIOD
    given = {"opens": "now", "closes_on": last_day.isoformat(), "introduction": story.INTRODUCTION}
    page = play.dan.send(given, to=r"/staff/consultations/[\w-]+/$")
    play.known["consultation"] = page.path.split("/")[-2]
    return f"up to and including {last_day}"


STEPS = [
    officials_sign_in,
    policy_begins,
    text_is_put_in,
    head_is_filled_in,
    paragraph_is_edited,
    approval_is_asked_for,
    approval_is_given,
    version_is_frozen,
    consultation_is_announced,
]
