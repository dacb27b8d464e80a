"""The whole journal beside a plain model: taps, texts, undo, travel and restarts in any order.

Through the real stack, as from a phone. At the end the rows, and every day of the history, are
what the model says.
"""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.engine import URL

from bot.journal.days import buttons as days
from bot.journal.episodes import buttons as episodes
from bot.journal.episodes.rules import MINUTES_AGO, STEPS, FaceZone, Going, burst
from bot.journal.history.store import day_log
from bot.journal.reliefs.rules import Relief
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.tables import Trigger
from bot.journal.water.buttons import AddGlass, UndoGlass
from bot.people.rules import Side
from bot.people.tables import Person
from bot.plan.zones import local_date
from bot.screen import ButtonData, pack
from bot.telegram.tables import HandledUpdate
from tests.conftest import sqlite_url
from tests.phone import MONDAY, Phone, Story, telling

START = MONDAY + timedelta(hours=1)
ZONES = ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles")
DAY = timedelta(days=1)
FLAGS = (Flag.OFF, Flag.ON)
TEXTS = (".", "⚡ Episode", "/log 3 left cheek stress 20 min ago, after coffee", "/trigger stress",
         "/water 300 ml", "💧 Water")  # fmt: skip
Step = tuple[str, int, int]
ACTS = (
    "says", "severity", "side", "zone", "trigger", "burst", "relief", "helped", "going", "ago",
    "undo", "restore", "rate", "unrate", "rerate", "present", "done", "slept", "felt", "unsleep",
    "resleep", "glass", "unglass", "again", "later", "travel", "restart",
)  # fmt: skip
steps = st.tuples(st.sampled_from(ACTS), st.integers(0, 11), st.integers(0, 11))


@dataclass
class Spell:
    """An episode as it ought to be."""

    at: datetime
    logged_at: datetime
    zone: str
    severity: int | None = None
    side: Side | None = None
    zones: set[FaceZone] = field(default_factory=set)
    count: int = 1
    triggers: set[int] = field(default_factory=set)
    reliefs: dict[str, bool | None] = field(default_factory=dict)
    note: str = ""
    going: bool = False
    ended_at: datetime | None = None
    removed: bool = False


@dataclass
class Kept:
    """An answer of a day, and when it was removed."""

    value: tuple[int | None, ...]
    removed_at: datetime | None = None


