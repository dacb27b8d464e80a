"""A year in several processes: each has some of the people, and a database of its own."""

import gc
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from bot.simulate.comparing import Compared, compare
from bot.simulate.run import Lived, live

_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
_COLLECTING = (50_000, 20, 100)
"""Python looks for rubbish more rarely than it would: a fifth of the time."""


@dataclass(slots=True)
class Outcome:
    """What all of them lived, compared; `plans` are those of people with differences."""

    compared: Compared = field(default_factory=Compared)
    plans: dict[tuple[int, int, int], str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    restarts: int = 0
    ticks: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def is_right(self) -> bool:
        return not self.compared.differences and not self.errors

    def add(self, other: "Outcome") -> None:
        self.compared.add(other.compared)
        self.plans |= other.plans
        self.errors += other.errors
        self.restarts = max(self.restarts, other.restarts)
        self.ticks += other.ticks
        self.cpu_seconds += other.cpu_seconds


def simulate(seed: int, numbers: Sequence[int], days: int, jobs: int) -> Outcome:
    """Everybody's year; people are dealt out to `jobs` processes."""
    began = time.perf_counter()
    outcome = Outcome()
    shares = [share for first in range(jobs) if (share := numbers[first::jobs])]
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        if len(shares) == 1:
            outcome.add(_share(folder, seed, shares[0], days))
        else:
            with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
                futures = [pool.submit(_share, folder, seed, share, days) for share in shares]
                for future in futures:
                    outcome.add(future.result())
    outcome.seconds = time.perf_counter() - began
    return outcome


def _share(folder: str, seed: int, numbers: Sequence[int], days: int) -> Outcome:
    began = time.process_time()
    gc.set_threshold(*_COLLECTING)
    lived = live(Path(folder), seed, numbers, days)
    outcome = Outcome(ticks=lived.ticks, restarts=len(lived.outages), errors=lived.errors)
    for life in lived.lives:
        compare(life, lived.outages, lived.ends, outcome.compared)
    outcome.plans = _plans(lived, outcome.compared)
    outcome.cpu_seconds = time.process_time() - began
    return outcome


def _plans(lived: Lived, compared: Compared) -> dict[tuple[int, int, int], str]:
    different = {one.number for one in compared.differences}
    found: dict[tuple[int, int, int], str] = {}
    for life in lived.lives:
        versions: dict[int, int] = {}
        for act in life.acts if life.number in different else ():
            if act.schedule is not None:
                version = versions[act.item] = versions.get(act.item, -1) + 1
                found[life.number, act.item, version] = f"{act.kind}, {act.schedule}"
    return found
