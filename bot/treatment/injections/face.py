"""A face with the sites of an injection, as in a mirror. Pure, safe in any thread."""

from dataclasses import asdict, dataclass

from bot.drawing.palette import palette
from bot.drawing.typeset import png, templates_of

_TEMPLATE = templates_of("bot.treatment.injections") / "face.typ"


@dataclass(frozen=True, slots=True)
class FaceDrawing:
    """`marked` are the codes of sites; the words are in the person's language."""

    left: str
    right: str
    marked: tuple[str, ...]


def face_picture(data: FaceDrawing, *, dark: bool = True) -> bytes:
    """PNG, 900 px wide: numbered points, the marked ones filled."""
    return png(_TEMPLATE, data, palette=asdict(palette(dark=dark)))
