"""CPU a picture, beside matplotlib; memory; and the event loop's longest stall meanwhile.

Run: python benchmarks/pictures.py
Each part runs in a process of its own, so that neither pays for the other's imports.
"""

import asyncio
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

PICTURES = 40
RUNS = 3


def memory() -> float:
    return psutil.Process().memory_info().rss / 1e6


def cpu(draw: Callable[[int], bytes]) -> float:
    """Milliseconds of CPU a picture, each of other values: the median of some runs."""
    runs = []
    for run in range(RUNS):
        begin = time.process_time()
        for number in range(PICTURES):
            draw(run * PICTURES + number)
        runs.append((time.process_time() - begin) / PICTURES * 1e3)
    return statistics.median(runs)


def ours() -> None:
    before, begin = memory(), time.process_time()
    from bot.summary.drawings import pictures
    from tests.summary.drawings import samples

    pictures.week_picture(samples.WEEK, False)
    first = (time.process_time() - begin) * 1e3
    week = samples.WEEK

    def changed(number: int):
        days = tuple(replace(day, episodes=day.episodes + number % 7) for day in week.days)
        return replace(week, title=f"Week {number}", days=days)

    named = {
        "week": lambda n: pictures.week_picture(changed(n), n % 2 == 0),
        "calendar": lambda n: pictures.calendar_picture(
            replace(samples.CALENDAR, title=str(n)), n % 2 == 0
        ),
        "cycle": lambda n: pictures.cycle_picture(replace(samples.CYCLE, title=str(n)), n % 2 == 0),
        "adherence": lambda n: pictures.adherence_picture(
            replace(samples.ADHERENCE, title=str(n)), n % 2 == 0
        ),
        "triggers": lambda n: pictures.triggers_picture(
            replace(samples.TRIGGERS, title=str(n)), n % 2 == 0
        ),
    }
    for name, draw in named.items():
        print(f"ours, {name}: {cpu(draw):.1f} ms CPU a picture")
    print(f"ours: the first one {first:.0f} ms, imports included")
    print(f"ours: memory {before:.0f} MB before, {memory():.0f} MB after 600 pictures")


def matplotlib_week() -> None:
    """The same week: bars with marks, ratings, plan items, gauges; 1080 px wide, Agg."""
    before, begin = memory(), time.process_time()
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    from tests.summary.drawings import samples

    week, names = samples.WEEK, [day.label for day in samples.WEEK.days]

    def draw(number: int) -> bytes:
        figure, (bars, ratings, plan) = plt.subplots(3, 1, figsize=(5.4, 7.5), dpi=200)
        figure.suptitle(f"Week {number}")
        counts = [day.episodes + number % 7 for day in week.days]
        shown = bars.bar(names, counts)
        bars.bar_label(shown)
        bars.hlines(
            [day.usual_episodes for day in week.days],
            [at - 0.45 for at in range(7)],
            [at + 0.45 for at in range(7)],
        )
        ratings.imshow([[-1 if day.rating is None else day.rating for day in week.days]])
        for at, day in enumerate(week.days):
            ratings.text(at, 0, "?" if day.rating is None else str(day.rating), ha="center")
        left = [0] * len(week.items)
        for state, hatch in (("taken", ""), ("skipped", "//"), ("missed", "xx"), ("offline", "..")):
            parts = [getattr(item, state) / item.all for item in week.items]
            plan.barh([item.name for item in week.items], parts, left=left, hatch=hatch)
            left = [one + two for one, two in zip(left, parts, strict=True)]
        plan.legend(["done", "skipped", "missed", "offline"], ncols=4)
        kept = io.BytesIO()
        figure.savefig(kept, format="png")
        plt.close(figure)
        return kept.getvalue()

    draw(0)
    first = (time.process_time() - begin) * 1e3
    print(f"matplotlib, week: {cpu(draw):.1f} ms CPU a picture")
    print(f"matplotlib: the first one {first:.0f} ms, imports included")
    print(f"matplotlib: memory {before:.0f} MB before, {memory():.0f} MB after 120 pictures")


def report() -> None:
    """A believable report of two pages, and one with more of everything than fits."""
    from bot.summary.report.document import document
    from bot.texts import Texts
    from tests.summary.report import samples

    t = Texts().translator("en")
    for name, rows in (
        ("twelve weeks", samples.twelve_weeks()),
        ("60 items, 104 weeks", samples.crowded(["Clonazepam", "Stretching with a long name"])),
    ):
        page = samples.page_of(t, rows)
        begin = time.process_time()
        for number in range(10):
            document(replace(page, title=f"Report {number}"))
        print(f"report, {name}: {(time.process_time() - begin) * 100:.0f} ms CPU")


async def stalls() -> None:
    """How late the loop wakes while two threads draw as the bot's do, and while nothing does."""
    from bot.summary.drawings.pictures import week_picture
    from bot.telegram.making import Maker
    from bot.telemetry import Metrics
    from tests.summary.drawings import samples

    maker, late = Maker(Metrics()), []

    async def watch() -> None:
        while True:
            slept = time.perf_counter()
            await asyncio.sleep(0.002)
            late.append((time.perf_counter() - slept - 0.002) * 1e3)

    def told(what: str) -> None:
        print(
            f"event loop, {what}: longest stall {max(late):.1f} ms,"
            f" p99 {statistics.quantiles(late, n=100)[98]:.1f} ms"
        )
        late.clear()

    async with asyncio.TaskGroup() as group:
        watching = group.create_task(watch())
        await asyncio.sleep(10)
        told("idle")
        begin = time.perf_counter()
        weeks = [replace(samples.WEEK, title=f"Week {number}") for number in range(400)]
        await asyncio.gather(
            *(maker.work(lambda each=each: len(week_picture(each, False))) for each in weeks)
        )
        seconds = time.perf_counter() - begin
        told("two threads drawing")
        watching.cancel()
    maker.close()
    print(f"two threads: {len(weeks) / seconds:.0f} pictures a second; memory {memory():.0f} MB")


PARTS = {
    "ours": ours,
    "matplotlib": matplotlib_week,
    "report": report,
    "stalls": lambda: asyncio.run(stalls()),
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        PARTS[sys.argv[1]]()
    else:
        for part in PARTS:
            subprocess.run([sys.executable, __file__, part], check=True)
