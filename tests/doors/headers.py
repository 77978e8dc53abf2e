"""What every answer carries."""

from django.conf import settings

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY),
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
STRICTER = {"Referrer-Policy": "no-referrer"}  # a page whose address is a secret
CLOSED = "default-src 'none'; sandbox"  # a file that somebody sent
POLICY = {name: " ".join(value) for name, value in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()}


def lacking(answer) -> list[str]:
    """The names of headers that are missing or say something else."""
    found = [name for name, value in EXPECTED.items() if answer.headers.get(name) not in (value, STRICTER.get(name))]
    said = answer.headers.get("Content-Security-Policy", "")
    csp = dict(part.partition(" ")[::2] for part in said.split("; ") if part)
    return found + (["Content-Security-Policy"] if csp != POLICY and said != CLOSED else [])
