"""Swedish policies of chance, and chance edits of them whose truth is known: for measuring the alignment."""

import random
from dataclasses import dataclass, replace

from drafts.domain.blocks import Block

WHO = (
    "Nämnden|Kommunstyrelsen|Förvaltningen|Varje chef|Medarbetaren|Kommundirektören"
    "|Den som ansvarar för ett konto|Kommunikationsavdelningen|Förvaltningschefen|Kommunen|Redaktören|Enhetschefen"
    "|Säkerhetsskyddschefen"
)
DOES = (
    "besluta om|följa upp|informera om|ansvara för|ta fram|dokumentera|se över|rapportera|godkänna|bevaka|planera"
    "|samordna|redovisa|diarieföra|gallra|pröva|stödja|utvärdera|svara för|bereda"
)
WHAT = (
    "nya konton|budgeten|inköp över direktupphandlingsgränsen|internkontrollplanen|risker i verksamheten"
    "|avvikelser|medborgarnas frågor|personuppgifter|tillgängligheten|lokalerna|föreningsbidragen|resor i tjänsten"
    "|delegationsbeslut|upphandlingar|sekretessprövningen|krisplanen|klagomål|utbildningen|inlägg i sociala medier"
    "|bilder på barn|jäv|bisysslor|behörigheter|e-tjänster|arkivet|trafiken vid skolor|lekplatser"
    "|livsmedelskontrollen|bygglov|parkeringsplatser|skolskjutsen|hemtjänsten|måltiderna|vattenskyddet|avfallet"
    "|energianvändningen|upplåtelser av torget|serveringstillstånd|grafiska profilen|synpunkter|nyckeltalen"
    "|arbetsmiljön|rekryteringen|lönekartläggningen|språkfrågor|öppna data|källkoden|avtal med leverantörer|fordon"
    "|representation|gåvor|minnesgåvor|medborgarförslag|remisser|visselblåsning"
)
WHEN = (
    "varje år|senast den 31 mars|inom två arbetsdagar|utan dröjsmål|i samband med bokslutet|innan beslut fattas"
    "|vid behov|varje kvartal|tillsammans med berörda nämnder|enligt gällande lag|i god tid"
    "|med stöd av delegationsordningen|efter samråd med facken|om inte särskilda skäl talar emot det"
    "|så att det går att följa i efterhand"
)
MORE = (
    "Undantag beslutas av närmaste chef|Beslutet ska motiveras|Detta gäller även bolagen"
    "|Rutinen finns på intranätet|En kopia lämnas till registrator|Barnets bästa ska beaktas"
    "|Kostnaden ryms inom ramen|Resultatet publiceras på webbplatsen|Samma sak gäller inhyrd personal"
    "|Uppgiften kan inte överlåtas"
)
SECTIONS = "Syfte|Ansvar|Uppföljning|Bakgrund|Omfattning|Roller|Begrepp|Genomförande|Dokumentation|Undantag"
WORDS = {name: text.split("|") for name, text in globals().copy().items() if isinstance(text, str) and name.isupper()}


@dataclass(frozen=True)
class Piece:
    """A block and the numbers of the old blocks that it comes from; none: it is new."""

    block: Block
    sources: tuple[int, ...] = ()


