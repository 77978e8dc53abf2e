"""Posting by 16 at once, from the form to the receipt, over HTTP: none lost, none doubled.

The forms are fetched first, since nobody writes in less than two seconds; measured is sending each and reading its
receipt, on a text of 200 paragraphs that has 5,000 comments. Every twentieth is sent twice, as by a double click.
`processor` is what the server's processes worked for one post with its receipt, in milliseconds.
SQLite on the disk with every commit waited for; PostgreSQL by `script/postgres .venv/bin/python -m benchmarks.posting`.
"""

import json
import os
import re
import tempfile
import threading
import time
import uuid
from statistics import median
from urllib.parse import urlencode

from benchmarks.cold_page import begin, crowd, version_address
from benchmarks.serving import Connection, field, fields, free_port, server, worked

CLIENTS, EACH, AGAIN = 16, 60, 20
COMMENTS = 5_000
WAIT = 2.5
TARGET = {"sqlite": 100, "postgresql": 120}
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        port = free_port()
        os.environ["SAMRAD_ADDRESS"] = f"http://127.0.0.1:{port}"
        begin(var)
        from django.db import connection

        consultation = crowd(COMMENTS)
        numbers = list(consultation.version.paragraphs.filter(kind="paragraph").values_list("number", flat=True))
        places = [f"{version_address(consultation)}p/{number}/comment/" for number in numbers]
        connection.close()
        with server(port) as gunicorn:
            clients = [Client(port, at, places) for at in range(CLIENTS)]
            together(clients, Client.fetch)
            time.sleep(WAIT)
            begun, before = time.perf_counter(), worked(gunicorn)
            together(clients, Client.send)
            seconds, processor = time.perf_counter() - begun, worked(gunicorn) - before
        figures = counted(consultation, clients, seconds)
        figures["processor"] = round(1000 * processor / figures["posts"], 1)
    vendor = connection.vendor
    met = figures["a_second"] >= TARGET[vendor] and not figures["lost"] and not figures["doubled"]
    print(json.dumps({"name": "posting", "figures": {"on": vendor} | figures, "target": TARGET, "met": met}))


class Client:
    """Somebody at a browser of their own who comments on many paragraphs, each time under another address."""

    def __init__(self, port: int, at: int, places: list[str]) -> None:
        self.at, self.places, self.connection = at, places, Connection(port, kept=False)
        self.forms: list[tuple[str, dict, str]] = []
        self.receipts: list[str] = []
        self.times: list[float] = []

    def fetch(self) -> None:
        for turn in range(EACH):
            place = self.places[(self.at * EACH + turn) % len(self.places)]
            status, head, page = self.connection.get(place)
            assert status == 200, status
            hidden = dict(HIDDEN.findall(page.decode()))
            typed = {
                "words": f"Två dagar är för kort tid, säger nummer {turn} hos {self.at}.", "kind": "private",
                "name": f"Person {turn}", "email": f"person{turn}-{self.at}@example.se", "act": "send",
            }  # fmt: skip
            cookie = next(each.split(";")[0] for each in fields(head, "set-cookie") if each.startswith("csrf="))
            self.forms.append((place, hidden | typed, cookie))

    def send(self) -> None:
        for turn, (place, form, cookie) in enumerate(self.forms):
            begun = time.perf_counter()
            self.receipts.append(self.sent(place, form, cookie))
            self.times.append(1000 * (time.perf_counter() - begun))
            if turn % AGAIN == 0:
                assert self.sent(place, form, cookie) == self.receipts[-1]

    def sent(self, place: str, form: dict, cookie: str) -> str:
        """Sends a form and reads the receipt that it leads to; the receipt's address."""
        head = {"Cookie": cookie, "Content_Type": "application/x-www-form-urlencoded"}
        request = self.connection.request("POST", place, head, urlencode(form).encode())
        status, head, page = self.connection.send(request)
        assert status == 302, f"{status}: {page.decode()[-9000:]}"
        receipt = field(head, "location")
        assert self.connection.get(receipt, Cookie=cookie)[0] == 200
        return receipt


def together(clients: list[Client], act) -> None:
    """All at once; whatever goes wrong in one of them ends the run."""
    faults = []

    def run(client: Client) -> None:
        try:
            act(client)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def counted(consultation, clients: list[Client], seconds: float) -> dict:
    """What came in, as the tables have it."""
    from consultation.models import Comment, Submission
    from organisation.models import OutgoingMail

    sent = {uuid.UUID(receipt.strip("/").split("/")[-1]) for client in clients for receipt in client.receipts}
    posts = sum(len(client.receipts) for client in clients)
    found = Submission.objects.filter(consultation=consultation, number__gt=COMMENTS)
    keys, comments = set(found.values_list("key", flat=True)), Comment.objects.filter(submission__in=found).count()
    times = sorted(each for client in clients for each in client.times)
    return {
        "posts": posts, "a_second": round(posts / seconds, 1), "milliseconds": round(median(times)),
        "slowest_of_100": round(times[-len(times) // 100]), "lost": posts - len(sent & keys),
        "doubled": found.count() - posts + abs(comments - posts) + abs(OutgoingMail.objects.count() - posts),
    }  # fmt: skip


if __name__ == "__main__":
    main()
