"""How fast a folder with thousands of comments is loaded and dumped, and how many comments find their paragraph."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
LARGE = "fr-republique-numerique"
# Seconds to load the large one; comments on paragraphs of the others.
SECONDS = 60
PLACED = {"us-source-code-policy": 70, "us-18f-open-source-policy": 125}


def main() -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    inputs = Path(os.environ.get("SAMRAD_SHARED", settings.BASE_DIR.parent / "shared")) / "inputs"
    if not inputs.is_dir():
        print("The real inputs are not here (inputs/ in the folder shared/ beside the project, or SAMRAD_SHARED).")
        print(json.dumps({"name": "load_policy", "figures": {}, "target": {}, "met": None}))
        return 0
    old = setup_databases(verbosity=0, interactive=False)
    try:
        figures = measure(inputs)
    finally:
        teardown_databases(old, verbosity=0)
    target = {"load_seconds": SECONDS, "on_paragraphs": PLACED}
    met = figures["load_seconds"] < SECONDS and all(
        figures["on_paragraphs"][name] >= least for name, least in PLACED.items()
    )
    print(json.dumps({"name": "load_policy", "figures": figures, "target": target, "met": met}))
    return 0 if met else 1


def measure(inputs: Path) -> dict:
    from consultation.domain.folder import dumping, loading, reading

    start = time.perf_counter()
    loaded = loading.load(reading.read(inputs / LARGE, language="fr"))
    done = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        dumping.dump(loaded.policy, Path(folder) / LARGE)
    dumped = time.perf_counter()
    placed = {name: loading.load(reading.read(inputs / name, language="en")).placed for name in PLACED}
    return {
        "comments": len(loaded.comments),
        "load_seconds": round(done - start, 1),
        "dump_seconds": round(dumped - done, 1),
        "on_paragraphs": {name: counts["exact"] + counts["likeness"] for name, counts in placed.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