@dataclass
class Journal:
    """What the bot ought to know after everything so far."""

    now: datetime = START
    zone: str = ZONES[0]
    stress: int = 0
    spells: list[Spell] = field(default_factory=list)
    ratings: dict[date, Kept] = field(default_factory=dict)
    nights: dict[date, Kept] = field(default_factory=dict)
    present: set[tuple[date, int]] = field(default_factory=set)
    answered: set[date] = field(default_factory=set)
    glasses: list[tuple[datetime, date, int]] = field(default_factory=list)
    poured: set[int] = field(default_factory=set)
    """Places of glasses that were undone."""

    @property
    def today(self) -> date:
        return local_date(self.zone, self.now)

    def says(self, text: str) -> None:
        now, stress = self.now, self.stress
        match text.split():
            case ["/log", *_]:
                ago = now - timedelta(minutes=20)
                self.spells.append(
                    Spell(ago, now, self.zone, 3, Side.LEFT, {FaceZone.CHEEK}, 1, {stress},
                          note="after coffee")
                )  # fmt: skip
            case ["/trigger", *_]:
                self.present.add((self.today, stress))
            case ["/water", *_]:
                self.glasses.append((now, self.today, 300))
            case ["💧", _]:
                self.glasses.append((now, self.today, 250))
            case _:
                self.spells.append(Spell(now, now, self.zone))

    def taps(self, data: ButtonData) -> None:  # noqa: PLR0912  a case a button
        number = getattr(data, "episode", 0)
        if number > len(self.spells):
            return
        if number:
            self._taps_episode(self.spells[number - 1], data)
            return
        match data:
            case days.Rate(rating=value):
                self.ratings[self.today] = Kept((value,))
            case days.UndoRating():
                self._removes(self.ratings)
            case days.RestoreRating():
                self._restores(self.ratings)
            case days.ToggleTrigger(trigger=trigger, flag=flag):
                change = self.present.add if flag is Flag.ON else self.present.discard
                change((self.today, trigger))
            case days.AnswerDay() if alive(self.ratings, self.today):
                self.answered.add(self.today)
            case days.SetSleep(minutes=minutes):
                self._sleeps(minutes, None)
            case days.SetQuality(quality=quality):
                self._sleeps(None, quality)
            case days.UndoNight():
                self._removes(self.nights)
            case days.RestoreNight():
                self._restores(self.nights)
            case AddGlass():
                self.glasses.append((self.now, self.today, 250))
            case UndoGlass(glass=glass) if glass <= len(self.glasses):
                self.poured.add(glass - 1)

    def _taps_episode(self, spell: Spell, data: ButtonData) -> None:  # noqa: PLR0912  likewise
        if isinstance(data, episodes.UndoEpisode | episodes.RestoreEpisode):
            spell.removed = isinstance(data, episodes.UndoEpisode)
        if spell.removed:
            return
        match data:
            case episodes.SetSeverity(severity=severity):
                spell.severity = severity
            case episodes.SetDetail(value=value):
                spell.side = Side(value)
            case episodes.SetFaceZone(face_zone=face_zone, flag=flag):
                (spell.zones.add if flag is Flag.ON else spell.zones.discard)(face_zone)
            case episodes.SetTrigger(trigger=trigger, flag=flag):
                (spell.triggers.add if flag is Flag.ON else spell.triggers.discard)(trigger)
            case episodes.AddToBurst(step=step):
                spell.count = burst(spell.count, step)
            case episodes.SetRelief(relief=relief, flag=Flag.ON):
                spell.reliefs.setdefault(relief, None)
            case episodes.SetRelief(relief=relief):
                spell.reliefs.pop(relief, None)
            case episodes.SetHelped(relief=relief, flag=flag) if relief in spell.reliefs:
                spell.reliefs[relief] = flag is Flag.ON
            case episodes.SetGoing(going=Going.ON) if not spell.going:
                spell.going, spell.ended_at = True, None
            case episodes.SetGoing(going=Going.EARLIER):
                spell.going, spell.ended_at = False, None
            case episodes.SetGoing(going=Going.STOP) if spell.ended_at is None:
                spell.going, spell.ended_at = False, self.now
            case episodes.SetAgo(minutes=minutes):
                spell.at = spell.logged_at - timedelta(minutes=minutes)

    def _removes(self, kept: dict[date, Kept]) -> None:
        if self.today in kept:
            kept[self.today].removed_at = kept[self.today].removed_at or self.now

    def _restores(self, kept: dict[date, Kept]) -> None:
        there = kept.get(self.today)
        if there is not None and there.removed_at is not None:
            assert self.now - there.removed_at <= DAY, "a day's buttons are tapped on that day"
            there.removed_at = None

    def _sleeps(self, minutes: int | None, quality: int | None) -> None:
        before = alive(self.nights, self.today) or (None, None)
        self.nights[self.today] = Kept(
            (before[0] if minutes is None else minutes, before[1] if quality is None else quality)
        )


def alive(kept: dict[date, Kept], day: date) -> tuple[int | None, ...] | None:
    return kept[day].value if day in kept and kept[day].removed_at is None else None


