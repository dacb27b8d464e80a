"""How often the rules show a pattern that is not there, and how often one that is. A table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.summary.patterns.comparing import Days
from bot.summary.patterns.diaries import TRIGGERS, Kind, make
from bot.summary.patterns.looking import findings
from bot.summary.patterns.rules import LOOK_EVERY, LOOKED_AT, Finding, Verdict
from bot.summary.patterns.shuffling import Order, day_by_day, in_blocks

Shuffle = Callable[[np.random.Generator, int], Order]

KINDS = {
    "no link": Kind(),
    "no link, days much alike": Kind(steady=(0.85, 0.95)),
    "no link, evenings missing": Kind(is_often_gone=True),
    "one trigger doubles": Kind(doubles=True),
}
DOUBLED = 0.3
"""The true difference of the trigger that doubles: 0.6 less 0.3."""
_PATTERNS = (Verdict.MORE, Verdict.FEWER)


@dataclass(frozen=True, slots=True)
class Tally:
    """Shares of people, over all looks at their diaries."""

    shown: float
    """Were shown any pattern at any look."""
    shown_others: float
    """Were shown one of a trigger without a link."""
    found: float
    """Were shown, at any look, that the first trigger goes with more difficult days."""
    covered: float
    """Share of the first trigger's intervals, at the last look, that hold the true difference."""


def tally(diaries: Sequence[Days], kind: Kind, shuffle: Shuffle, seed: int) -> Tally:
    """Looks at each diary every four weeks, each person with shuffles of their own."""
    looks = [list(_looks(days, shuffle, (seed, person))) for person, days in enumerate(diaries)]
    shown = [{one.trigger for one in sum(each, ()) if one.verdict in _PATTERNS} for each in looks]
    first = 0 if kind.doubles else TRIGGERS
    found = [any(look[0].verdict is Verdict.MORE for look in each) for each in looks]
    truth = DOUBLED if kind.doubles else 0.0
    last = [each[-1][0].estimate for each in looks]
    covered = [one.low <= truth <= one.high for one in last if one is not None]
    return Tally(
        shown=float(np.mean([bool(triggers) for triggers in shown])),
        shown_others=float(np.mean([bool(triggers - {first}) for triggers in shown])),
        found=float(np.mean(found)),
        covered=float(np.mean(covered)),
    )


def table(people: int, weeks: int, seed: int) -> Iterator[str]:
    """The lines of the table, each as soon as it is known."""
    yield f"{people} diaries of {TRIGGERS} triggers, {weeks} weeks, a look every four; seed {seed}"
    heads = ("shuffled", "shown any", "one unlinked", "interval holds", "found")
    yield f"{'':25}" + "".join(f"{head:>15}" for head in heads)
    for name, kind in KINDS.items():
        diaries = make(np.random.default_rng(seed), people, weeks, kind)
        for shuffle, how in ((in_blocks, "by fortnights"), (day_by_day, "by days")):
            seen = tally(diaries, kind, shuffle, seed)
            shares = [seen.shown, seen.shown_others, seen.covered]
            shares += [seen.found] if kind.doubles else []
            yield f"{name:25}{how:>15}" + "".join(f"{share:>15.1%}" for share in shares)


def _looks(days: Days, shuffle: Shuffle, seed: tuple[int, int]) -> Iterator[tuple[Finding, ...]]:
    every = LOOK_EVERY.days
    for until in range(every, len(days.rated) + 1, every):
        rng = np.random.default_rng((*seed, until))
        window = days.between(max(0, until - LOOKED_AT.days), until)
        yield findings(range(TRIGGERS), window, shuffle(rng, len(window.rated)))
