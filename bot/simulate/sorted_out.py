"""What a life says, sorted out for the plain model: what was in force from when until when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.simulate.clocks import DAY
from bot.simulate.following import Away, Silence, Version
from bot.simulate.lived import Act, Life, Outage, What

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def versions(acts: Sequence[Act]) -> list[Version]:
    """Every schedule of every item, one after another."""
    found: list[Version] = []
    latest: dict[int, Version] = {}
    counts: defaultdict[int, int] = defaultdict(int)
    for act in acts:
        if act.what in {What.EDIT, What.REMOVE, What.PAUSE_ITEM, What.RESUME_ITEM}:
            latest[act.item].ends = latest[act.item].ends or act.at
            latest[act.item].is_dropped_at_end |= act.what is not What.EDIT
        if act.schedule is not None and act.kind is not None:
            number = counts[act.item]
            counts[act.item] += 1
            version = Version(act.item, number, act.kind, act.nags, act.schedule, act.at)
            latest[act.item] = version
            found.append(version)
    return found


def pauses(acts: Sequence[Act]) -> list[Silence]:
    found: list[Silence] = []
    for act in acts:
        if act.what is What.PAUSE:
            assert act.until is not None
            found.append(Silence(act.at, act.until, act.until))
        elif act.what is What.RESUME and found:
            found[-1] = found[-1]._replace(end=min(found[-1].end, act.at))
    return found


def silences(acts: Sequence[Act]) -> defaultdict[int, list[tuple[datetime, datetime]]]:
    """When each item was paused, or gone for good."""
    found: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for act in acts:
        if act.what in {What.PAUSE_ITEM, What.REMOVE}:
            found[act.item].append((act.at, FOREVER))
        elif act.what is What.RESUME_ITEM:
            found[act.item][-1] = (found[act.item][-1][0], act.at)
    return found


def away(life: Life, outages: Sequence[Outage], ends: datetime) -> list[Away]:
    found = [Away(outage.start, outage.end, looked=True) for outage in outages]
    noticed: datetime | None = None
    is_known = False
    for act in life.acts:
        if act.what in {What.TOLD, What.NOTICED}:
            noticed, is_known = act.at, act.what is What.TOLD
        elif act.what is What.RETURN:
            if noticed is not None:
                found.append(Away(noticed, act.at, looked=not is_known))
            noticed = None
    if noticed is not None:
        found.append(Away(noticed, ends + DAY, looked=not is_known))
    return found


def zones(life: Life, *, of_plan: bool = False) -> list[tuple[datetime, datetime, str]]:
    """From when until when the person, or their plan, went by which zone's clocks."""
    changes = [(life.begins - DAY, life.zone)]
    changes += [
        (act.at, act.zone) for act in life.acts
        if act.what is What.TRAVEL and not (of_plan and act.keeps_home_time)
    ]  # fmt: skip
    ends = [start for start, _ in changes[1:]] + [FOREVER]
    return [(start, end, zone) for (start, zone), end in zip(changes, ends, strict=True)]


def zone_at(zones: Sequence[tuple[datetime, datetime, str]], at: datetime) -> str:
    return next(zone for start, end, zone in zones if start <= at < end)
