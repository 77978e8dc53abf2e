"""Jobs of the worker."""

from django_tasks import task


@task()
def make_edition(edition_id: int) -> str:
    """Makes one PDF; returns the state that it ends in."""
    from consultation.domain import printing  # printing asks for papers by way of this job

    return printing.make(edition_id)
