"""Reads doors.txt: which answer every address gives to whom, and in which state of the policy."""

from dataclasses import dataclass
from pathlib import Path

from tests.doors.world import PUBLIC, STAGES

ROLES = "reader sam olga dan asa meja rut sten kim ada eva".split()
OFFICIALS = frozenset(ROLES[2:])
# Who may do what, in the words of the table. Eva drafts in another unit; Kim sits in the council; Ada administers.
MAY = {
    "officials": OFFICIALS,
    "beginners": frozenset({"olga", "dan", "eva"}),
    "viewers": OFFICIALS,
    "writers": frozenset({"olga", "dan"}),
    "noters": frozenset({"olga", "dan", "asa"}),
    "registrars": frozenset({"olga", "dan", "rut"}),
    "approvers": frozenset({"asa"}),
    "moderators": frozenset({"meja"}),
    "enterers": frozenset({"olga", "dan", "meja", "rut"}),
    "commentators": frozenset({"olga", "dan", "asa", "meja", "rut"}),
    "secretaries": frozenset({"sten"}),
    "administrators": frozenset({"ada"}),
}
# Who knows of a policy that is not public yet.
INSIDE = frozenset({"olga", "dan", "asa", "rut", "sten"})
# Whose addresses are not about one policy.
APART = ("everybody", "visitors", "themselves", "officials", "beginners", "administrators")
LOGIN = ONWARD = 302
FORBIDDEN, ABSENT, WRONG_METHOD = 403, 404, 405


@dataclass(frozen=True)
class Door:
    """One address: who may enter, and what GET and POST answer them in each state.

    "-" in a cell stands for 404 for everybody: what the address leads to is not there yet.
    """

    name: str
    who: tuple[str, str]
    cells: dict[str, tuple[str, str]]

    @property
    def is_about_policy(self) -> bool:
        """Whether its answers can differ with the state of the policy."""
        return len(set(self.cells.values())) > 1 or self.who[0] not in APART

    def is_known_to(self, role: str, stage: str) -> bool:
        """Whether the person may know that what the address leads to exists."""
        return role in (OFFICIALS if stage in PUBLIC or not self.is_about_policy else INSIDE)

    def answer(self, role: str, stage: str, method: str) -> int:
        """The status that `role` gets."""
        cell = self.cells[stage][method == "POST"]
        who = self.who[method == "POST"]
        status = ABSENT if cell == "-" else int(cell)
        if who == "everybody":
            return status
        if who == "visitors":
            return status if role == "reader" else ONWARD
        if role == "reader":
            return LOGIN
        if who == "themselves":
            return status
        if status == WRONG_METHOD:
            return status
        if who not in ("officials", "beginners") and (cell == "-" or not self.is_known_to(role, stage)):
            return ABSENT
        return status if role in MAY[who] else FORBIDDEN


def due(door: Door, stage: str) -> list[str]:
    """The roles that knock there in that state: all of them while the consultation is open.

    In the other states three stand for all, others from state to state: nobody signed in, one who may, one who may
    not. What is not about a policy is tried in two states.
    """
    if stage == "open":
        return ROLES
    if not door.is_about_policy and stage != "draft":
        return []
    if door.who[0] == "everybody":
        return ["reader", "sam", "dan"]
    turn, found = STAGES.index(stage), {"reader"}
    for who in set(door.who):
        may = sorted(MAY.get(who, OFFICIALS))
        others = sorted(set(ROLES) - set(may) - {"reader"})
        found |= {each[turn % len(each)] for each in (may, others) if each}
    return [role for role in ROLES if role in found]


def read() -> dict[str, Door]:
    """The rows by name; a dot repeats the cell on its left."""
    doors = {}
    for line in Path(__file__).with_name("doors.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if not words or words[0] == "address":
            continue
        name, who, *cells = words
        assert name not in doors, f"{name} has two rows"
        assert len(cells) == len(STAGES), f"{name} has {len(cells)} cells"
        full = []
        for cell in cells:
            full.append(full[-1] if cell == "." else tuple(cell.split("/")))
        doors[name] = Door(name, (*who.split("/"), who)[:2], dict(zip(STAGES, full, strict=True)))
    return doors


DOORS = read()
