"""Routines and their steps in words: gentle ones, which promise nothing."""

from datetime import timedelta

from markupsafe import Markup

from bot.people.rules import Side
from bot.texts import Translator
from bot.treatment.guided.routines import Code, Move, Routine


def routine_words(t: Translator, routine: Routine) -> str:
    if routine.is_breathing:
        return t.plural("Breathing · {n} minute", "Breathing · {n} minutes", n=routine.minutes)
    names = {
        Code.SCAN: t("Body scan"),
        Code.FACE: t("Face"),
        Code.EYES: t("Around the eyes"),
        Code.NECK: t("Neck and shoulders"),
    }
    return names[routine.code]


def length_words(t: Translator, length: timedelta) -> str:
    """`1:20`: minutes and seconds."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return t("{minutes}:{seconds:02d}", minutes=minutes, seconds=seconds)


def where_words(t: Translator, side: Side | None) -> str:
    """Where on the face, inside a sentence."""
    words = {
        Side.LEFT: t("on your left"),
        Side.RIGHT: t("on your right"),
        Side.BOTH: t("on both sides"),
    }
    return words[side or Side.BOTH]


def step_words(t: Translator, move: Move, side: Side | None) -> Markup:
    """What to do now; left and right are the person's own."""
    if move in _SCAN:
        return _scan_words(t, move)
    if move in _NECK:
        return _neck_words(t, move, side)
    return _face_words(t, move, side)


_SCAN = frozenset(
    {Move.FEET, Move.LEGS, Move.BELLY, Move.HANDS, Move.SHOULDERS, Move.JAW, Move.BROW, Move.WHOLE}
)
_NECK = frozenset({Move.DROP, Move.TILT_AWAY, Move.TILT_TO, Move.TURN_AWAY, Move.TURN_TO, Move.NOD})


def _scan_words(t: Translator, move: Move) -> Markup:
    words = {
        Move.FEET: t.html("Feel your feet: the floor beneath them, warm or cool."),
        Move.LEGS: t.html("Go up through your legs, and let them be heavy."),
        Move.BELLY: t.html("Feel your belly rise and fall. Nothing has to be done."),
        Move.HANDS: t.html("Come to your hands. Let the fingers open a little."),
        Move.SHOULDERS: t.html("Let your shoulders sink with the next breath out."),
        Move.JAW: t.html("Let the teeth part, and the tongue lie loosely."),
        Move.BROW: t.html("Brow and eyelids: notice what is there. It may move as it likes."),
        Move.WHOLE: t.html("Now all of you at once, from the feet to the crown."),
    }
    return words[move]


def _face_words(t: Translator, move: Move, side: Side | None) -> Markup:
    where = where_words(t, side)
    words = {
        Move.WARM: t.html("Rub your palms until they are warm."),
        Move.FOREHEAD: t.html(
            "Stroke your forehead with soft fingertips, from the middle outwards, {where}.",
            where=where,
        ),
        Move.TEMPLE: t.html(
            "Eyes closed: slow small circles at the temple, beside the eye, {where}.", where=where
        ),
        Move.CHEEK: t.html("Flat fingers on the cheek: slow wide circles, {where}.", where=where),
        Move.JOINT: t.html(
            "Slow circles where the jaw hangs, just before the ear, {where}.", where=where
        ),
        Move.CORNER: t.html(
            "Stroke from the corner of the mouth up towards the ear, {where}.", where=where
        ),
        Move.LOOSE: t.html("Let the jaw hang. Lips and tongue are loose."),
        Move.PALMS: t.html(
            "Lay the hollow of your palms over your closed eyes, without pressing. Let it be dark."
        ),
        Move.BROW_STROKE: t.html(
            "Stroke along the brow, from the nose outwards, {where}.", where=where
        ),
        Move.FAR: t.html("Look far away, out of a window if there is one. Blink when it comes."),
        Move.REST: t.html("Hands in your lap. Breathe out slowly, and let everything be soft."),
    }
    return words[move]


def _neck_words(t: Translator, move: Move, side: Side | None) -> Markup:
    to, away = t("left"), t("right")
    if side is Side.RIGHT:
        to, away = away, to
    words = {
        Move.DROP: t.html("Lift both shoulders towards the ears, hold briefly, let them drop."),
        Move.TILT_AWAY: t.html("Tilt your head to the {side}, ear towards shoulder.", side=away),
        Move.TILT_TO: t.html("And to the {side}. The shoulders stay where they are.", side=to),
        Move.TURN_AWAY: t.html("Look slowly over your {side} shoulder, and stay.", side=away),
        Move.TURN_TO: t.html("And over your {side} shoulder.", side=to),
        Move.NOD: t.html("Let your chin sink towards the chest, and come up again."),
    }
    return words[move]


def gently(t: Translator) -> Markup:
    return t.html(
        "Slowly, and only as far as it is pleasant. If anything hurts or you feel dizzy: stop."
    )
