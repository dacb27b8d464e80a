"""The words of one language that say something of an episode: another language is another table."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.journal.episodes.rules import Duration, FaceZone, Movement
from bot.people.rules import Side


@dataclass(frozen=True, slots=True)
class EpisodeWords:
    """Phrases in lower case with single spaces, each to what it means.

    `units` are minutes; a number before one of `counted` is no severity. `joins` are left out
    only between two things that were understood.
    """

    sides: Mapping[str, Side]
    face_zones: Mapping[str, FaceZone]
    movements: Mapping[str, Movement]
    durations: Mapping[str, Duration]
    units: Mapping[str, int]
    counted: frozenset[str]
    ago: frozenset[str]
    at: frozenset[str]
    times: frozenset[str]
    joins: frozenset[str]
    negations: frozenset[str]


ENGLISH = EpisodeWords(
    sides={
        "left": Side.LEFT,
        "left side": Side.LEFT,
        "right": Side.RIGHT,
        "right side": Side.RIGHT,
        "both": Side.BOTH,
        "both sides": Side.BOTH,
    },
    face_zones={
        "upper lid": FaceZone.UPPER_LID,
        "upper eyelid": FaceZone.UPPER_LID,
        "lower lid": FaceZone.LOWER_LID,
        "lower eyelid": FaceZone.LOWER_LID,
        "brow": FaceZone.BROW,
        "eyebrow": FaceZone.BROW,
        "cheek": FaceZone.CHEEK,
        "mouth": FaceZone.MOUTH,
        "mouth corner": FaceZone.MOUTH,
        "corner of mouth": FaceZone.MOUTH,
        "jaw": FaceZone.JAW,
        "tongue": FaceZone.JAW,
        "neck": FaceZone.NECK,
        "ear click": FaceZone.EAR,
        "ear": FaceZone.EAR,
    },
    movements={
        "flutter": Movement.FLUTTER,
        "fluttering": Movement.FLUTTER,
        "squeeze": Movement.SQUEEZE,
        "squeeze shut": Movement.SQUEEZE,
        "squeezed shut": Movement.SQUEEZE,
        "pull": Movement.PULL,
        "pulling": Movement.PULL,
        "cannot open": Movement.CANNOT_OPEN,
        "can't open": Movement.CANNOT_OPEN,
        "could not open": Movement.CANNOT_OPEN,
    },
    durations={"on and off for hours": Duration.HOURS, "for hours": Duration.HOURS},
    units={
        "m": 1,
        "min": 1,
        "mins": 1,
        "minute": 1,
        "minutes": 1,
        "h": 60,
        "hr": 60,
        "hrs": 60,
        "hour": 60,
        "hours": 60,
    },
    counted=frozenset({"s", "sec", "secs", "second", "seconds", "day", "days", "week", "weeks"}),
    ago=frozenset({"ago"}),
    at=frozenset({"at"}),
    times=frozenset({"x", "times"}),
    joins=frozenset({"and", "&", "+"}),
    negations=frozenset({"no", "not", "without"}),
)
