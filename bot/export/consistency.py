"""Whether the rows of a diary fit together: what no row says by itself. Pure."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import UniqueConstraint

from bot.export.contents import PARTS
from bot.export.diary import Diary, Row
from bot.export.parts import Part
from bot.journal.reliefs.rules import Relief
from bot.journal.triggers.rules import MOST_TRIGGERS
from bot.people.rules import checked_hours
from bot.plan.rules import MOST_ITEMS
from bot.reminders.state import State


def check(diary: Diary) -> None:
    """ValueError, or UserError of a rule of the bot's, when it could not be lived on with."""
    _demand(len(diary.tables["person"]) == 1)
    checked_hours(diary.person["wake_time"], diary.person["bed_time"])
    for part in PARTS:
        _check_numbers(part, diary)
        _check_unique(part, diary)
    _check_plan(diary)
    _check_triggers(diary)
    _check_reliefs(diary)
    for row in diary.tables["occurrence"]:
        if row["state"] == State.OPEN:  # nobody is asked about it any more: the person decides
            row["state"] = State.OFFLINE.value
    _part_from_others(diary)


def _part_from_others(diary: Diary) -> None:
    """A file brings back whom the person invited and what they chose, but nobody's consent."""
    for row in diary.tables["supporter"]:
        row.update(dict.fromkeys(("accepted_at", "confirmed_at", "expires_at", "paused_at")))
    supported = diary.tables["supported"]
    assert isinstance(supported, list)
    supported.clear()


def _demand(holds: object) -> None:
    if not holds:
        raise ValueError("the rows do not fit together")


def _check_numbers(part: Part, diary: Diary) -> None:
    """Every row has a number of its own, and every link leads to a row."""
    rows = diary.tables[part.name]
    if part.has_id:
        _demand(len({row["id"] for row in rows}) == len(rows))
    links = [(column, table, False) for column, table in part.linked().items()]
    links += [(column, table, True) for column, table in part.lists.items()]
    for column, table, is_list in links:
        known = {row["id"] for row in diary.tables[table]}
        for row in rows:
            value = row[column]
            named = value if is_list else [] if value is None else [value]
            _demand(known.issuperset(named))


def _check_unique(part: Part, diary: Diary) -> None:
    for names in _unique_columns(part):
        keys = [tuple(row[name] for name in names) for row in diary.tables[part.name]]
        full = [key for key in keys if None not in key]
        _demand(len(set(full)) == len(full))


def _unique_columns(part: Part) -> Iterator[tuple[str, ...]]:
    kept = {column.name for column in part.columns()}
    for one in part.table.constraints:
        if isinstance(one, UniqueConstraint):
            yield tuple(column.name for column in one.columns if column.name in kept)
    if part.name != "person":
        yield tuple(column.name for column in part.table.primary_key if column.name in kept)


def _check_plan(diary: Diary) -> None:
    """Each item has one schedule that goes on, unless it was removed; answers are its own."""
    live = {row["id"] for row in diary.tables["plan_item"] if row["removed_at"] is None}
    _demand(len(live) <= MOST_ITEMS)
    schedules = diary.by_number("schedule")
    going = Counter(row["item_id"] for row in schedules.values() if row["valid_until"] is None)
    _demand(set(going) == live and all(count == 1 for count in going.values()))
    scheduled = {row["item_id"] for row in schedules.values()}
    _demand(all(row["id"] in scheduled for row in diary.tables["plan_item"]))
    for row in diary.tables["occurrence"]:
        _demand(schedules[row["schedule_id"]]["item_id"] == row["item_id"])
    for row in diary.tables["plan_change"]:
        if row["what"] == "schedule":
            _demand(_leads(row["before"], schedules) and _leads(row["after"], schedules))


def _check_reliefs(diary: Diary) -> None:
    """What was tried is one of the usual reliefs, or one of the person's own."""
    own = {row["code"] for row in diary.tables["own_relief"]}
    _demand(own.union(Relief).issuperset(row["relief"] for row in diary.tables["episode_relief"]))


def _leads(value: str | None, schedules: dict[int, Row]) -> bool:
    return value is not None and value.isdecimal() and int(value) in schedules


def _check_triggers(diary: Diary) -> None:
    triggers = diary.by_number("trigger")
    own = [row for row in triggers.values() if row["code"] is None]
    _demand(len(own) <= MOST_TRIGGERS)
    for row in triggers.values():
        _demand(row["code"] or (row["name"] and row["name_key"]))
        _demand(_ends(row, triggers))


def _ends(row: Row, triggers: dict[int, Row]) -> bool:
    """Whether what it was merged into was not merged back into it."""
    steps = 0
    while row["merged_into_id"] is not None and steps <= len(triggers):
        row, steps = triggers[row["merged_into_id"]], steps + 1
    return steps <= len(triggers)
