"""While the consultation is open: two inhabitants comment, Meja screens, and the clock closes it."""

import re
import time

from demo.tour import story
from demo.tour.browser import Browser
from demo.tour.failure import expect
from demo.tour.play import Play

# The form takes nothing that was filled in faster than anybody writes.
WRITING_SECONDS = 2.1


def paula_reads(play: Play) -> str:
    """Paula, who has no account, finds the proposal on the front page and reads it."""
    play.paula.open("/")
    play.paula.follow(rf"{play.public}v/1/$")
    play.paula.sees(story.TITLE, story.FIRST_EDIT, "2.1 Lotten ska vara brukad senast den 15 maj.")
    return f"{play.public}v/1/"


def paula_comments(play: Play) -> str:
    """Paula comments on 2.1 and suggests another wording."""
    number = comment(play.paula, "2.1", story.PAULA)
    play.known["paula"] = number
    return f"{number}, and a link is on its way"


def comment(reader: Browser, place: str, written: dict[str, str]) -> str:
    """Writes on a paragraph from the page of the text; the number that the receipt gives."""
    where = place.replace(".", r"\.")
    reader.follow(rf"/v/1/p/{where}/$")
    reader.follow(rf"/p/{where}/comment/$")
    time.sleep(WRITING_SECONDS)
    page = reader.send(written, to=r"/receipts/[0-9a-f-]{36}/$")
    found = re.search(r"S-\d{4}", page.words)
    expect(found, "a receipt with a number such as S-0001", page)
    return found[0]


def paula_confirms(play: Play) -> str:
    """Paula opens the link in the mail, which changes nothing, and confirms."""
    follow_mail(play, play.paula, play.known["paula"])
    sam = Browser(play.address)
    sam.open(f"{play.public}v/1/p/2.1/")
    sam.misses(story.PAULA["words"])
    play.paula.send(to=r"/receipts/[0-9a-f-]{36}/$")
    play.paula.sees(play.known["paula"])
    sam.open(f"{play.public}v/1/p/2.1/")
    sam.sees(story.PAULA["words"], story.PAULA["name"], play.known["paula"], "1 juni")
    return f"{play.known['paula']} stands beside 2.1 for everybody"


def follow_mail(play: Play, reader: Browser, number: str) -> None:
    """Opens the outbox of the demo until the mail has come, then the link in it."""

    def look() -> str:
        fresh = [link for link in reader.open("/outbox/").addresses("/confirm/") if link not in play.known.values()]
        return fresh[0] if fresh else ""

    link = play.wait_for(look, f"a mail with a link to confirm {number}")
    play.known[f"link of {number}"] = link
    reader.open(link)
    reader.sees(number)


def link_works_once(play: Play) -> str:
    """The link works once."""
    page = play.paula.open(play.known[f"link of {play.known['paula']}"])
    expect(not any(form.method == "post" for form in page.forms), "no button to confirm again", page)
    return f"opened again it says “{page.heading}”"


def petra_comments(play: Play) -> str:
    """Petra comments on 1.1, without her name on the web, and confirms."""
    play.petra.open(f"{play.public}v/1/")
    number = play.known["petra"] = comment(play.petra, "1.1", story.PETRA)
    follow_mail(play, play.petra, number)
    play.petra.send(to=r"/receipts/[0-9a-f-]{36}/$")
    play.petra.open(f"{play.public}v/1/p/1.1/")
    play.petra.sees(number, story.PETRA["words"])
    play.petra.misses(story.PETRA["name"], story.PETRA["email"])
    return f"{number} is shown, her name and address are not"


def meja_moderates(play: Play) -> str:
    """Meja holds it, shows it, and hides it with a reason, since it names somebody else."""
    moderate(play, "shown", "hold")
    sees_on_the_web(play, shown=False)
    moderate(play, "held", "show")
    sees_on_the_web(play, shown=True)
    moderate(play, "shown", "hide", reason="personal_data", remark="Namnger en granne.")
    sees_on_the_web(play, shown=False)
    play.petra.sees(play.known["petra"])
    return "gone, there again, hidden; the number and the reason stand"


def moderate(play: Play, shelf: str, act: str, **more: str) -> None:
    """From the policy's page to the shelf, the comment and the act."""
    number = int(play.known["petra"].removeprefix("S-"))
    play.meja.open(play.staff)
    play.meja.follow(r"/moderation/$")
    if shelf != "held":
        play.meja.follow(rf"/moderation/\?show={shelf}$")
    play.meja.follow(rf"/moderation/{number}/\?show={shelf}$")
    play.meja.send({"act": act, **more}, to=rf"/moderation/\?show={shelf}")


def sees_on_the_web(play: Play, *, shown: bool) -> None:
    """What everybody reads beside 1.1."""
    play.petra.open(f"{play.public}v/1/p/1.1/")
    (play.petra.sees if shown else play.petra.misses)(story.NOT_FOR_ALL)


def answers_wait(play: Play) -> str:
    """Dan cannot answer yet."""
    play.dan.open(play.staff)
    play.dan.follow(r"/gate/$")
    forms = [form for form in play.dan.page.forms if form.action.endswith("/freeze-revised/")]
    expect(not forms, "no way to freeze while the consultation is open", play.dan.page)
    play.dan.sees("0/2")
    return "the gate says that the consultation is open"


def clock_closes(play: Play) -> str:
    """Leif puts the clock of the demo forward, and the consultation closes."""
    reader = play.sam
    reader.open(f"{play.public}v/1/p/2.3/comment/")
    play.leif.open("/staff/")
    play.leif.follow(r"/clock/$")
    play.leif.send({}, press=f"consultation={play.known['consultation']}", action=r"/clock/$", to=r"/clock/$")
    time.sleep(WRITING_SECONDS)
    reader.send({"words": story.LATE, "email": "sam@example.se"}, to=r"/comment/$")
    reader.sees(story.LATE)
    expect(reader.page.complaints, "a comment after closing to be refused in words", reader.page)
    return "Sam's comment, begun before, is refused and its words are kept"


STEPS = [
    paula_reads,
    paula_comments,
    paula_confirms,
    link_works_once,
    petra_comments,
    meja_moderates,
    answers_wait,
    clock_closes,
]
