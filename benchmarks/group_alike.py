"""Grouping nearly equal comments: 1,000 copies of a campaign text with 5 % edits among 1,000 honest ones; then 5,000.

The edits of a copy: words changed, left out and put in, 5 % of them together, and a name at its end. The honest ones
are about the same paragraphs: each says other things in words of its own, and some quote the paragraph.
"""

import json
import os
import random
import tempfile
import time
import uuid
from collections import Counter
from datetime import timedelta

COPIES = HONEST = 1000
TARGET = {"in_one_group": 0.95, "honest_with_them": 0.01, "seconds_of_5000": 30}
CAMPAIGN = """Jag säger nej till att kommunen bara svarar på frågor inom två dagar. Vi som bor här behöver svar samma
dag, särskilt när det gäller skolan, vården och vattnet. Bemanna kontona på kvällar och helger också, och låt de
anställda skriva under med sitt eget namn. Det är vår kommun och vi betalar för den. Ta tillbaka förslaget och gör om
det i samråd med invånarna innan fullmäktige fattar sitt beslut i höst."""
WHO = "Jag|Vi i föreningen|Min familj|Som företagare|Som lärare|Som pensionär|Vi på gården|Min granne".split("|")
FEEL = "tycker|menar|anser|hoppas|befarar|ser|vet av erfarenhet|har sett i grannkommunen".split("|")
WHAT = (
    "att två dagar räcker gott|att svaren måste vara skrivna på lättläst svenska|att bilder på barn aldrig ska läggas"
    " ut|att varje konto behöver en ansvarig med mandat|att kontona ska stänga när ingen sköter dem|att politiker inte"
    " ska skriva i kommunens namn|att näthat måste anmälas till polisen|att kommentarer inte ska raderas utan"
    " förklaring|att pengarna gör större nytta i skolan|att uppföljningen borde ske varje år"
).split("|")
WHY = (
    "det har vi sett under pandemin|annars vågar ingen fråga|lagen kräver det|många äldre saknar andra vägar in|det"
    " kostar nästan ingenting|ungdomarna är där och ingen annanstans|kvaliteten blir lidande|förtroendet är lågt redan"
    " nu|personalen hinner inte mer|det står inget om det i förslaget"
).split("|")
QUOTE = "Kommunen ska svara på frågor inom två dagar, utan dröjsmål. Det står så i texten men "


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{var}/alike.sqlite3",
            "SAMRAD_VAR": var, "SAMRAD_DEMO": "0", "SAMRAD_DEBUG": "0",
        }  # fmt: skip
        figures = measured()
    met = (
        figures["in_one_group"] >= TARGET["in_one_group"] and figures["honest_with_them"] <= TARGET["honest_with_them"]
    )
    met = met and figures["seconds_of_5000"] < TARGET["seconds_of_5000"]
    print(json.dumps({"name": "group_alike", "figures": figures, "target": TARGET, "met": met}))


def measured() -> dict:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from consultation.domain import alike
    from tests.base import Cast, announce, make_policy

    call_command("prepare", verbosity=0)
    chance = random.Random(7)
    texts = [(copied(chance), "copy") for _ in range(COPIES)] + [(honest(chance), "honest") for _ in range(HONEST)]
    chance.shuffle(texts)
    with transaction.atomic():
        cast = Cast()
        consultation = announce(cast, make_policy(cast))
        first = said(consultation, texts)
    seconds = timed(alike.group_rest)
    figures = shares(first) | {"seconds_of_2000": seconds}
    more = [(honest(chance) if n % 3 else copied(chance), "more") for n in range(3000)]
    with transaction.atomic():
        said(consultation, more)
    figures["seconds_of_5000"] = round(seconds + timed(alike.group_rest), 2)
    with transaction.atomic():
        said(consultation, [(copied(chance), "late")])
    return figures | {"milliseconds_of_one_more": round(1000 * timed(alike.group_new), 1)}


def copied(chance: random.Random) -> str:
    """The campaign as one person sends it."""
    words = CAMPAIGN.split()
    for _ in range(round(len(words) * 0.05)):
        at = chance.randrange(len(words))
        match chance.randrange(3):
            case 0:
                words[at] = chance.choice(honest(chance).split())
            case 1:
                del words[at]
            case 2:
                words.insert(at, chance.choice(honest(chance).split()))
    return " ".join(words) + f" {chance.choice('Anna Bo Cilla Dag Eva'.split())} Person{chance.randrange(9999)}"


def honest(chance: random.Random) -> str:
    parts = [
        f"{chance.choice(WHO)} {chance.choice(FEEL)} {chance.choice(WHAT)}, eftersom {chance.choice(WHY)}."
        for _ in range(chance.randrange(1, 4))
    ]
    return (QUOTE if chance.random() < 0.3 else "") + " ".join(parts)


def said(consultation, texts) -> dict[int, str]:
    """Comments straight into the tables; which sort each is of, by its pk."""
    from django.utils import timezone

    from consultation.models import Comment, CommentCounter, Submission

    places = list(consultation.version.paragraphs.filter(kind="paragraph"))
    day = timezone.now() - timedelta(minutes=9)
    sorts = {}
    for at, (text, sort) in enumerate(texts):
        number = CommentCounter.objects.draw(consultation.version.policy_id)
        sent = Submission.objects.create(consultation=consultation, number=number, key=uuid.uuid4(), received_at=day)
        comment = Comment(
            consultation=consultation, policy=consultation.version.policy, submission=sent, number=number,
            paragraph=places[at % 2], state="shown", submit_date=day, comment=text,
        )  # fmt: skip
        comment.save()
        sorts[comment.pk] = sort
    return sorts


def shares(sorts: dict[int, str]) -> dict:
    from consultation.models import Comment

    groups = dict(Comment.objects.values_list("pk", "alike"))
    found = Counter(groups[pk] for pk, sort in sorts.items() if sort == "copy" and groups[pk])
    group, copies = found.most_common(1)[0]
    honest_ones = sum(1 for pk, sort in sorts.items() if sort == "honest" and groups[pk] == group)
    grouped = sum(1 for pk, sort in sorts.items() if sort == "honest" and groups[pk])
    return {
        "in_one_group": copies / COPIES, "honest_with_them": honest_ones / HONEST,
        "honest_in_groups_of_their_own": grouped / HONEST,
    }  # fmt: skip


def timed(work) -> float:
    begun = time.perf_counter()
    work()
    return round(time.perf_counter() - begun, 3)


if __name__ == "__main__":
    main()
