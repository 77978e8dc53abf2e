"""How long script/demo takes in a fresh clone until the front page answers: the first time, and after that."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
FIRST, AFTER = 180, 10
ROUNDS = 3


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def start(clone: Path) -> float:
    """Seconds from the command to the first 200 of the front page."""
    port = free_port()
    begun = time.perf_counter()
    demo = subprocess.Popen(
        ["script/demo", "--port", str(port)], cwd=clone, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while demo.poll() is None:
            try:
                if urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).status == 200:
                    return time.perf_counter() - begun
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise SystemExit("The demo ended by itself.")
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait(30)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "samrad"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first = start(clone)
        after = median(start(clone) for _round in range(ROUNDS))
    figures = {"first_seconds": round(first, 1), "after_seconds": round(after, 2)}
    print(
        json.dumps(
            {
                "name": "demo_start",
                "figures": figures,
                "target": {"first_seconds": FIRST, "after_seconds": AFTER},
                "met": first < FIRST and after < AFTER,
            }
        )
    )


if __name__ == "__main__":
    main()
