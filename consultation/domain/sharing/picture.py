"""The picture that other sites show beside a link: title, dates, who is speaking. 1200 x 630 points, PNG."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from consultation.domain.matter import Matter
from consultation.models import Consultation
from drafts.models import Version
from organisation.domain.dates import day_and_year, until
from organisation.models import Municipality

SIZE = (1200, 630)
EDGE, BAND = 80, 24
INK, PAPER, QUIET = "#16191b", "#ffffff", "#565f66"
TITLE_SIZES, TITLE_LINES = (76, 64, 54, 46), 4
FONTS = Path(settings.BASE_DIR) / "drafts" / "print" / "fonts"


def picture(matter: Matter, version: Version, consultation: Consultation | None) -> bytes:
    """The PNG; the same for the same rows on the same side of the closing moment."""
    known = Municipality.current()
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], BAND), fill=known.profile_colour)
    left = EDGE + paste_logo(image, known)
    draw.text((left, EDGE), known.name, font=font("sans-bold", 36), fill=INK)
    lines, face = fitted(draw, matter.title_of(version))
    top = 190
    for line in lines:
        draw.text((EDGE, top), line, font=face, fill=INK)
        top += round(face.size * 1.16)
    draw.text((EDGE, SIZE[1] - EDGE - 36), standing(matter, consultation), font=font("sans", 36), fill=QUIET)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def standing(matter: Matter, consultation: Consultation | None) -> str:
    """What can be done, and until when."""
    if consultation is None:
        return str(matter.policy.document_type)
    phase = consultation.phase(matter.now)
    if phase == "closed":
        return _("Closed for comments")
    if phase == "coming":
        return _("Opens %(day)s") % {"day": day_and_year(consultation.opens_at)}
    return _("Open for comments %(until)s") % {"until": until(consultation.closes_at)}


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size)


def fitted(draw: ImageDraw.ImageDraw, title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The title in lines, in the largest size in which it fits; what fits in none ends with an ellipsis."""
    for size in TITLE_SIZES:
        face = font("title", size)
        lines = wrapped(draw, title, face)
        if len(lines) <= TITLE_LINES:
            return lines, face
    return [*lines[: TITLE_LINES - 1], lines[TITLE_LINES - 1] + " …"], face


def wrapped(draw: ImageDraw.ImageDraw, title: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """Broken at spaces, and inside a word that is wider than the picture."""
    lines, room = [""], SIZE[0] - 2 * EDGE
    for word in title.split():
        while word:
            tried = f"{lines[-1]} {word}".strip()
            if draw.textlength(tried, font=face) <= room:
                lines[-1] = tried
                break
            if lines[-1]:
                lines.append("")
                continue
            part = next(n for n in range(len(word), 0, -1) if n == 1 or draw.textlength(word[:n], font=face) <= room)
            lines[-1], word = word[:part], word[part:]
            lines.append("")
    return [line for line in lines if line] or [""]


def paste_logo(image: Image.Image, known: Municipality) -> int:
    """Draws the logo where it is a PNG; how far the name moves to the right."""
    if not known.logo_light or not known.logo_light.name.endswith(".png"):
        return 0
    try:
        with known.logo_light.open("rb") as file:
            logo = Image.open(file).convert("RGBA")
            logo.thumbnail((160, 72))
    except (OSError, UnidentifiedImageError):
        return 0
    image.paste(logo, (EDGE, EDGE - (logo.height - 44) // 2), logo)
    return logo.width + 24
