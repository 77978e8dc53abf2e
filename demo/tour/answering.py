"""After closing: Dan answers and works the comments in, Anette approves, version 2 is published."""

from demo.tour import story
from demo.tour.failure import expect
from demo.tour.forms import Form
from demo.tour.play import Play
from demo.tour.writing import approve, edit_paragraph


def gate_counts(play: Play) -> str:
    """Dan opens the gate before the council, which counts what is unanswered."""
    play.dan.open(play.staff)
    play.dan.follow(r"/gate/$")
    play.dan.sees("0/2")
    expect(play.dan.page.addresses(r"/merge/$"), "a link to what is unanswered", play.dan.page)
    return "0 of 2 comments answered"


def petras_comment_is_worked_in(play: Play) -> str:
    """Dan answers Petra's comment, and changes 1.1 because of it."""
    form = open_workspace(play, "1.1", "petra")
    given = {name_of(form, "-outcome"): "partly", name_of(form, "-reason"): story.SHARED_ANSWER}
    given |= {"text": story.SHARED, "causes": list(form.offers["causes"]), "reason": story.SHARED_REASON}
    play.dan.send(given, press="act=next", to=r"/merge/[0-9a-f-]{36}/$")
    play.dan.sees("1/2")
    return f"{play.known['petra']} partly met; 1 of 2 answered"


def open_workspace(play: Play, place: str, sender: str) -> Form:
    """The page where the comments on a paragraph and its wording meet, and its form."""
    if "/merge/" not in play.dan.page.address:
        play.dan.open(play.staff)
        play.dan.follow(r"/merge/$")
    play.dan.sees(f"{place}", play.known[sender])
    return play.dan.page.form(["text", "revision"], "act=save", "")


def name_of(form: Form, ending: str) -> str:
    """The name of the field that ends so: the comment's own number stands before it."""
    names = [name for name in form.values if name.endswith(ending)]
    expect(len(names) == 1, f"one field …{ending}", ", ".join(names) or "none")
    return names[0]


def suggestion_is_used(play: Play) -> str:
    """Dan uses Paula's suggestion with one click."""
    form = open_workspace(play, "2.1", "paula")
    buttons = [value for name, value, _words in form.buttons if name == "use"]
    expect(buttons, "a button that uses the suggestion", play.dan.page)
    play.dan.send({"reason": story.SPRING_REASON}, press=f"use={buttons[0]}", to=r"/merge/[0-9a-f-]{36}/$")
    play.dan.sees("2/2")
    written = play.dan.page.form(["text"], "act=save", "").values["text"]
    expect(written == [story.PAULA["suggestion"]], f"“{story.PAULA['suggestion']}” in the field", written)
    return f"{play.known['paula']} met and the cause of 2.1; 2 of 2 answered"


def change_needs_a_cause(play: Play) -> str:
    """Dan changes 3.1 in the editor; the gate asks for its cause, and he calls it editorial."""
    edit_paragraph(play, "3.1", story.EDITORIAL)
    play.dan.open(f"{play.staff}gate/")
    play.dan.follow(r"/causes/$")
    play.dan.send({"editorial": "on", "reason": story.EDITORIAL_REASON}, to=r"/gate/$")
    expect(not play.dan.page.addresses(r"/causes/$"), "no change without a cause", play.dan.page)
    expect(play.dan.page.addresses(r"/approval/ask/$"), "the approval to be missing still", play.dan.page)
    return "only the approval is missing"


def revised_text_is_approved(play: Play) -> str:
    """Dan asks for approval of text and answers, and Anette gives it."""
    play.dan.follow(r"/approval/ask/$")
    play.dan.send(to=rf"{play.staff}$")
    approve(play, story.PAULA["suggestion"], story.SHARED, story.EDITORIAL)
    return "by somebody else than the one who asked"


def version_two_is_frozen(play: Play) -> str:
    """Dan freezes version 2, and the answers are published with it."""
    play.sam.open(f"/consultations/{play.known['consultation']}/report/", status=404)
    play.dan.open(play.staff)
    play.dan.follow(r"/gate/$")
    play.dan.send(action=r"/freeze-revised/$", to=r"/gate/$")
    play.paula.open(f"{play.public}v/2/")
    play.paula.sees(story.PAULA["suggestion"], story.SHARED, story.EDITORIAL)
    return f"{play.public}v/2/"


def public_sees_why(play: Play) -> str:
    """Paula sees what changed, and why."""
    play.paula.follow(rf"{play.public}compare/1/2/$")
    play.paula.sees(play.known["paula"], story.SHARED_REASON, story.SPRING_REASON, story.EDITORIAL_REASON)
    play.paula.misses(story.NOT_FOR_ALL)
    return f"{play.public}compare/1/2/"


def public_reads_report(play: Play) -> str:
    """Paula reads the report: every comment has its answer, what is hidden stays hidden."""
    play.paula.open(f"{play.public}v/1/")
    play.paula.follow(r"/report/$")
    play.paula.sees(play.known["paula"], play.known["petra"], story.SHARED_ANSWER, story.PAULA["words"])
    play.paula.misses(story.NOT_FOR_ALL, story.PETRA["email"])
    play.paula.sees("Dan Hedlund, kommunikationsstrateg")
    return play.paula.page.path


STEPS = [
    gate_counts,
    petras_comment_is_worked_in,
    suggestion_is_used,
    change_needs_a_cause,
    revised_text_is_approved,
    version_two_is_frozen,
    public_sees_why,
    public_reads_report,
]
