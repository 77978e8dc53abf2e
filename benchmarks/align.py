"""How long a thousand paragraphs take to align, in the kinds that cost most."""

import json
import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SECONDS = 2
TIMES = 3


def main() -> int:
    import django

    django.setup()
    from drafts.domain.alignment import align
    from tests.drafts.edits import KINDS, thousand

    figures = {}
    for kind in KINDS:
        old, new = thousand(kind)
        took = []
        for _time in range(TIMES):
            start = time.perf_counter()
            align(old, new)
            took.append(time.perf_counter() - start)
        figures[kind] = round(statistics.median(took), 2)
    met = max(figures.values()) < SECONDS
    print(json.dumps({"name": "align", "figures": figures, "target": {"seconds": SECONDS}, "met": met}))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
