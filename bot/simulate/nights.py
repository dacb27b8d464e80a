"""What waits until its person wakes, also where they fly elsewhere before that. Plain."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from bot.simulate import sorted_out
from bot.simulate.clocks import DAY, MINUTE, first_shown, wall_of
from bot.simulate.following import WINDOW, Away, Owed, Silence, Version, looks_at
from bot.simulate.lived import Key, Life, What

AFTER_TRAVEL = timedelta(seconds=90)
"""The time to say "keep home time"."""


class Strike(NamedTuple):
    """One time of the plan that clocks will come to."""

    at: datetime
    key: Key


Ahead = Callable[[Version, datetime, datetime], Sequence[Strike]]
"""What is ahead of a schedule as the clocks go at the first instant, until the second."""


class Nights:
    """Of one life."""

    def __init__(
        self, life: Life, away: Sequence[Away], versions: Sequence[Version], ahead: Ahead
    ) -> None:
        self._life = life
        self._away = away
        self._versions = versions
        self._ahead = ahead
        self._zones = sorted_out.zones(life)
        self._plan_zones = sorted_out.zones(life, of_plan=True)
        self._pauses: Sequence[Silence] = sorted_out.pauses(life.acts)

    def awake(self, instant: datetime, seen_at: datetime) -> datetime:
        """The instant, or the first one after it at which the person is up."""
        zone = sorted_out.zone_at(self._zones, seen_at)
        wake, bed = self._life.wake_time, self._life.bed_time
        local = wall_of(zone, instant)
        if _is_up(local.time(), wake, bed):
            return instant
        day = local.date() if local.time() < wake else local.date() + DAY
        return first_shown(zone, datetime.combine(day, wake))

    def lived(self, of_item: Sequence[Owed]) -> list[Owed]:
        """Each time of an item's plan once, as it is owed in the end."""
        found: dict[Key, Owed] = {}
        for one in of_item:
            if one.due.key not in found:
                owed = self._after_flights(one, of_item)
                if owed is not None:
                    found[one.due.key] = owed
        return list(found.values())

    def _after_flights(self, one: Owed, of_item: Sequence[Owed]) -> Owed | None:
        """None where nothing was owed in the end."""
        owed: Owed | None = one
        for arrival, _, _ in self._zones:
            if owed is not None and arrival > one.born and self._waits(owed, arrival):
                owed = self._elsewhere(owed, arrival, of_item)
        return owed

    def _waits(self, one: Owed, arrival: datetime) -> bool:
        """Whether it is held over night still when they arrive."""
        unheld = one.due.at + (AFTER_TRAVEL if one.due.is_moved else 0 * MINUTE)
        if one.version.at_chosen_time or one.prompt == unheld or not one.is_offered:
            return False
        if looks_at(self._away, one.prompt) < arrival:
            return False
        let_go = any(
            one.born <= pause.start <= arrival and pause.said and one.prompt <= pause.said
            for pause in self._pauses
        )
        return not let_go and not self._is_answered(one.due.key, one.born, arrival)

    def _elsewhere(self, one: Owed, arrival: datetime, of_item: Sequence[Owed]) -> Owed | None:
        """None where the item's next one comes before they wake: that is the one to be asked."""
        known = self._clocks_known(arrival)
        prompt = self.awake(_full_minute(known), known)
        version = next(
            (v for v in self._versions if v.item == one.version.item and v.is_at(known)), None
        )
        if version is None:  # paused or gone: nothing follows
            return replace(one, prompt=prompt, due=one.due._replace(follower=None))
        for other in of_item:
            is_passed_over = other.due.is_moved and other.due.at == arrival
            if (is_passed_over or other.born == known) and not self._is_had(
                other.due.key, other.born, of_item
            ):
                return None
        ahead = self._ahead(version, known, prompt + WINDOW)
        tonight = [strike for strike in ahead if strike.at <= prompt]
        if tonight and not self._is_had(tonight[-1].key, known, of_item):
            return None
        next_one = next(
            (s.at for s in ahead if s.at > prompt and not self._is_had(s.key, known, of_item)), None
        )
        return replace(one, prompt=prompt, due=one.due._replace(follower=next_one))

    def _clocks_known(self, arrival: datetime) -> datetime:
        """When the bot deals with it: it waits to hear whose clocks the plan keeps."""
        before = sorted_out.zone_at(self._plan_zones, arrival - MINUTE)
        is_same = before == sorted_out.zone_at(self._zones, arrival)
        return looks_at(self._away, arrival if is_same else arrival + AFTER_TRAVEL)

    def _is_had(self, key: Key, by: datetime, of_item: Sequence[Owed]) -> bool:
        """Whether this time of the plan came once already, or was taken early."""
        return any(other.due.key == key and other.born < by for other in of_item) or any(
            act.key == key and act.what is What.EARLY and act.at <= by for act in self._life.acts
        )

    def _is_answered(self, key: Key, since: datetime, until: datetime) -> bool:
        return any(act.key == key and since <= act.at <= until for act in self._life.acts)


def _full_minute(instant: datetime) -> datetime:
    begun = instant.replace(second=0, microsecond=0)
    return begun if begun == instant else begun + MINUTE


def _is_up(at: time, wake: time, bed: time) -> bool:
    return wake <= at < bed if wake < bed else at >= wake or at < bed
