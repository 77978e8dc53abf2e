"""Two versions of 1,000 paragraphs, every one edited: compared the first time, then read as stored, as a page.

Also how long freezing takes as versions of 400 paragraphs add up, since each is compared with all before it.
`script/bench compare_versions`. Milliseconds are medians; the processor's time beside the clock's.
"""

import json
import os
import tempfile
import time
from statistics import median

PARAGRAPHS, LATER, VERSIONS = 1000, 400, 5
ROUNDS = 5
TARGET = {"first_milliseconds": 1000}
WORDS = (
    "Kommunen ska svara på frågor som kommer in på kommunens konton i sociala medier inom {n} arbetsdagar. Den som "
    "svarar skriver sitt förnamn och sin funktion, hänvisar till källan och talar om när ett fullständigt svar kan "
    "väntas. Kan frågan inte besvaras i tid {said} kommunen det, och lämnar den vidare till ansvarig nämnd {number}."
)


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SAMRAD_VAR": var,
            "SAMRAD_DEMO": "0",
            "SAMRAD_DEBUG": "0",
            "DATABASE_URL": "sqlite:///compare.sqlite3",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare", verbosity=0)
        figures = {**measure_pair(), "freezing": measure_freezing()}
    met = figures["first_milliseconds"] < TARGET["first_milliseconds"]
    print(json.dumps({"name": "compare_versions", "figures": figures, "target": TARGET, "met": met}))


def text(paragraphs: int, version: int) -> str:
    """A policy in which every paragraph is edited from version to version."""
    said = ["säger", "meddelar", "skriver"]
    return "# Riktlinjer\n\n" + "\n\n".join(
        WORDS.format(n=version + 1, said=said[version % 3], number=number) for number in range(paragraphs)
    )


def policy_of(title: str, paragraphs: int, versions: int) -> tuple:
    """A published policy, and what freezing each of its versions took, in milliseconds."""
    from django.utils import timezone

    from consultation.domain import lifecycle
    from drafts.domain import blocks, importing, policies
    from drafts.domain.versions import freeze
    from drafts.models import DocumentType, Version
    from organisation.models import Unit

    kind, _made = DocumentType.objects.get_or_create(name="Riktlinje", defaults={"deciding_body": "KF"})
    unit, _made = Unit.objects.get_or_create(name="Kommunstyrelsen")
    policy, took = policies.create(title, document_type=kind, unit=unit, by=None), []
    lineages = None
    for version in range(1, versions + 1):
        importing.replace_text(
            policy.versions.draft(), blocks.split(text(paragraphs, version)), by=None, lineages=lineages
        )
        lineages = list(policy.versions.draft().paragraphs.values_list("lineage", flat=True))
        begun = time.perf_counter()
        frozen = freeze(policy, by=None, state=Version.State.IMPORTED)
        took.append(round(1000 * (time.perf_counter() - begun)))
        lifecycle.publish(frozen, at=timezone.now())
    return policy, took


def measure_pair() -> dict:
    """The first comparison, as it is found and stored, and the page that is read from the store."""
    from django.test import Client

    from drafts.domain import comparison
    from drafts.domain.comparison import ancestry, record
    from drafts.models import Comparison, Paragraph

    policy, took = policy_of("Tusen stycken", PARAGRAPHS, 2)
    first, second = policy.versions.get(number=1), policy.versions.get(number=2)
    clock, processor = [], []
    for _round in range(ROUNDS):
        begun, spent = time.perf_counter(), time.process_time()
        old, new = (list(Paragraph.objects.filter(version=version)) for version in (first, second))
        rows = record.entries(first, second, old, new, ancestry.ties(policy, 1, 2))
        json.dumps(rows)
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - spent))
    stored = timed(lambda: comparison.compare(first, second))
    client = Client(headers={"host": "127.0.0.1"})
    page = timed(lambda: client.get(f"/policies/{policy.slug}/compare/1/2/"))
    return {
        "paragraphs": len(rows),
        "edited": sum(row["kind"] == "edited" for row in rows),
        "first_milliseconds": round(median(clock), 1),
        "first_processor_milliseconds": round(median(processor), 1),
        "freeze_milliseconds": took[1],
        "stored_milliseconds": stored,
        "stored_page_milliseconds": page,
        "stored_kilobytes": len(json.dumps(Comparison.objects.get(before=first, after=second).rows)) // 1024,
    }


def measure_freezing() -> dict:
    """What freezing takes as versions add up."""
    _policy, took = policy_of("Fem versioner", LATER, VERSIONS)
    return {"paragraphs": LATER, "milliseconds_by_version": took}


def timed(read) -> float:
    """The median of a few rounds, in milliseconds."""
    found = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        read()
        found.append(1000 * (time.perf_counter() - begun))
    return round(median(found), 1)


if __name__ == "__main__":
    main()
