"""What was made of a policy holds until something happens to it or the clock turns.

Whether it does is one query: every act records an event in its transaction, so that two processes never show what was
before an act that is done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from organisation.domain import log

# For what no event tells of: the municipality's settings.
LONGEST = timedelta(seconds=30)
# An event is dated before its transaction ends; none takes longer.
UNDER_WAY = timedelta(minutes=2)
# Nothing that is shown follows from them, but how many comments came in.
UNSEEN = ("comment received", "comment reported", "following asked for", "following confirmed", "following changed")


@dataclass(frozen=True, kw_only=True)
class Still:
    """Something made of a policy: it holds before `until`, while `events` are all that its log has from `since`."""

    chain: UUID
    since: datetime
    events: int
    until: datetime

    def holds(self, now: datetime) -> bool:
        return now < self.until and log.written_since(self.chain, self.since, but=UNSEEN) == self.events
