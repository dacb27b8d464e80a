"""Diaries that nobody wrote, to see how often a look at them finds what is not there.

As lived ones: days resemble the days before, in ratings and in triggers; weekdays differ, in
both; some triggers come together; an injection makes some weeks better and some triggers rarer;
with most people evenings stay unanswered, sometimes several in a row. Between triggers and
ratings there is no link besides weekdays and injections, unless one is put in.
"""

from dataclasses import dataclass

import numpy as np

from bot.summary.patterns.comparing import Days, Flags, Floats
from bot.summary.patterns.rules import stratum_of

TRIGGERS = 12
_WARM_UP = 40
_ANSWERED = 0.95


@dataclass(frozen=True, slots=True)
class Kind:
    """What diaries are made. `steady`: how like a day is to the day before, from and to."""

    steady: tuple[float, float] = (0.2, 0.9)
    doubles: bool = False
    """Whether the first trigger doubles the share of difficult days, from 0.3 to 0.6."""
    is_often_gone: bool = False
    """Whether a third of the evenings stays unanswered, difficult ones rather."""


def make(rng: np.random.Generator, people: int, weeks: int, kind: Kind) -> list[Days]:
    """One diary for each person."""
    return [_one(rng, weeks * 7, kind) for _ in range(people)]


def _one(rng: np.random.Generator, n: int, kind: Kind) -> Days:
    weekday = np.arange(n) % 7
    since, cycle = _cycle(rng, n)
    face = _steady(rng, 1, n, kind)[0] + rng.normal(0, 0.4, 7)[weekday] + cycle
    present = _present(rng, n, kind, cycle)
    base = rng.uniform(0.2, 0.5)
    share = np.where(present[0], 0.6, 0.3) if kind.doubles else base
    difficult = face > np.quantile(face, 1 - share)
    rated = _rated(rng, n, kind, difficult)
    asked = np.broadcast_to(rated, present.shape)
    strata = np.array([stratum_of(None if week < 0 else int(week)) for week in since], np.int8)
    return Days(rated, difficult & rated, asked, present & asked, strata)


def _present(rng: np.random.Generator, n: int, kind: Kind, cycle: Floats) -> Flags:
    """Which triggers were there: 15 to 60% of the days each, several from one source."""
    together = rng.uniform(0, 0.8, (TRIGGERS, 1))
    own = np.sqrt(1 - together**2) * _steady(rng, TRIGGERS, n, kind)
    latent = own + together * _steady(rng, 1, n, kind)
    latent += rng.normal(0, 0.4, (TRIGGERS, 7))[:, np.arange(n) % 7]
    latent += np.where(rng.random((TRIGGERS, 1)) < 1 / 3, 0.7 * cycle, 0)
    shares = rng.uniform(0.15, 0.6, TRIGGERS)
    least = [np.quantile(row, 1 - share) for row, share in zip(latent, shares, strict=True)]
    there: Flags = latent > np.array(least)[:, None]
    return there


def _cycle(rng: np.random.Generator, n: int) -> tuple[Floats, Floats]:
    """Weeks since the injection, -1 without any, and what they do to the face."""
    if rng.random() < 0.4:  # noqa: PLR2004  four in ten have none
        return np.full(n, -1.0), np.zeros(n)
    length = rng.integers(70, 99)
    weeks = ((rng.integers(0, length) + np.arange(n)) % length // 7).astype(np.float64)
    wearing_off = 0.25 * (weeks - 8) + 0.2
    return weeks, np.where(weeks < 1, 0.5, np.where(weeks < 8, -0.5, wearing_off))  # noqa: PLR2004


def _steady(rng: np.random.Generator, rows: int, n: int, kind: Kind) -> Floats:
    """Rows of noise with variance 1, each as steady from day to day as is drawn for it."""
    keep = rng.uniform(*kind.steady, rows)
    noise = rng.standard_normal((n + _WARM_UP, rows)) * np.sqrt(1 - keep**2)
    for day in range(1, n + _WARM_UP):
        noise[day] += keep * noise[day - 1]
    return noise[_WARM_UP:].T


def _rated(rng: np.random.Generator, n: int, kind: Kind, difficult: Flags) -> Flags:
    """Which evenings were answered."""
    if kind.is_often_gone:
        return rng.random(n) < np.where(difficult, 0.6, 0.7)
    if rng.random() < 0.3:  # noqa: PLR2004  three in ten answer always
        return np.ones(n, dtype=bool)
    away = _steady(rng, 1, n, Kind((0.8, 0.8)))[0] > 1.8  # noqa: PLR2004  four in a hundred days
    answered: Flags = (rng.random(n) < _ANSWERED) & ~away
    return answered
