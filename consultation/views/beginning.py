"""Beginning an answer from the library: what is chosen goes into the field, and nothing that was typed is lost."""

from django.http import QueryDict

from consultation.domain.answers import library
from drafts.models import Policy


def begun(data: QueryDict, policy: Policy, *, key: str, reason: str, outcome: str) -> QueryDict:
    """What was posted, with the reason chosen in `from-<key>` in the field `reason`, below what stood there.

    The outcome that goes with it is put into `outcome` where none was chosen. Without a choice all is as it was.
    """
    data = data.copy()
    chosen = data.get(f"from-{key}", "")
    kept = library.at_hand(policy.unit)
    found = next((row for row in kept if str(row.pk) == chosen), None)
    if found:
        typed = data.get(reason, "").rstrip()
        data[reason] = f"{typed}\n\n{found.reason}" if typed else found.reason
        data[outcome] = data.get(outcome) or found.outcome
    return data
