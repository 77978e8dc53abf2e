"""The virus scanner clamd, by its INSTREAM command: whether it finds something in some bytes."""

import socket
import struct

CHUNK = 64 * 1024
PATIENCE = 60


class ScannerDown(Exception):
    """The scanner did not answer, or not in words that are known: nothing is known of the file."""


def is_infected(data: bytes, where: str | tuple[str, int]) -> bool:
    """Asks the clamd at `where` (a path, or host and port). Raises ScannerDown when it cannot say."""
    try:
        answer = _answer(data, where)
    except OSError as error:
        raise ScannerDown(str(error)) from error
    if answer.endswith(": OK"):
        return False
    if answer.endswith(" FOUND"):
        return True
    raise ScannerDown(answer[:200])


def _answer(data: bytes, where: str | tuple[str, int]) -> str:
    family = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
    with socket.socket(family) if isinstance(where, str) else socket.create_connection(where, PATIENCE) as line:
        line.settimeout(PATIENCE)
        if isinstance(where, str):
            line.connect(where)
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(data), CHUNK):
            part = data[at : at + CHUNK]
            line.sendall(struct.pack("!L", len(part)) + part)
        line.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and (more := line.recv(4096)):
            said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
