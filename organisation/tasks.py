"""Jobs of the worker."""

from django_tasks import task


@task()
def send_mail(mail_id: int) -> str:
    """Sends one mail of the outbox."""
    from organisation.domain import post  # post enqueues this job

    return post.send(mail_id)


@task()
def seal_log() -> int:
    """Seals the citizens' posts into the chains of their policies."""
    from organisation.domain import log

    return log.seal_all()
