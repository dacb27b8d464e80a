"""When the worst minutes of the coming week are, and how late each kind of message will be."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.engine import URL

from bot.db import Database
from bot.operations.expected import Span, expected
from bot.operations.load import Forecast, Rush, What, forecast

WEEK = 7 * 24 * 60
"""Minutes."""
_WORST = 8
_NOBODY = "There is nobody in the database whose plan has anything in the coming week."


async def look_ahead(url: URL, per_second: float, now: datetime) -> Iterator[str]:
    """The lines of the table, for the people in a database."""
    span = Span((now + timedelta(minutes=1)).replace(second=0, microsecond=0), WEEK)
    due: dict[int, dict[What, int]] = {}
    db = Database(url)
    try:
        async for messages in expected(db, span):
            for (minute, what), count in messages.items():
                kinds = due.setdefault(minute, {})
                kinds[what] = kinds.get(what, 0) + count
    finally:
        await db.close()
    return table(forecast(due, per_second), span.start, per_second)


def table(found: Forecast, start: datetime, per_second: float) -> Iterator[str]:
    """For an operator's terminal: English, UTC."""
    if not found.messages:
        yield _NOBODY
        return
    yield (
        f"{found.messages:,} messages in the week from {start:%A %d %B %H:%M} UTC,"
        f" at {per_second:g} a second."
    )
    yield ""
    yield from _minutes(found.worst(_WORST), start)
    yield ""
    yield from _kinds(found)
    yield ""
    yield "Repeats of medicines and answers to taps are not in it."


def _minutes(worst: list[Rush], start: datetime) -> Iterator[str]:
    if not worst:
        yield "No minute has more than leaves at once: nobody waits."
        return
    heads = ("due", "medicines", "last medicine", "last of all")
    yield f"{'The worst minutes (UTC)':24}" + "".join(f"{head:>15}" for head in heads)
    for one in worst:
        at = start + timedelta(minutes=one.minute)
        after = (_after(one.last_medicine) if one.medicines else "-", _after(one.last))
        yield f"{at:%a %d %b %H:%M}".ljust(24) + "".join(
            f"{cell:>15}" for cell in (f"{one.due:,}", f"{one.medicines:,}", *after)
        )


def _kinds(found: Forecast) -> Iterator[str]:
    heads = ("messages", "tolerates", "latest", "beyond that")
    yield f"{'How late':24}" + "".join(f"{head:>15}" for head in heads)
    for what in sorted(found.kinds, key=lambda what: (what.urgency, what.name)):
        kind = found.kinds[what]
        tolerates = f"{what.tolerance} min" if what.tolerance else "nothing"
        cells = (f"{kind.messages:,}", tolerates, _after(kind.latest), f"{round(kind.beyond):,}")
        yield f"{what.name:24}" + "".join(f"{cell:>15}" for cell in cells)


def _after(seconds: float) -> str:
    """Seconds, or minutes and seconds."""
    whole = round(seconds)
    return f"{whole} s" if whole < 120 else f"{whole // 60} min {whole % 60:02} s"  # noqa: PLR2004