class Writer:
    """Writes and edits, always the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def pick(self, name: str) -> str:
        return self.rng.choice(WORDS[name])

    def sentence(self) -> str:
        said = f"{self.pick('WHO')} ska {self.pick('DOES')} {self.pick('WHAT')}"
        if self.rng.random() < 0.5:
            said += f" {self.pick('WHEN')}"
        return said + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _each in range(self.rng.choice([1, 1, 1, 2, 2, 3, 4])))

    def policy(self, sections: int = 12) -> list[Block]:
        blocks = []
        for number in range(1, sections + 1):
            numbered = f"{number}. " if self.rng.random() < 0.3 else ""
            blocks.append(Block("heading", 1, numbered + self.pick("SECTIONS")))
            for _each in range(self.rng.randint(2, 6)):
                blocks.append(Block("paragraph", 0, self.paragraph()))
            if self.rng.random() < 0.3:
                blocks.append(self.edited(self.rng.choice([each for each in blocks if each.kind == "paragraph"])))
            if self.rng.random() < 0.5:
                blocks += [Block("bullet", 1, self.item()) for _each in range(self.rng.randint(2, 6))]
            if self.rng.random() < 0.2:
                blocks.append(Block("table", 0, self.table()))
        return blocks

    def item(self) -> str:
        if self.rng.random() < 0.5:
            return self.pick("WHAT")
        return f"{self.pick('DOES')} {self.pick('WHAT')}"

    def table(self) -> str:
        rows = [f"| {self.pick('WHO')} | {self.pick('WHAT')} | {self.pick('WHEN')} |" for _each in range(4)]
        return "\n".join(["| Vem | Vad | När |", "| --- | --- | --- |", *rows])

    def edited(self, block: Block) -> Block:
        """The same block with some of its words changed."""
        said = block.text
        if block.kind == "heading":
            number, dot, rest = said.partition(". ")
            return replace(block, text=f"{int(number) + 1}. {rest}" if dot and number.isdigit() else f"{said} och mål")
        if block.kind == "table":
            return replace(block, text=said.replace(said.split(" | ")[-2], self.pick("WHAT"), 1))
        if block.kind == "bullet":
            return replace(block, text=f"{said} {self.pick('WHEN')}" if self.rng.random() < 0.5 else f"att {said}")
        roll = self.rng.random()
        if roll < 0.35:
            return replace(block, text=f"{said} {self.pick('MORE')}.")
        if roll < 0.6:
            return replace(block, text=said.replace(" ska ", self.rng.choice([" bör ", " ansvarar för att "]), 1))
        if roll < 0.8:
            return replace(block, text=f"{said[:-1]}, {self.pick('WHEN')}.")
        who = said.split(" ska ")[0]
        return replace(block, text=said.replace(who, self.pick("WHO"), 1))

    def version(self, old: list[Block], share: float = 0.3) -> list[Piece]:
        """The next version: `share` of the blocks are touched."""
        pieces, at = [], 0
        while at < len(old):
            block, following = old[at], old[at + 1] if at + 1 < len(old) else None
            touch = self.rng.random() < share
            act = self.rng.choice(["edit", "edit", "edit", "drop", "add", "split", "merge", "turn", "double"])
            pieces += self.touched(act, at, block, following) if touch else [Piece(block, (at,))]
            merged = touch and act == "merge" and can_merge(block, following)
            at += 2 if merged else 1
        return self.shuffled(pieces) if self.rng.random() < 0.5 else pieces

    def touched(self, act: str, at: int, block: Block, following: Block | None) -> list[Piece]:
        here, plain = (at,), block.kind == "paragraph"
        if act == "drop":
            return []
        if act == "add" and block.kind != "heading":
            kind = block.kind if block.kind == "bullet" else "paragraph"
            fresh = Block(kind, block.level, self.item() if kind == "bullet" else self.paragraph())
            return [Piece(block, here), Piece(fresh)]
        if act == "split" and plain and ". " in block.text:
            first, second = block.text.split(". ", 1)
            return [Piece(replace(block, text=first + "."), here), Piece(replace(block, text=second), here)]
        if act == "merge" and can_merge(block, following):
            return [Piece(replace(block, text=f"{block.text} {following.text}"), (at, at + 1))]
        if act == "turn" and block.kind == "bullet":
            return [Piece(Block("paragraph", 0, block.text), here)]
        if act == "double" and plain:
            return [Piece(block, here), Piece(replace(block, text=self.edited(block).text))]
        return [Piece(self.edited(block), here)]

    def shuffled(self, pieces: list[Piece]) -> list[Piece]:
        """Whole sections in another order, and one list turned round."""
        sections: list[list[Piece]] = [[]]
        for piece in pieces:
            if piece.block.kind == "heading":
                sections.append([])
            sections[-1].append(piece)
        moved = sections.pop(self.rng.randrange(len(sections)))
        sections.insert(self.rng.randint(0, len(sections)), moved)
        return [piece for section in sections for piece in section]


def can_merge(block: Block, following: Block | None) -> bool:
    return block.kind == "paragraph" and following is not None and following.kind == "paragraph"


# The kinds of a thousand paragraphs that cost most to align.
KINDS = ["all different", "all edited", "all moved", "all moved and edited", "many repeated"]


def thousand(kind: str, count: int = 1000) -> tuple[list[Block], list[Block]]:
    """Two texts of so many paragraphs."""
    writer = Writer(1)
    vocabulary = [f"ord{n}" for n in range(3000)] + " ".join(sum(WORDS.values(), [])).split() * 10
    rng = writer.rng

    def text() -> str:
        return " ".join(rng.choices(vocabulary, k=50))

    def edited(said: str) -> str:
        return " ".join(rng.choice(vocabulary) if rng.random() < 0.1 else word for word in said.split())

    old = [text() for _each in range(count)]
    new = {
        "all different": lambda: [text() for _each in range(count)],
        "all edited": lambda: [edited(said) for said in old],
        "all moved": lambda: rng.sample(old, count),
        "all moved and edited": lambda: [edited(said) for said in rng.sample(old, count)],
        "many repeated": lambda: [rng.choice(old[:30]) for _each in range(count)],
    }[kind]()
    if kind == "many repeated":
        old = [rng.choice(old[:30]) for _each in range(count)]
    return tuple([Block("paragraph", 0, said) for said in side] for side in (old, new))
