"""One answer for 500 comments out of 5,000: the whole request of the form that says "all of this selection".

And the same when others have answered three of them meanwhile: refused with the page that names the three.
"""

import json
import os
import tempfile
import time

MANY = 500
TARGET = {"seconds": 1.0}


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{var}/dispose.sqlite3",
            "SAMRAD_VAR": var, "SAMRAD_DEMO": "0", "SAMRAD_DEBUG": "0",
        }  # fmt: skip
        figures = measured()
    print(
        json.dumps(
            {
                "name": "dispose_many", "figures": figures, "target": TARGET,
                "met": max(figures["seconds"], figures["overtaken_seconds"]) < TARGET["seconds"],
            }
        )
    )  # fmt: skip


def measured() -> dict:
    from benchmarks.triage import prepared

    client, consultation = prepared()
    from consultation.domain import dispositions
    from consultation.models import Comment
    from organisation.models import User

    address = f"/staff/consultations/{consultation.slug}/dispose/"
    clock, processor = [], []
    waiting = list(Comment.objects.filter(consultation=consultation).unanswered().values_list("pk", flat=True))
    for turn in range(3):
        pks = waiting[turn * MANY : (turn + 1) * MANY]
        said = ",".join(map(str, pks))
        seen = ",".join(f"{pk}:" for pk in pks)
        data = {"comment": said, "seen": seen, "outcome": "noted", "reason": f"Svar {turn}."}
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.post(address, data)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
        assert answer.status_code == 302, answer.content.decode()[:2000]
    answered = Comment.objects.filter(disposition__reason__startswith="Svar ").count()
    assert answered == 3 * MANY, answered
    pks = waiting[3 * MANY : 4 * MANY]
    three = list(Comment.objects.filter(pk__in=pks[:3]))
    dispositions.dispose(three, outcome="met", reason="", by=User.objects.get(name="Olga"))
    data |= {"comment": ",".join(map(str, pks)), "seen": ",".join(f"{pk}:" for pk in pks)}
    begun = time.perf_counter()
    answer = client.post(address, data)
    overtaken = time.perf_counter() - begun
    assert answer.status_code == 409
    assert Comment.objects.filter(pk__in=pks, disposition=None).count() == MANY - 3
    return {
        "seconds": round(sorted(clock)[1], 3), "processor_seconds": round(sorted(processor)[1], 3),
        "overtaken_seconds": round(overtaken, 3),
    }  # fmt: skip


if __name__ == "__main__":
    main()
