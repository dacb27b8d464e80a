"""What each open occurrence asks for: to be prompted, repeated, closed, or nothing yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reminders.state import LATE, Closed, Open, Reason, Shown, State


@dataclass(frozen=True, slots=True)
class Look:
    """What one open occurrence asks for now."""

    one: Open
    close: State | None = None
    reason: Reason | None = None
    prompt: datetime | None = None
    """The instant its new message is owed at."""
    nags: int | None = None
    is_nag: bool = False
    digest: bool = False
    outdated: bool = False
    """Whether its present message has to be brought up to date."""

    @property
    def closed(self) -> Closed | None:
        return Closed(self.one.id, self.close, self.reason) if self.close else None


def look_at(one: Open, now: datetime, follower: datetime | None) -> Look:
    """`follower` is when the item came due anew: doses never stack, so it ends this one."""
    if one.left is not None:
        return _let_go(one, now, one.left)
    end = one.deadline if follower is None else min(one.deadline, follower)
    if end <= now:
        return _out_of_time(one, end, now)
    if one.prompt_at > now:
        return Look(one)
    if one.shown is Shown.NO or (one.shown_at is not None and one.shown_at < one.prompt_at):
        late = now - one.prompt_at > LATE
        nags = _nags_passed(one, now) if late else None
        return Look(one, prompt=one.prompt_at, digest=late, nags=nags)
    return _nagged(one, now)


def fall_asleep(one: Open, until: datetime) -> Look:
    """A pause lets go of what is open; what is only due after it stays."""
    if one.shown is Shown.NO and one.prompt_at > until:
        return Look(one)
    return Look(one, close=State.SKIPPED, reason=Reason.PAUSED, outdated=True)


def _let_go(one: Open, now: datetime, why: Reason) -> Look:
    if one.shown is Shown.NO and one.prompt_at > now:  # its item may be back before it is due
        return Look(one)
    return Look(one, close=State.SKIPPED, reason=why, outdated=True)


def _out_of_time(one: Open, end: datetime, now: datetime) -> Look:
    """At its end: missed, unless the bot kept the person from seeing or answering it in time."""
    if one.shown is Shown.YES and one.in_digest:  # asked already, and the outage was the bot's
        return Look(one, close=State.OFFLINE, outdated=True)
    if one.shown is Shown.YES and now - end <= LATE:
        return Look(one, close=State.MISSED, outdated=True)
    return Look(one, close=State.OFFLINE, prompt=one.prompt_at, digest=True)


def _nagged(one: Open, now: datetime) -> Look:
    passed = _nags_passed(one, now)
    if passed <= one.nags_sent:
        return Look(one)
    if one.shown is Shown.ON_ITS_WAY:  # the first message has not left yet: it is nag enough
        return Look(one, nags=passed)
    at = one.prompt_at + timedelta(minutes=one.nags[passed - 1])
    return Look(one, prompt=at, nags=passed, is_nag=True, digest=now - at > LATE)


def _nags_passed(one: Open, now: datetime) -> int:
    return sum(one.prompt_at + timedelta(minutes=minutes) <= now for minutes in one.nags)
