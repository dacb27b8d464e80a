"""What a column may hold when it comes back: types as strict as the bot's own questions."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from sqlalchemy import Boolean, Column, Date, String, Time

from bot.db import UtcDateTime
from bot.people.zone_names import canonical
from bot.plan.rules import from_json
from bot.sealing import Sealed

MOST_ROWS = 200_000
"""Of one table; ten years of a person who logs much have a quarter of that."""
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""What was lived, with room: instants at the end of time would break every sum with them."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004  what pydantic expects
    return value


def _instant(value: object) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None or not _FIRST <= instant <= _LAST:
        raise ValueError("not an instant")
    return instant.astimezone(UTC)


def _day(value: object) -> date:
    day = date.fromisoformat(_text(value))
    if not _FIRST.date() <= day <= _LAST.date():
        raise ValueError("not a day")
    return day


def _clock(value: object) -> time:
    at = time.fromisoformat(_text(value))
    if at.tzinfo is not None or at.second or at.microsecond:
        raise ValueError("not a time of day")
    return at


def _zone(value: str) -> str:
    if canonical(value) != value:
        raise ValueError("not a zone")
    return value


def _storable(value: str) -> str:
    """Databases take neither NUL nor halves of surrogate pairs."""
    if "\0" in value or (not value.isprintable() and any(_is_foreign(sign) for sign in value)):
        raise ValueError("not a text")
    value.encode()
    return value


def _is_foreign(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def _schedule(value: Any) -> Any:
    from_json(value)
    return value


def text(most: int, least: int = 0) -> Any:
    """A text of so many characters."""
    length = StringConstraints(strict=True, min_length=least, max_length=most)
    return Annotated[str, length, AfterValidator(_storable)]


def number(least: int, most: int) -> Any:
    return Annotated[int, Field(strict=True, ge=least, le=most)]


def listed(of: Any, most: int) -> Any:
    return Annotated[list[of], Field(strict=True, max_length=most)]


Instant = Annotated[datetime, BeforeValidator(_instant)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
Flag = Annotated[bool, Field(strict=True)]
Zone = Annotated[str, Field(strict=True, max_length=64), AfterValidator(_zone)]
ScheduleSpec = Annotated[dict[str, Any], Field(strict=True), AfterValidator(_schedule)]
LocalId = number(1, MOST_ROWS)
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_+]{0,31}$")]
OwnCode = Annotated[str, StringConstraints(strict=True, pattern=r"^own[0-9]{1,9}$")]


def type_of(column: Column[Any]) -> Any:
    """What the column's own type says; LookupError when that is too little to let anything in."""
    match column.type:
        case UtcDateTime():
            return Instant
        case Date():
            return Day
        case Time():
            return Clock
        case Boolean():
            return Flag
        case String(length=int(most)) | Sealed(length=int(most)):
            return text(most)
    raise LookupError(f"{column} needs a type of its own")
