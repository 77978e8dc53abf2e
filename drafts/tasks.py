"""Jobs of the worker."""

from django_tasks import task


@task()
def read_import(import_id: int) -> str:
    """Reads a file that was brought in; returns the state that it ends in."""
    from drafts.domain import imports  # imports asks for reading by way of this job
    from drafts.models import Import

    return imports.read(Import.objects.get(pk=import_id))
