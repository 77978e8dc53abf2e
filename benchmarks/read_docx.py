"""A Word file of two hundred pages read to its preview: the whole process from its start; the target is for a hundred.

Megabytes are the peak of the process and the peak of its pandoc added, which is more than both had at one time.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS, MEGABYTES = 10, 500
SECTIONS = 100
READ = """
import resource, sys
import django
django.setup()
from drafts.domain.office import readers, sniffing
data = open(sys.argv[1], "rb").read()
reading = readers.read(data, sniffing.form_of(data))
peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(len(reading.text.blocks), *peaks)
"""


def source() -> str:
    """201 pages as LibreOffice sets them: headings, running text, lists in two levels, tables, notes."""
    sentence = "Kommunen ska svara på frågor inom två dagar, och den som svarar ska ha läst vad som frågades. "
    parts = ["---\ntitle: Riktlinjer i hundra sidor\n---\n"]
    for n in range(1, SECTIONS + 1):
        parts.append(f"# Avsnitt {n}\n")
        for m in range(1, 4):
            parts.append(f"## Del {n}.{m}\n\n{sentence * 6} **Viktigt** i {n}.{m}.[^{n}-{m}]\n")
            parts.append(
                f"{sentence * 4}\n\n- första punkten {sentence}\n- andra\n    - under den {n}\n    - och den {m}\n"
            )
            parts.append(f"[^{n}-{m}]: Not till {n}.{m}.\n")
        parts.append("| Roll | Uppgift | Tid |\n|---|---|---|\n" + "| ansvarig | svarar på frågor | två dagar |\n" * 8)
    return "\n".join(parts)


def main() -> None:
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "hundred.docx")
        pandoc = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=docx", f"--output={file}"]
        subprocess.run(pandoc, input=source().encode(), check=True)
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SAMRAD_VAR": folder,
            "SAMRAD_DEMO": "0",
            "SAMRAD_DEBUG": "1",
        }
        before = time.perf_counter()
        command = [sys.executable, "-c", READ, str(file)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        seconds = time.perf_counter() - before
        size = file.stat().st_size
    blocks, own, pandoc = (int(figure) for figure in done.stdout.split())
    figures = {"seconds": round(seconds, 2), "megabytes": own + pandoc, "own": own, "pandoc": pandoc}
    figures |= {"blocks": blocks, "file_bytes": size}
    met = seconds < SECONDS and own + pandoc < MEGABYTES
    target = {"seconds": SECONDS, "megabytes": MEGABYTES}
    print(json.dumps({"name": "read_docx", "figures": figures, "target": target, "met": met}))


if __name__ == "__main__":
    main()
