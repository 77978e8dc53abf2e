"""A server of a benchmark's own on a free port of this machine, and what asks it: plain sockets, cheap beside it."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@contextlib.contextmanager
def server(port: int, *, workers: int = 2, threads: int = 4) -> Iterator[int]:
    """gunicorn over the database of this run, stopped at the end; its process id."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    process = subprocess.Popen([*command, "--workers", str(workers), "--threads", str(threads)], env=os.environ)
    try:
        for _try in range(300):
            with contextlib.suppress(OSError), Connection(port) as asked:
                if asked.get("/healthz")[0] == 200:
                    break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def worked(parent: int) -> float:
    """Seconds of processor time that the children of a process have used, as Linux counts it."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            _state, above, *said = path.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, said[9:11])) if int(above) == parent else 0
    return ticks / os.sysconf("SC_CLK_TCK")


class Connection:
    """One connection that is kept open, as a browser does it, or (`kept=False`) a new one each time, as of a proxy."""

    def __init__(self, port: int, *, kept: bool = True) -> None:
        self.port, self.kept = port, kept
        self.socket: socket.socket | None = None
        if kept:
            self.open()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *fault) -> None:
        self.close()

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None

    def open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        """Status, head and body."""
        return self.send(self.request("GET", path, headers))

    def request(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"User-Agent: {BROWSER}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if not self.kept:
            lines.append("Connection: close")
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    def send(self, request: bytes) -> tuple[int, str, bytes]:
        """The answer; where the server has closed the connection meanwhile, over a new one."""
        if self.socket is None:
            self.open()
        try:
            self.socket.sendall(request)
            return self.answer()
        except (ConnectionError, EOFError):
            self.close()
            self.open()
            self.socket.sendall(request)
            return self.answer()

    def answer(self) -> tuple[int, str, bytes]:
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.more()
        head, _end, body = got.partition(b"\r\n\r\n")
        head = head.decode("latin-1")
        length = field(head, "content-length")
        while len(body) < int(length or 0):
            body += self.more()
        if field(head, "connection").lower() == "close":
            self.close()
        return int(head.split(" ", 2)[1]), head, body

    def more(self) -> bytes:
        if got := self.socket.recv(262144):
            return got
        raise EOFError


def field(head: str, name: str) -> str:
    """A field of an answer's head; "" without one."""
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    return next((value.strip() for key, _colon, value in lines if key.lower() == name), "")


def fields(head: str, name: str) -> list[str]:
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    return [value.strip() for key, _colon, value in lines if key.lower() == name]


def rate(port: int, path: str, *, clients: int, seconds: float, **headers: str) -> float:
    """Requests a second that so many visitors are answered, each asking again at once."""
    counts, ends = [0] * clients, time.perf_counter() + seconds

    def ask(at: int) -> None:
        with Connection(port) as connection:
            request = connection.request("GET", path, headers)
            while time.perf_counter() < ends:
                status, _head, _body = connection.send(request)
                assert status == 200, status
                counts[at] += 1

    begun = time.perf_counter()
    visitors = [threading.Thread(target=ask, args=(at,)) for at in range(clients)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(counts) / (time.perf_counter() - begun)
