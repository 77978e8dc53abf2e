"""Jobs of the worker."""

from django_tasks import task


@task()
def make_edition(edition_id: int) -> str:
    """Makes one PDF; returns the state that it ends in."""
    from consultation.domain import printing  # printing asks for papers by way of this job

    return printing.make(edition_id)


@task()
def write_letters(consultation_id: int) -> int:
    """Writes the mails to the senders of a consultation; returns how many."""
    from consultation.domain import letters  # letters enqueues this job

    return letters.write(consultation_id)


@task()
def gather_feed(feed_id: int) -> int:
    """Fetches a feed of another channel; returns how many entries are new."""
    from consultation.domain.gathering import feeds  # feeds enqueues this job

    return feeds.gather(feed_id)
