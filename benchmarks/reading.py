"""Reading by many: a page of 200 paragraphs with 5,000 and with 50,000 comments beside a page that never changes.

gunicorn with 2 workers, visitors without a session, in turns within one run, so that the shares hold on a busy machine
too; medians. The page that it is measured by has the same bytes, compressed once, behind the same middleware. Then how
fast who has the page is told so (304), and what a first and a second page weigh in a browser, fonts and all, with
JavaScript and without.
"""

import gzip
import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.cold_page import begin, crowd, paragraph_address, version_address
from benchmarks.serving import Connection, field, free_port, rate, server

ROUNDS, SECONDS, CLIENTS = 7, 1.5, 8
COMMENTS, MANY = 5_000, 50_000
TARGET = {
    "share_of_constant": 0.5, "many_beside_few": 0.9, "unchanged_milliseconds": 5, "first_kilobytes": 160,
    "next_kilobytes": 40,
}  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        port, constant = free_port(), Path(var, "constant.gz")
        constant.write_bytes(b"")
        os.environ |= {"SAMRAD_ADDRESS": f"http://127.0.0.1:{port}", "BENCH_CONSTANT": str(constant)}
        begin(var, "benchmarks.serving.settings")
        few, many = crowd(COMMENTS), crowd(MANY)
        constant.write_bytes(body_of(version_address(few)))
        with server(port):
            figures = rates(port, version_address(few), version_address(many)) | unchanged(port, version_address(few))
            weighed = weights(port, version_address(few), paragraph_address(few))
    met = (
        figures["share_of_constant"] >= TARGET["share_of_constant"]
        and figures["many_beside_few"] >= TARGET["many_beside_few"]
        and figures["unchanged_milliseconds"] < TARGET["unchanged_milliseconds"]
        and all(each["first_kilobytes"] < TARGET["first_kilobytes"] for each in weighed.values())
        and all(each["next_kilobytes"] < TARGET["next_kilobytes"] for each in weighed.values())
    )
    print(json.dumps({"name": "reading", "figures": figures | weighed, "target": TARGET, "met": met}))


def body_of(address: str) -> bytes:
    """The page as it goes over the wire."""
    from django.test import Client

    answer = Client(headers={"host": "127.0.0.1"}).get(address)
    assert answer.status_code == 200, answer.status_code
    return gzip.compress(answer.content)


def rates(port: int, few: str, many: str) -> dict:
    """Requests a second of each page, in turns, and their shares."""
    asked = {"constant": "/constant/", "few": few, "many": many}
    found = {name: [] for name in asked}
    for _round in range(ROUNDS + 1):
        for name, path in asked.items():
            found[name].append(rate(port, path, clients=CLIENTS, seconds=SECONDS, Accept_Encoding="gzip"))
    turns = list(zip(*(found[name][1:] for name in asked), strict=True))
    return {f"{name}_a_second": round(median(each[1:])) for name, each in found.items()} | {
        "share_of_constant": round(median(page / constant for constant, page, _many in turns), 2),
        "many_beside_few": round(median(page / few for _constant, few, page in turns), 2),
    }


def unchanged(port: int, address: str) -> dict:
    """Milliseconds until somebody who has the page is told that it still holds."""
    times = []
    with Connection(port) as connection:
        tag = field(connection.get(address)[1], "etag")
        for _time in range(300):
            begun = time.perf_counter()
            status, _head, _body = connection.get(address, If_None_Match=tag)
            times.append(1000 * (time.perf_counter() - begun))
            assert status == 304, status
    return {"unchanged_milliseconds": round(median(times), 2)}


def weights(port: int, first: str, following: str) -> dict:
    """Kilobytes over the wire of a first page in a fresh browser, and of the next page; with JavaScript and without."""
    chromium = shutil.which("chromium")
    if not chromium:
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        site = f"http://127.0.0.1:{port}"
        found = {
            f"{name}_javascript": weighed(
                browser.new_context(base_url=site, java_script_enabled=name == "with").new_page(), first, following
            )
            for name in ("with", "without")
        }
        browser.close()
    return found


def weighed(page, first: str, following: str) -> dict:
    """What a browser's window loads for one address and then for another."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    loaded, found = [], {}
    network.on("Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"]))
    for name, address in (("first", first), ("next", following)):
        loaded.clear()
        page.goto(address, wait_until="networkidle")
        found |= {f"{name}_kilobytes": round(sum(loaded) / 1000, 1), f"{name}_requests": len(loaded)}
    return found


if __name__ == "__main__":
    main()
