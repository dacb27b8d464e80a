"""The plain model: what somebody should have been asked, and when, from their life alone.

It walks the clock on the person's wall and follows each occurrence by itself, by the rules of
Reminders as people are promised them. It shares no code with the engine.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from bot.plan.rules import AfterLast, AtTimes
from bot.simulate import sorted_out
from bot.simulate.clocks import (
    DAY,
    MINUTE,
    Due,
    first_shown,
    next_strike,
    nominals,
    one_an_instant,
    wall_of,
)
from bot.simulate.following import Around, Expected, Owed, Silence, Version, follow, looks_at
from bot.simulate.lived import Act, Key, Life, Outage, What
from bot.simulate.nights import AFTER_TRAVEL, Nights, Strike

FORGOTTEN = timedelta(days=7)
"""What is older than this when the bot comes back is not asked about."""


class Coming(NamedTuple):
    """One occurrence as those before it know it."""

    born_at: datetime
    comes_at: datetime
    key: Key


class Model:
    """What is expected of one life by the instant `ends`."""

    def __init__(self, life: Life, outages: Sequence[Outage], ends: datetime) -> None:
        self._life = life
        self._acts = life.acts
        erased = [act.at for act in life.acts if act.what is What.ERASE]
        self._ends = min([ends, *erased])
        self._is_erased = bool(erased)
        self._away = sorted(sorted_out.away(life, outages, ends), key=lambda away: away.start)
        self._plan_zones = sorted_out.zones(life, of_plan=True)
        self._pauses = sorted_out.pauses(life.acts)
        self._versions = sorted_out.versions(life.acts)
        self._silences = sorted_out.silences(life.acts)
        self._nights = Nights(life, self._away, self._versions, self._ahead)
        self.unsure: set[Key] = set()
        """What an amended dose made due in the past: asked, if nobody had looked there since."""
        self._on: defaultdict[Key, list[Act]] = defaultdict(list)
        for act in life.acts:
            if act.key is not None:
                self._on[act.key].append(act)

    def expected(self) -> dict[Key, Expected]:
        """Every occurrence that was owed, by its key."""
        by_item: defaultdict[int, list[Owed]] = defaultdict(list)
        for version in self._versions:
            dues = (
                self._after_last(version)
                if isinstance(version.schedule.when, AfterLast)
                else self._strikes(version)
            )
            found = (self._owed(version, due) for due in dues)
            by_item[version.item] += [one for one in found if one is not None]
        return {
            one.due.key: follow(one, self._what_happens(one, comings))
            for all_of_item in map(self._nights.lived, by_item.values())
            for comings in [_comings(all_of_item)]
            for one in all_of_item
        }

    # When the clock strikes

    def _strikes(self, version: Version) -> Iterator[Due]:
        """Wherever the person was, each time the clock on the wall came to a time of the plan."""
        ends = min(version.ends or self._ends, self._ends)
        spans = [
            (max(start, version.begins), min(end, ends), zone, start > version.begins)
            for start, end, zone in self._plan_zones
            if start < ends and end > version.begins
        ]
        passed: datetime | None = None
        for start, end, zone, is_arrival in spans:
            wall = wall_of(zone, start)
            if is_arrival and passed is not None and wall > passed:
                for nominal in nominals(version.schedule, passed, wall):
                    yield self._due(version, nominal, zone, start, is_moved=True)
            dues = [
                self._due(version, nominal, zone, None, is_moved=False)
                for nominal in nominals(version.schedule, wall - DAY, wall_of(zone, end) + DAY)
            ]
            yield from one_an_instant(
                version.schedule, [due for due in dues if start < due.at <= end]
            )
            passed = wall_of(zone, end)

    def _due(
        self, version: Version, nominal: datetime, zone: str, at: datetime | None, *, is_moved: bool
    ) -> Due:
        shown_at = first_shown(zone, nominal)
        key = Key(version.item, version.number, f"{nominal:%Y-%m-%dT%H:%M}")
        follower = next_strike(version.schedule, zone, shown_at)
        return Due(key, at or shown_at, shown_at, follower, is_moved)

    def _after_last(self, version: Version) -> Iterator[Due]:
        """Counted from the last dose; before there is one, daily at a time of day."""
        when = version.schedule.when
        assert isinstance(when, AfterLast)
        gap, ends = when.minutes * MINUTE, min(version.ends or self._ends, self._ends)
        daily = replace(version, schedule=replace(version.schedule, when=AtTimes((when.first_at,))))
        doses = self._doses(version.item)
        for (since, last), (until, _) in zip(doses, [*doses[1:], (ends, None)], strict=True):
            start, end = max(since, version.begins), min(until, ends)
            # The bot knows of a dose before it looks for what is due.
            known = until if until < ends else sorted_out.FOREVER
            if last is None:
                found = self._strikes(replace(daily, begins=start, ends=end))
                yield from (due for due in found if start < due.at and self._born(due.at) < known)
                continue
            at = last + gap
            while at <= end:
                key = _elapsed_key(version, at)
                if at <= start:
                    self.unsure.add(key)
                elif self._born(at) < known:
                    yield Due(key, at, at, at + gap, is_moved=False)
                at += gap

    def _doses(self, item: int) -> list[tuple[datetime, datetime | None]]:
        """Since when which dose was the last one."""
        taken: dict[Key, datetime] = {}
        found: list[tuple[datetime, datetime | None]] = [(self._life.begins - DAY, None)]
        for act in self._acts:
            if act.item == item and act.key is not None:
                if act.what is What.TAKE:
                    taken[act.key] = act.until or act.at
                elif act.what is What.UNDO:
                    taken.pop(act.key, None)
                else:
                    continue
                found.append((act.at, max(taken.values(), default=None)))
        return found

    # Whether it is owed, and when it is to be asked

    def _owed(self, version: Version, due: Due) -> Owed | None:
        """None when it was not owed."""
        born = self._looks_at(due.at)
        if born is None or born - due.at >= FORGOTTEN or self._is_early(due.key, born):
            return None
        if version.is_dropped_at_end and version.ends is not None and born >= version.ends:
            return None
        if self._is_silent(version.item, due.at, born):
            return None
        prompt = due.at + AFTER_TRAVEL if due.is_moved else due.at
        if version.at_chosen_time:
            return Owed(version, due, born, prompt)
        held = self._nights.awake(prompt, born)
        if held > due.shown_at and due.follower is not None and due.follower <= held:
            return None
        return Owed(version, due, born, held)

    def _is_silent(self, item: int, due_at: datetime, born: datetime) -> bool:
        """Whether everything was paused, or the item was paused or gone."""
        is_paused = any(start <= born and due_at <= end for start, end, _ in self._pauses)
        return is_paused or any(start <= born < end for start, end in self._silences[item])

    def _is_early(self, key: Key, born: datetime) -> bool:
        """Whether it was taken before the bot knew of it."""
        return any(act.what is What.EARLY and act.at <= born for act in self._on[key])

    def _what_happens(self, one: Owed, comings: Sequence[Coming]) -> Around:
        """All that the occurrence does not know by itself."""
        silences = list(self._pauses)
        silences += [Silence(*each, None) for each in self._silences[one.version.item]]
        return Around(
            acts=[_as_answer(act) for act in self._on[one.due.key]],
            away=self._away,
            silences=sorted(silences, key=lambda silence: silence.start),
            newer=_newer(one, comings),
            follower_at=lambda at: self._follower(one, at),
            ends=self._ends,
            is_erased=self._is_erased,
        )

    def _follower(self, one: Owed, at: datetime) -> datetime | None:
        """The item's next one after this one, by the schedule and the clocks of `at`."""
        version = next(v for v in self._versions if v.item == one.version.item and v.is_at(at))
        when = version.schedule.when
        if isinstance(when, AfterLast):
            return one.due.shown_at + when.minutes * MINUTE
        zone = sorted_out.zone_at(self._plan_zones, at)
        return next_strike(version.schedule, zone, one.due.shown_at)

    def _ahead(self, version: Version, since: datetime, until: datetime) -> list[Strike]:
        """What the clocks of `since` will come to, if nobody does anything meanwhile."""
        when = version.schedule.when
        last = self._last_dose(version.item, since) if isinstance(when, AfterLast) else None
        if isinstance(when, AfterLast) and last is not None:
            gap = when.minutes * MINUTE
            at = last + ((since - last) // gap + 1) * gap
            return [
                Strike(at + n * gap, _elapsed_key(version, at + n * gap))
                for n in range((until - at) // gap + 1)
            ]
        zone = sorted_out.zone_at(self._plan_zones, since)
        ahead = nominals(version.schedule, wall_of(zone, since) - DAY, wall_of(zone, until) + DAY)
        dues = (self._due(version, nominal, zone, None, is_moved=False) for nominal in ahead)
        return [Strike(due.at, due.key) for due in dues if since < due.at <= until]

    def _last_dose(self, item: int, by: datetime) -> datetime | None:
        return [last for since, last in self._doses(item) if since <= by][-1]

    def _born(self, instant: datetime) -> datetime:
        return looks_at(self._away, instant)

    def _looks_at(self, instant: datetime) -> datetime | None:
        found = looks_at(self._away, instant)
        return found if found <= self._ends else None


def _elapsed_key(version: Version, at: datetime) -> Key:
    return Key(version.item, version.number, f"{at:%Y%m%dT%H%MZ}")


def _as_answer(act: Act) -> Act:
    """After a flight west a time is ahead again: taking it early answers what was asked."""
    return replace(act, what=What.TAKE) if act.what is What.EARLY else act


def _born_at(one: Owed) -> datetime:
    """When it takes the place of the one before it."""
    return max(one.born, one.due.at) + (AFTER_TRAVEL if one.due.is_moved else 0 * MINUTE)


def _comings(all_of_item: Sequence[Owed]) -> list[Coming]:
    """Those that take the place of the one before them, in the order in which they do."""
    return sorted(
        Coming(_born_at(one), one.comes_at, one.due.key)
        for one in all_of_item
        if _born_at(one) >= one.prompt
    )


def _newer(one: Owed, comings: Sequence[Coming]) -> tuple[datetime, datetime] | None:
    """When the item's next one ended this, and at which instant of the plan.

    Of several that come at once, such as what one flight passed over, the newest counts.
    """
    first = bisect_left(comings, _born_at(one), key=attrgetter("born_at"))
    found: Coming | None = None
    for other in islice(comings, first, None):
        if found is not None and other.born_at > found.born_at:
            break
        if other.comes_at > one.due.shown_at and other.key != one.due.key:
            found = other
    return None if found is None else (found.born_at, found.comes_at)
