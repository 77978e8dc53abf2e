"""Files as people attach them, and as nobody should."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.drafts import office_files

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(form: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size).save(file, form)
    return file.getvalue()


def docx(**more) -> bytes:
    return office_files.docx(office_files.p("Vårt yttrande."), **more)


def odt(**members: bytes) -> bytes:
    return office_files.odt("<text:p>Vårt yttrande.</text:p>", **members)


def chosen(data: bytes = PDF, name: str = "yttrande.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)
