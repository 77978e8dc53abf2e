"""Names that may stand beside a comment: nobody speaks as the municipality, and no sign plays tricks on the eye."""

import re
import unicodedata

from django.utils.translation import gettext as _

# Words that only the municipality's own voice may begin with.
OFFICIAL = re.compile(
    r"^(kommunen|kommunledning|förvaltningen|förvaltningens|registrator|moderator|administratör|administrator"
    r"|kommundirektör|kommunstyrelsen|kommunfullmäktige|the municipality|the administration)\b"
)
BODIES = ("authority", "party", "council")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def refusal(name: str, *, municipality: str, kind: str) -> str:
    """Why a name may not be shown, as a sentence for its sender; "" for one that may. `kind` is of SenderKind."""
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for sign in name):
        return _("The name has signs in it that cannot be seen. Write it with ordinary letters.")
    if any(mixed(word) for word in name.split()):
        return _("The name mixes letters of different alphabets. Write it with one of them.")
    if imitates(name, municipality, kind):
        return _("The name can be taken for the municipality’s own. Write your own name, or that of your organisation.")
    return ""


def folded(name: str) -> str:
    """A name as it is taken by the eye: one form of each letter, small, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def mixed(word: str) -> bool:
    """Whether one word has letters that look alike from several alphabets."""
    names = (unicodedata.name(sign, "") for sign in word if sign.isalpha())
    return len({name.split()[0] for name in names if name.startswith(SCRIPTS)}) > 1


def imitates(name: str, municipality: str, kind: str) -> bool:
    """The municipality's name alone is nobody's; boards, councils and parties may have it in theirs."""
    own, said = folded(municipality), folded(name)
    letters = re.sub(r"[\W_]+", "", said)
    if letters in (re.sub(r"[\W_]+", "", own), re.sub(r"[\W_]+", "", own) + "s"):
        return True
    return kind not in BODIES and (said.startswith(own) or OFFICIAL.match(said) is not None)
