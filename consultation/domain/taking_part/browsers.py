"""What a browser can prove: the rows that it sent, and those whose mailed link it has used."""

from dataclasses import dataclass, replace

from consultation.models import Agreement, Consultation, Submission

# A cookie has room for four thousand signs; the oldest go first.
MOST = 60


@dataclass(frozen=True)
class Browser:
    """Keys of rows, newest last, as its signed cookie holds them; it holds no address and no name.

    `sent`: submissions sent from it. `confirmed`, `agreed`: submissions and agreements whose link was used in it.
    """

    sent: tuple[int, ...] = ()
    confirmed: tuple[int, ...] = ()
    agreed: tuple[int, ...] = ()

    def with_row(self, kind: str, pk: int) -> "Browser":
        """The same with one more row of `kind` (the name of a field)."""
        rows = [row for row in getattr(self, kind) if row != pk]
        return replace(self, **{kind: (*rows, pk)[-MOST:]})

    def addresses(self, consultation: Consultation) -> list[str]:
        """The addresses that were confirmed in it for this consultation, the last first."""
        if not (self.confirmed or self.agreed):
            return []
        sent = Submission.objects.filter(pk__in=self.confirmed, consultation=consultation, confirmed_at__isnull=False)
        agreed = Agreement.objects.confirmed().filter(pk__in=self.agreed, comment__consultation=consultation)
        found = [
            *sent.exclude(email="").order_by("-confirmed_at").values_list("email", flat=True),
            *agreed.order_by("-confirmed_at").values_list("email", flat=True),
        ]
        return list(dict.fromkeys(address.lower() for address in found))

    def has_confirmed(self, address: str, consultation: Consultation) -> bool:
        """Whether the address needs no other link here. The address alone proves nothing."""
        return bool(address) and address.lower() in self.addresses(consultation)

    def may_change(self, submission: Submission) -> bool:
        """Who used the link may change what was sent; before that, or without an address, the browser it came from.

        Another browser's words under an address that was confirmed elsewhere would be words in somebody's mouth.
        """
        if submission.pk in self.confirmed:
            return True
        return submission.pk in self.sent and submission.confirmed_at is None


NOBODY = Browser()
