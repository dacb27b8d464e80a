"""A taper: the dated steps that the parts of a text make, each with its own amount."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.errors import UserError
from bot.plan.reading.dates import resolve
from bot.plan.reading.parts import (
    Amount,
    At,
    DaysOnOff,
    EveryNDays,
    EveryNWeeks,
    FromDate,
    Lasting,
    NotOn,
    OnDate,
    OnDays,
    Part,
    Piece,
    UntilDate,
)
from bot.plan.reading.reader import Reader
from bot.plan.reading.remarks import missing_time
from bot.plan.reading.spans import FROM_DAYS_BACK, days_of, each, end_of
from bot.plan.rules import Step, Steps

DAY = timedelta(days=1)
HALF_A_YEAR = 180
"""Days: a step's date without a year that is this close before the last step's is a mistake."""
Bound = FromDate | OnDate | UntilDate | Lasting
Rhythm = OnDays | NotOn | EveryNDays | EveryNWeeks | DaysOnOff


@dataclass(frozen=True, slots=True)
class Draft:
    """One step as far as it was read."""

    amount: str | None = None
    begins: FromDate | OnDate | None = None
    ends: UntilDate | Lasting | None = None
    times: tuple[time, ...] = ()
    rhythm: tuple[Part, ...] = ()


def joined_amounts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Amounts beside each other are one: 1 tablet, 25 mg."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Amount) and isinstance(last, Amount):
            joined[-1] = Amount(f"{last.text}, {part.text}", last.dosed or part.dosed)
        else:
            joined.append(part)
    return tuple(joined)


def is_taper(parts: tuple[Part, ...]) -> bool:
    """Several amounts with dates. UserError for several without: they are several items."""
    amounts = each(joined_amounts(parts), Amount)
    if len(amounts) <= 1:
        return False
    if any(isinstance(part, Bound) for part in parts):
        return True
    raise UserError(
        "There are two amounts in it: {one} and {other}. Please add them one by one,"
        " or give each its date: 20 mg 08:00 from 1 Dec, 10 mg from 8 Dec",
        one=amounts[0].text,
        other=amounts[1].text,
    )


def steps_of(reader: Reader, pieces: tuple[Piece, ...], parts: tuple[Part, ...]) -> Steps:
    """The steps; times are carried on from step to step. UserError when one has no date."""
    drafts = _drafts(joined_amounts(parts))
    carried = next((draft.times for draft in drafts if draft.times), ())
    if not carried:
        raise missing_time(reader.text, pieces)
    steps: list[Step] = []
    for draft in drafts:
        carried = draft.times or carried
        steps.append(_step(draft, carried, steps[-1] if steps else None, reader.today))
    try:
        return Steps(tuple(steps))
    except ValueError as error:
        raise _out_of_order() from error


def _drafts(parts: tuple[Part, ...]) -> tuple[Draft, ...]:
    drafts = [Draft()]
    for part in parts:
        if _begins_step(part, drafts[-1]):
            drafts.append(Draft())
        drafts[-1] = _with(drafts[-1], part)
    return tuple(drafts)


def _begins_step(part: Part, draft: Draft) -> bool:
    """A second amount, or a second beginning behind an amount, is the next step's."""
    if isinstance(part, Amount):
        return draft.amount is not None
    if isinstance(part, FromDate | OnDate):
        return draft.amount is not None and (draft.begins or draft.ends) is not None
    return False


def _with(draft: Draft, part: Part) -> Draft:
    match part:
        case Amount(text, _):
            return replace(draft, amount=text)
        case FromDate() | OnDate():
            return replace(draft, begins=part)
        case UntilDate() | Lasting():
            return replace(draft, ends=part)
        case At(moment, _):
            return replace(draft, times=tuple(sorted({*draft.times, moment})))
        case OnDays() | NotOn() | EveryNDays() | EveryNWeeks() | DaysOnOff():
            return replace(draft, rhythm=(*draft.rhythm, part))
        case _:
            return draft


def _step(draft: Draft, times: tuple[time, ...], last: Step | None, today: date) -> Step:
    start = _start(draft, last, today)
    until = _end(draft, start)
    if draft.amount is None or (last is not None and start <= (last.until or last.start)):
        raise _out_of_order()
    days, _ = days_of(draft.rhythm, start)
    try:
        return Step(start, times, draft.amount, until, days)
    except ValueError as error:
        raise _out_of_order() from error


def _start(draft: Draft, last: Step | None, today: date) -> date:
    if draft.begins is not None:
        if last is None:
            return resolve(draft.begins.date, today, FROM_DAYS_BACK)
        return resolve(draft.begins.date, last.start, HALF_A_YEAR)
    if last is None and draft.ends is not None:
        return today
    if last is None or last.until is None:
        raise UserError(
            "From which date on is it {amount}? For example: 20 mg 08:00 from 1 Dec,"
            " 10 mg from 8 Dec",
            amount=draft.amount,
        )
    return last.until + DAY


def _end(draft: Draft, start: date) -> date | None:
    match draft.ends:
        case UntilDate(raw):
            return resolve(raw, start)
        case Lasting() as lasting:
            return end_of(start, lasting)
        case _:
            return None


def _out_of_order() -> UserError:
    return UserError(
        "The steps do not follow one another. For example: 20 mg 08:00 from 1 Dec,"
        " 10 mg from 8 Dec, 5 mg from 15 Dec until 22 Dec"
    )
