"""One look at a diary: a finding for each of its triggers. Pure; the shuffles come from a seed."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import false_discovery_control

from bot.summary.patterns.comparing import (
    Days,
    Flags,
    Floats,
    centred,
    counts_of,
    days_of,
    independent_errors,
    least_side,
    shrunk,
)
from bot.summary.patterns.rules import LEAST_DAYS, LEAST_EVENINGS, Diary, Finding, verdict
from bot.summary.patterns.shuffling import Order, chance, in_blocks


def look(diary: Diary, seed: Sequence[int]) -> tuple[Finding, ...]:
    """Findings in the order of the diary's triggers; the same seed gives the same ones.

    The diary has whole weeks. Takes milliseconds: call it off the event loop.
    """
    if not diary.present or not diary.ratings:
        return ()
    order = in_blocks(np.random.default_rng(list(seed)), len(diary.ratings))
    return findings(tuple(diary.present), days_of(diary), order)


def findings(triggers: Sequence[int], days: Days, order: Order) -> tuple[Finding, ...]:
    """A finding for each trigger (k,); `order`: the shuffles by which chance is measured."""
    counts = counts_of(days)
    found = {i: Finding(triggers[i], verdict(each, None, 0), each) for i, each in enumerate(counts)}
    is_compared = least_side(days) >= LEAST_DAYS
    compared = np.flatnonzero(is_compared)
    if compared.size:
        parts = centred(days.of(is_compared))
        seen = chance(parts, order)
        errors = np.maximum(seen.errors, independent_errors(days.of(is_compared), parts.weight))
        differences = (parts.exposure * parts.outcome).sum(1) / parts.weight
        q = adjusted(seen.p, np.array([counts[i].answered >= LEAST_EVENINGS for i in compared]))
        for j, i in enumerate(compared.tolist()):
            is_tested = not np.isnan(q[j])
            found[i] = Finding(
                trigger=triggers[i],
                verdict=verdict(
                    counts[i], float(q[j]) if is_tested else None, float(seen.direction[j])
                ),
                counts=counts[i],
                estimate=shrunk(float(differences[j]), float(errors[j])),
                p=float(seen.p[j]),
                q=float(q[j]) if is_tested else None,
            )
    return tuple(found[i] for i in range(len(triggers)))


def adjusted(p: Floats, is_tested: Flags) -> Floats:
    """Benjamini and Hochberg's q among what is tested, NaN for the others."""
    q = np.full(p.shape, np.nan)
    if is_tested.any():
        q[is_tested] = false_discovery_control(p[is_tested])
    return q
