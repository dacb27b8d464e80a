"""The drawings of the routines: a wave of breath, a body, a face, a neck. Pure, in any thread."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.drawing.palette import palette
from bot.drawing.typeset import png, templates_of
from bot.people.rules import Side
from bot.treatment.guided.routines import Code, Move

_TEMPLATE = templates_of("bot.treatment.guided") / "figure.typ"
_KINDS: Mapping[Code, str] = {
    Code.BREATHING: "breath",
    Code.SCAN: "body",
    Code.FACE: "face",
    Code.EYES: "face",
    Code.NECK: "neck",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing. `left` and `right` are the words; `side` is l, r or b, the person's own."""

    kind: str
    move: str
    side: str
    is_facing: bool
    left: str
    right: str


def figure_of(
    code: Code, move: Move, side: Side | None, *, is_facing: bool, words: tuple[str, str]
) -> Figure:
    """The same for everybody who does this: what does not matter is left out."""
    kind = _KINDS[code]
    if kind in {"breath", "body"}:
        still = "" if kind == "breath" else move.value
        return Figure(kind, still, "b", is_facing=False, left="", right="")
    left, right = words
    return Figure(kind, move.value, (side or Side.BOTH).value[0], is_facing, left, right)


def figure_picture(figure: Figure, *, dark: bool = True) -> bytes:
    """PNG, 900 px wide."""
    return png(_TEMPLATE, figure, palette=asdict(palette(dark=dark)))
