"""Which papers the public may fetch, and how far each is."""

from collections.abc import Sequence

from consultation.domain.matter import Matter, consultation_of, published_answers
from drafts.domain import editions
from drafts.models import Edition, Version

Kind = Edition.Kind


def allowed(matter: Matter, version: Version) -> set[str]:
    """The kinds of paper of a version that are public: causes and answers only once the answers are published."""
    kinds = {str(Kind.CLEAN)}
    if consultation_of(version):
        kinds.add(str(Kind.POSTER))
    if published_answers(matter.before(version)):
        kinds.add(str(Kind.MARKED))
    if consultation_of(version) and published_answers(version):
        kinds.add(str(Kind.REPORT))
    return kinds


def papers(matter: Matter, version: Version) -> Sequence[Edition]:
    """The newest ready paper of each public kind."""
    rows = version.editions.filter(state=Edition.State.READY, kind__in=allowed(matter, version)).order_by("kind", "-pk")
    newest = {}
    for row in rows:
        newest.setdefault(row.kind, row)
    return [newest[kind] for kind in Kind.values if kind in newest]


def paper(matter: Matter, version: Version, kind: str) -> Edition | None:
    """The newest paper that is ready, else the newest that was asked for; None when not public or never asked for."""
    if kind not in allowed(matter, version):
        return None
    return editions.latest(version, kind) or editions.newest_request(version, kind)
