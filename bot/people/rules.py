"""Rules about a person: consent, pausing, and what a change of zone does to the plan. Pure."""

import re
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.errors import UserError
from bot.people.zone_names import canonical, zone_of

CONSENT_VERSION = 2
"""Counted up when the privacy text says something new: who agreed to an older one is asked."""
SUPPORTS_ONLY = 0
"""`consent_version` of somebody who agreed to support others, and to no diary of their own."""
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""`paused_until` of somebody who paused until they say otherwise."""

LONGEST_PAUSE = 365
LEAST_WAKING = timedelta(hours=6)
LEAST_SLEEP = timedelta(hours=1)
_DAY = timedelta(days=1)


class Condition(StrEnum):
    """What the person has, as they say; the value is what the database keeps."""

    HEMIFACIAL = "hfs"
    BLEPHAROSPASM = "beb"
    MEIGE = "meige"
    TWITCH = "twitch"
    AFTER_PALSY = "palsy"
    UNDIAGNOSED = "none"


class Related(StrEnum):
    """A condition that can go with spasms, as the person says; never inferred from anything."""

    SCLEROSIS = "ms"
    CEREBELLUM = "cerebellum"
    NERVE = "nerve"
    OTHER = "other"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Rests(StrEnum):
    """What rests in a pause; the value is what the database keeps."""

    ALL = "all"
    BUT_MEDICINES = "but_medicines"
    """Medicines, injections and appointments go on."""
    BUT_WATER = "but_water"
    """Water goes on, too."""


SEE_A_DOCTOR = frozenset({Condition.TWITCH, Condition.UNDIAGNOSED})


def digest_of(text: str) -> str:
    """What a privacy text is known by."""
    return sha256(text.encode()).hexdigest()


def mark_of(text: str) -> str:
    """Short enough for a button: which text somebody saw when they tapped."""
    return digest_of(text)[:8]


def unknown_button() -> UserError:
    """For button data that is well formed and yet none of ours."""
    return UserError("I don't know this button. /help shows what I can do.")


def accepted_zone(zone: str) -> str:
    """A button's zone under the name it is kept by; UserError for one no button of ours has."""
    kept = canonical(zone)
    if kept is None:
        raise unknown_button()
    return kept


def is_paused(paused_until: datetime | None, now: datetime) -> bool:
    return paused_until is not None and paused_until > now


def pause_days(typed: str) -> int:
    """Days to pause, 1 to 365, from what was typed after the command."""
    number = re.fullmatch(r"([0-9]{1,6})( *d(ays?)?)?", typed.strip().casefold())
    if number is None:
        raise UserError("I understand a number of days here, such as: /pause 7")
    days = int(number[1])
    if not 1 <= days <= LONGEST_PAUSE:
        raise UserError(
            "A pause can be 1 to {most} days long, such as: /pause 7", most=LONGEST_PAUSE
        )
    return days


def pause_end(now: datetime, days: int, zone: str) -> datetime:
    """The same time of day, by the person's clocks, `days` days on."""
    return (now.astimezone(zone_of(zone)) + timedelta(days=days)).astimezone(UTC)


def waking(wake: time, bed: time) -> timedelta:
    """How long the day is from waking up to going to bed, also past midnight."""
    return (_since_midnight(bed) - _since_midnight(wake)) % _DAY


def checked_hours(wake: time, bed: time) -> tuple[time, time]:
    """The same two times; UserError for a day that can hardly be meant."""
    if not LEAST_WAKING <= waking(wake, bed) <= _DAY - LEAST_SLEEP:
        raise UserError(
            "From {wake} to {bed} is hardly your whole day. Please send the time you get up"
            " and the time you go to bed, such as: 6:30 23:00",
            wake=f"{wake:%H:%M}",
            bed=f"{bed:%H:%M}",
        )
    return wake, bed


def moved_cursor(cursor: datetime, old_zone: str, new_zone: str) -> datetime:
    """The instant at which clocks in the new zone show what those in the old one showed.

    Where that is no instant or two, it is the earlier reading: what is looked at twice is owed
    once, since occurrences are unique by local date and slot; what is skipped would be lost.
    """
    shown = cursor.astimezone(zone_of(old_zone)).replace(tzinfo=None, fold=0)
    new = zone_of(new_zone)
    return min(shown.replace(tzinfo=new, fold=fold).astimezone(UTC) for fold in (0, 1))


def offset_differs(zone: str, other: str, now: datetime) -> bool:
    """Whether clocks in the two zones show different times at `now`."""
    here, there = (now.astimezone(zone_of(name)).utcoffset() for name in (zone, other))
    return here != there


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)
