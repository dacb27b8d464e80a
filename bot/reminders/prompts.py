"""Which messages what is owed now makes: one a minute, and whatever is late in one digest."""

from collections.abc import Sequence
from datetime import datetime

from bot.plan.rules import CHECK_INS, Kind
from bot.reminders.looks import Look
from bot.reminders.state import (
    AMENDABLE,
    DIGESTS,
    LATE,
    Born,
    Lane,
    Prompt,
    Shown,
    Sort,
)
from bot.reminders.tolerance import of_items


def prompts_of(
    born: Sequence[Born], looks: Sequence[Look], now: datetime, *, returned: bool
) -> tuple[Prompt, ...]:
    """The messages, the digest first. `returned`: the person had blocked the bot until now."""
    due = [b for b in born if b.prompt_at <= now]
    late = [b for b in due if b.moved or now - b.prompt_at > LATE]
    digest = [look for look in looks if look.digest]
    if late or digest:
        digest += [look for look in looks if not look.digest and _is_stuck(look, now)]
    prompts: list[Prompt] = []
    if late or digest:
        sort = _digest_sort(late, digest, now, returned=returned)
        prompts.append(_prompt(sort, late, digest, now))
    on_time = [b for b in due if b not in late]
    again = [look for look in looks if look.prompt is not None and look not in digest]
    return (*prompts, *_by_minute(on_time, again))


def _digest_sort(
    late: Sequence[Born], digest: Sequence[Look], now: datetime, *, returned: bool
) -> Sort:
    if returned:
        return Sort.HELD
    travelled = not digest and all(b.moved and now - b.prompt_at <= LATE for b in late)
    return Sort.MOVED if travelled else Sort.DIGEST


def _by_minute(born: Sequence[Born], looks: Sequence[Look]) -> list[Prompt]:
    groups: dict[tuple[datetime, bool], tuple[list[Born], list[Look]]] = {}
    for b in born:
        groups.setdefault(_group(b.prompt_at, b.planned.kind), ([], []))[0].append(b)
    for look in looks:
        if look.prompt is not None:
            groups.setdefault(_group(look.prompt, look.one.kind), ([], []))[1].append(look)
    return [
        _prompt(_sort_of(fresh, again), fresh, again, at)
        for (at, _), (fresh, again) in sorted(groups.items(), key=lambda group: group[0])
    ]


def _sort_of(fresh: Sequence[Born], again: Sequence[Look]) -> Sort:
    is_nag = not fresh and all(look.is_nag for look in again)
    return Sort.NAG if is_nag else Sort.REMINDER


def _group(at: datetime, kind: Kind) -> tuple[datetime, bool]:
    """Items of the same minute share a message; the check-ins ask something else."""
    return at.replace(second=0, microsecond=0), kind in CHECK_INS


def _is_stuck(look: Look, now: datetime) -> bool:
    """A message that was still waiting when the bot went down joins the digest."""
    one = look.one
    return (
        look.close is None
        and one.shown is Shown.ON_ITS_WAY
        and one.shown_at is not None
        and now - one.shown_at > LATE
    )


def _prompt(sort: Sort, born: Sequence[Born], looks: Sequence[Look], at: datetime) -> Prompt:
    opens = tuple(look.one for look in looks)
    kinds = {b.planned.kind for b in born} | {one.kind for one in opens}
    if sort in DIGESTS:
        expires_at = at + AMENDABLE
    else:
        expires_at = max([b.deadline for b in born] + [one.deadline for one in opens])
    lane = Lane.MEDICINE if Kind.MEDICATION in kinds else Lane.TOLERANT
    urgent_by = at + of_items(sort, kinds) if lane is Lane.TOLERANT else at
    return Prompt(sort, lane, at, urgent_by, expires_at, tuple(born), opens)
