"""Which addresses of the net a feed may be fetched from: the public ones, and no door into our own house."""

import ipaddress
import socket
import threading
from contextlib import suppress

from django.utils.translation import gettext as _

from organisation.exceptions import ActRefused

# Public by their numbers, but a way to others: NAT64 and 6to4 carry an IPv4 address, the relays lead anywhere.
DETOURS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "192.88.99.0/24")]


class FetchFailed(ActRefused):
    """Nothing was fetched; the sentence says why."""


class Reach:
    """The public net. Tests give acts another one that reaches their own server; nothing else does."""

    ports: tuple[int, ...] = (80, 443)

    def may(self, address: str) -> bool:
        """Whether this IP address is one of the public net."""
        ip = ipaddress.ip_address(address.partition("%")[0])
        ip = getattr(ip, "ipv4_mapped", None) or ip
        if any(ip.version == net.version and ip in net for net in DETOURS):
            return False
        return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)

    def resolve(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host."""
        return [found[4][0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

    def places(self, host: str, port: int, seconds: float) -> list[tuple[str, int]]:
        """Where to connect for a host: asked once, so that what was checked is what is connected to.

        Refused when any of its addresses is not public, and when the name servers take longer than `seconds`.
        """
        if self.ports and port not in self.ports:
            raise FetchFailed(_("Only addresses at the ports 80 and 443 are fetched."))
        found = self.resolved(host, port, seconds)
        if not found:
            raise FetchFailed(_("There is no site with the name %(host)s.") % {"host": host[:100]})
        if not all(self.may(address) for address in found):
            raise FetchFailed(_("The address does not lead to the public net, so nothing is fetched from it."))
        return [(address, port) for address in dict.fromkeys(found)]

    def resolved(self, host: str, port: int, seconds: float) -> list[str]:
        """`resolve`, waited for so long and no longer: the system's own cannot be called back."""
        found: list[str] = []

        def look() -> None:
            with suppress(OSError, UnicodeError):
                found.extend(self.resolve(host, port))

        asking = threading.Thread(target=look, daemon=True)
        asking.start()
        asking.join(seconds)
        return list(found)


PUBLIC = Reach()