def tap_of(model: Journal, triggers: list[int], act: str, a: int, b: int) -> ButtonData:
    """The button that a step means; `a` and `b` choose among what there is."""
    episode, day = 1 + a % (len(model.spells) or 1), model.today.toordinal()
    flag, trigger = FLAGS[b % 2], triggers[b % len(triggers)]
    relief = list(Relief)[b // 2 % 2]
    made: dict[str, ButtonData] = {
        "severity": episodes.SetSeverity(episode, 1 + b % 4),
        "side": episodes.SetDetail(episode, episodes.Detail.SIDE, list(Side)[b % 3]),
        "zone": episodes.SetFaceZone(episode, list(FaceZone)[b // 2], flag),
        "trigger": episodes.SetTrigger(episode, trigger, FLAGS[a % 2], 0),
        "burst": episodes.AddToBurst(episode, STEPS[b % len(STEPS)]),
        "relief": episodes.SetRelief(episode, relief, flag),
        "helped": episodes.SetHelped(episode, relief, flag),
        "going": episodes.SetGoing(episode, list(Going)[b % 3]),
        "ago": episodes.SetAgo(episode, MINUTES_AGO[b % len(MINUTES_AGO)]),
        "undo": episodes.UndoEpisode(episode),
        "restore": episodes.RestoreEpisode(episode),
        "rate": days.Rate(b % 5, 0, day),
        "unrate": days.UndoRating(day),
        "rerate": days.RestoreRating(day),
        "present": days.ToggleTrigger(trigger, FLAGS[a % 2], day),
        "done": days.AnswerDay(day),
        "slept": days.SetSleep(30 * b, 0, day),
        "felt": days.SetQuality(b % 5, 0, day),
        "unsleep": days.UndoNight(day),
        "resleep": days.RestoreNight(day),
        "glass": AddGlass(),
        "unglass": UndoGlass(1 + a % (len(model.glasses) or 1)),
    }
    return made[act]


async def live(url: URL, told: list[Step]) -> None:
    """Lives the steps on a phone and in the model, and compares."""
    async with telling(url, start=START) as story:
        phone = story.phone()
        phone.user.chat.started = True
        await phone.sends("/today")
        async with story.app.db.reading() as session:
            usual = (await session.scalars(select(Trigger).order_by(Trigger.id).limit(4))).all()
        model = Journal(stress=next(one.id for one in usual if one.code == "stress"))
        tapped: ButtonData = AddGlass()
        seen = {model.today}
        for act, a, b in told:
            match act:
                case "says":
                    model.says(TEXTS[a % len(TEXTS)])
                    await phone.sends(TEXTS[a % len(TEXTS)])
                case "later":
                    await story.later(hours=1 + b * 2)
                case "travel":
                    model.zone = ZONES[a % len(ZONES)]
                    await phone.sends(f"/timezone {model.zone}")
                case "restart":
                    await story.life.offline_until(story.clock())
                case _:
                    if act != "again":
                        tapped = tap_of(model, [one.id for one in usual], act, a, b)
                    elif getattr(tapped, "day", model.today.toordinal()) != model.today.toordinal():
                        continue  # of another day by now: what that means, other tests tell
                    model.taps(tapped)
                    await phone.taps_data(pack(tapped), phone.last)
            model.now = story.clock()
            seen.add(model.today)
        await agrees(story, phone, model, seen | {day - DAY for day in seen})


async def agrees(story: Story, phone: Phone, model: Journal, seen: set[date]) -> None:
    for day in sorted(seen):
        async with story.app.db.writing() as session:
            person = (await session.scalars(select(Person))).one()
            log = await day_log(session, person, day)
        assert [shown(entry) for entry in log.episodes] == [
            wanted(model, number) for number in in_order(model, day)
        ]
        assert log.present == {trigger for on, trigger in model.present if on == day}
        assert log.is_answered == (day in model.answered)
        assert (log.rating,) == (alive(model.ratings, day) or (None,))
        assert (log.minutes, log.quality) == (alive(model.nights, day) or (None, None))
        assert [(glass.at, glass.ml) for glass in log.glasses] == [
            (at, ml)
            for place, (at, on, ml) in enumerate(model.glasses)
            if on == day and place not in model.poured
        ]
    text = (await phone.sends("/history")).text
    while "Next page" in str(phone.labels()):
        text += (await phone.taps("Next page")).text
    assert text.count("⚡ Episode") == len(in_order(model, model.today))


def in_order(model: Journal, day: date) -> list[int]:
    """The numbers of a day's episodes, in the order in which they happened."""
    there = [
        (spell.at, number)
        for number, spell in enumerate(model.spells, 1)
        if not spell.removed and local_date(spell.zone, spell.at) == day
    ]
    return [number for _, number in sorted(there)]


def wanted(model: Journal, number: int) -> tuple[object, ...]:
    one = model.spells[number - 1]
    return (number, one.at, one.zone, one.severity, one.side, one.zones, one.count, one.triggers,
            one.reliefs, one.note, one.going, one.ended_at)  # fmt: skip


def shown(one: object) -> tuple[object, ...]:
    return (one.id, one.at, one.zone, one.severity, one.side, set(one.face_zones), one.count,
            set(one.triggers), dict(one.reliefs), one.note, one.is_going, one.ended_at)  # fmt: skip


async def begin(url: URL) -> None:
    """Somebody who has finished the set-up, and has looked at their triggers once."""
    async with telling(url) as story:
        phone = await story.phone().sets_up()
        await phone.sends("/trigger")
        async with story.app.db.writing() as session:  # another stand-in counts from one again
            await session.execute(delete(HandledUpdate))


@pytest.fixture(scope="module")
def begun(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("begun") / "bot.db"
    shutil.copy(sqlite_template, file)
    asyncio.run(begin(sqlite_url(file)))
    return file


@settings(
    max_examples=30,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a life takes too long to be shrunk
)
@given(told=st.lists(steps, min_size=8, max_size=24))
def test_the_journal_agrees_with_a_plain_model(begun: Path, told: list[Step]):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        shutil.copy(begun, file)
        asyncio.run(live(sqlite_url(file), told))


async def test_a_long_life_agrees_on_both_databases(database_url: URL):
    await begin(database_url)
    draw = Random(11)
    often = ("says", "says", "glass", "rate", "slept", "present", *ACTS)
    told = [(draw.choice(often), draw.randrange(12), draw.randrange(12)) for _ in range(150)]
    await live(database_url, told)
