"""Shows which paragraph of one text is which of another."""

import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from drafts.domain import alignment, blocks, importing
from drafts.domain.blocks import Block
from organisation.exceptions import ActRefused

WIDTH = 60


class Command(BaseCommand):
    help = (
        "Shows which paragraph of the text OLD.md is which of NEW.md: kept, edited, moved, split, merged, new, removed."
    )

    def add_arguments(self, parser):
        parser.add_argument("old", type=Path, metavar="OLD.md")
        parser.add_argument("new", type=Path, metavar="NEW.md")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help='print {"old": …, "new": …, "pairs": …}'
        )

    def handle(self, *args, old, new, as_json, **options):
        before, after = read(old), read(new)
        titles = {0: 0} if is_title(before[0]) and is_title(after[0]) else {}
        ties = alignment.align(before, after, known=titles)
        if as_json:
            pairs = [[tie.before, tie.after, tie.kind] for tie in ties]
            texts = {"old": [block.text for block in before], "new": [block.text for block in after]}
            self.stdout.write(json.dumps({**texts, "pairs": pairs}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(line(tie, before, after) for tie in ties))


def read(path: Path) -> list[Block]:
    """The text's blocks, its title first as a heading of no level. Refused, in words, when it is no text."""
    try:
        text = blocks.split(importing.read_upload(path.read_bytes()), lenient=True)
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": path, "why": error.strerror}) from error
    except ActRefused as error:
        raise CommandError(f"{path}: {error}") from error
    return [Block("heading", 0, text.title)] * bool(text.title) + list(text.blocks)


def is_title(block: Block) -> bool:
    return block.kind == "heading" and block.level == 0


def line(tie: alignment.Tie, before: list[Block], after: list[Block]) -> str:
    """One tie, readable: what became of it, where it stood and stands, how alike, its first words."""
    shown = after[tie.after] if tie.after is not None else before[tie.before]
    places = ["-" if at is None else str(at) for at in (tie.before, tie.after)]
    like = f"{tie.like} %" if tie.before is not None and tie.after is not None else ""
    return f"{tie.kind:8}{places[0]:>5}{places[1]:>5}{like:>7}  {' '.join(shown.text.split())[:WIDTH]}"
