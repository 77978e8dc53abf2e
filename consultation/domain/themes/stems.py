"""The words that tell what a text is about: without the small ones (Swedish, English, French), one form of each."""

from consultation.domain.alike.likeness import LINK, words_of

SMALL = frozenset(
    """
    alla allt andra att av bara bli blir borde bra både då de del delar dem den denna deras dess dessa det detta dig
    din dina ditt dock där därför efter eftersom eller en enligt er ett ett fler flera för förslag förslaget får ganska
    genom ge ger gör göra ha hade han har hela heller hon hos hur här i igen in inga ingen inget innan inom inte ja jag
    jo just kan kanske kommer kommun kommunen kommunens kunde lite man med mellan men mer mera min mina mitt mot mycket
    måste ni nog nu när någon något några och också om oss på redan sedan samma ser sig sin sina sitt ska skall skulle
    som stor står så sådan sådana säga säger ta tar till tycker tänker under upp ur ut utan vad var vara varför varje
    vem vi vid vilka vilken vilket vill väl vår våra vårt åt än även är över stycke stycket text texten punkt punkten
    about after all also an and any are as at be because been but by can could did do does for from had has have he her
    his how if in into is it its just like make may more most much must my no nor not of on one only or other our out
    over own proposal should since so some such than that the their them then there these they think this those to too
    under up very want was we well were what when where which while who why will with would you your paragraph section
    alors au aucun aussi autre autres aux avec avoir bien car ce cela ces cet cette ceux chaque comme contre dans de
    des deux doit doivent donc dont du elle elles encore entre est et être eux fait faire faut fois font ici il ils je
    la le les leur leurs lors mais me mes mieux moins mon même ne nos notre nous ont ou où par pas peu peut peuvent plus
    pour pourquoi pouvoir quand que quel quelle quelles quels qui quoi sa sans se sera ses si soit son sont sous sur ta
    tel telle tous tout toute toutes trop très un une vers vos votre vous été était aujourd hui article
    ett två tre fyra fem http https www html com org
    """.split()
)
# Endings of Swedish and English; the longest is taken that leaves at least four letters.
ENDINGS = frozenset(
    """ernas arnas ornas andes heterna heten heter ningar ningen ationer ationen ation ande ende arna erna orna
    aste are ast ade ades ning het igt iga ing ingen ings edly ings ies ied ers es ed ly ment ments ness
    en et ar er or an na as is ns a e s t n""".split()
)
LENGTHS = sorted({len(ending) for ending in ENDINGS}, reverse=True)
LEAST = 4


def stem(word: str) -> str:
    """The word without its ending: cykeln, cyklar and cykel are not quite one, cyklar and cyklarna are."""
    for length in LENGTHS:
        if len(word) - length >= LEAST and word[-length:] in ENDINGS:
            return word[:-length]
    return word


def telling(text: str) -> list[str]:
    """The words of a text that are neither small nor figures."""
    return [
        word for word in words_of(LINK.sub(" ", text)) if len(word) > 2 and word not in SMALL and not word[0].isdigit()
    ]
