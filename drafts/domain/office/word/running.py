"""What stands outside the text of a Word file: page heads and feet, macros, embedded files. Told, not taken."""

from drafts.domain.office.reading import Losses

from .names import w, words
from .package import Package


def tell(package: Package, losses: Losses) -> None:
    """Counts what is left behind."""
    told = set()
    for kind in ("header", "footer"):
        for name in package.named(kind):
            said = " ".join(" ".join(words(paragraph) for paragraph in package.root(name).iter(w("p"))).split())
            if said and said not in told:
                told.add(said)
                losses.add("page heads", said)
    if any(name.lower().endswith("vbaproject.bin") for name in package.archive.names()):
        losses.add("macros")
    embedded = [kind for kind, _target, _mode, _id in package.relations if kind in ("package", "oleObject")]
    if embedded and not losses.counts["embedded files"]:
        losses.add("embedded files", count=len(embedded))
