"""What came out, as a table for a terminal."""

from collections.abc import Iterator

from bot.simulate.comparing import Difference
from bot.simulate.lived import What
from bot.simulate.shards import Outcome

_MOST = 20


def lines(outcome: Outcome, seed: int, days: int) -> Iterator[str]:
    """A line a figure; then one difference each of up to twenty people, and how to see it again."""
    found = outcome.compared
    yield f"seed {seed}: {found.people:,} people, {days} days, {outcome.restarts} restarts"
    for name, number in _figures(outcome):
        yield f"  {name:<44}{number:>14}"
    for error in outcome.errors:
        yield f"  the engine had an error: {error}"
    first = list({one.number: one for one in reversed(found.differences)}.values())[::-1]
    for difference in first[:_MOST]:
        yield from _told(difference, outcome, seed, days)
    if more := len(found.differences) - len(first[:_MOST]):
        others = ", ".join(str(one.number) for one in first[_MOST:])
        yield f"and {more} more differences" + (f", of persons {others} too" if others else "")


def _figures(outcome: Outcome) -> Iterator[tuple[str, str]]:
    found = outcome.compared
    yield "occurrences owed, by the plain model", f"{found.owed:,}"
    yield "asked about, nags and repeats included", f"{found.prompts:,}"
    yield "messages", f"{found.messages:,}"
    yield "  of them digests", f"{found.late:,}"
    for state in sorted(found.states):
        yield f"  {state} at the end", f"{found.states[state]:,}"
    for what in (What.TRAVEL, What.EDIT, What.PAUSE, What.BLOCK, What.ERASE):
        yield f"people's acts: {what}", f"{found.acts[what]:,}"
    yield "in doubt: the process died while sending", f"{found.doubtful:,}"
    yield "looks of the engine", f"{outcome.ticks:,}"
    yield "different from the plain model", f"{len(found.differences):,}"
    yield "seconds, and of processor time", f"{outcome.seconds:,.0f} / {outcome.cpu_seconds:,.0f}"


def _told(one: Difference, outcome: Outcome, seed: int, days: int) -> Iterator[str]:
    yield ""
    yield f"person {one.number}, {one.key.label}: {one.what}"
    yield f"  the plan: {outcome.plans[one.number, one.key.item, one.key.version]}"
    yield f"  expected: {_shown(one.expected)}"
    yield f"  lived:    {_shown(one.lived)}"
    again = f"--seed {seed} --days {days} --person {one.number}"
    yield f"  again:    python -m bot simulate {again}"


def _shown(what: object) -> str:
    if isinstance(what, tuple):
        return ", ".join(f"{at:%Y-%m-%d %H:%M:%S} UTC" for at in what) or "nothing"
    return str(what)
