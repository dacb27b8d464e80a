"""Any sequence of toggles, Dones, answers, removals and restores agrees with a plain model."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.errors import UserError
from bot.journal.effects import actions as effects
from bot.journal.effects.rules import DayEffects, Effect
from bot.journal.effects.store import day_effects
from bot.journal.selfcheck import actions as checks
from bot.journal.selfcheck.rules import Question
from bot.journal.selfcheck.store import given_in
from tests.conftest import sqlite_url
from tests.journal.conftest import AFTERNOON, new_person, turn_of

ADA = 1001
MONDAY = date(2026, 3, 2)
ASKED = (Effect.DRY_MOUTH, Effect.BLURRED, Effect.RASH)
STEPS = st.tuples(
    st.sampled_from(["on", "off", "done", "remove", "restore", "answer", "skip", "drop", "back",
                     "later"]),
    st.integers(0, 2),
    st.integers(0, 1),
)  # fmt: skip


@dataclass
class Day:
    asked: tuple[Effect, ...] = ()
    present: set[Effect] = field(default_factory=set)
    answered: bool = False
    removed_at: datetime | None = None


@dataclass
class Answered:
    answer: int | None
    day: date
    removed_at: datetime | None = None


@dataclass
class Model:
    now: datetime = AFTERNOON
    days: dict[date, Day] = field(default_factory=dict)
    checks: dict[Question, Answered] = field(default_factory=dict)

    def open(self, day: date) -> Day:
        kept = self.days.get(day)
        if kept is None or kept.removed_at is not None:
            kept = self.days[day] = Day()
        return kept

    def may_restore(self, removed_at: datetime | None) -> bool:
        return removed_at is None or self.now - removed_at <= timedelta(days=1)

    def tap(self, what: str, which: int, day: date) -> bool:
        """Whether the bot may do it."""
        question = list(Question)[which]
        given, kept = self.checks.get(question), self.days.get(day)
        match what:
            case "on":
                self.open(day).present.add(ASKED[which])
            case "off":
                self.open(day).present.discard(ASKED[which])
            case "done":
                opened = self.open(day)
                opened.asked, opened.answered = ASKED, True
            case "remove" if kept:
                kept.removed_at = kept.removed_at or self.now
            case "restore" if kept:
                if not self.may_restore(kept.removed_at):
                    return False
                kept.removed_at = None
            case "answer":
                self.checks[question] = Answered(which, given.day if given else day)
            case "skip" if given is None:
                self.checks[question] = Answered(None, day)
            case "drop" if given:
                given.removed_at = given.removed_at or self.now
            case "back" if given:
                if not self.may_restore(given.removed_at):
                    return False
                given.removed_at = None
        return True


async def tap(db: Database, now: datetime, what: str, which: int, day: date) -> None:
    question = list(Question)[which]
    async with turn_of(db, ADA, now) as turn:
        session, person = turn.session, turn.person
        match what:
            case "on" | "off":
                await effects.note_effect(session, person, ASKED[which], day, on=what == "on")
            case "done":
                await effects.answer_effects(session, person, day, ASKED, now)
            case "remove":
                await effects.remove_effects(session, person, day, now)
            case "restore":
                await effects.restore_effects(session, person, day, now)
            case "answer" | "skip":
                answer = which if what == "answer" else None
                await checks.answer_check(session, person, question, answer, day, now)
            case "drop":
                await checks.remove_check(session, person, question, day, now)
            case "back":
                await checks.restore_check(session, person, question, day, now)


async def live(template: Path, told: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        shutil.copy(template, file)
        db = Database(sqlite_url(file))
        await new_person(db, ADA)
        model, days = Model(), [MONDAY, MONDAY + timedelta(days=1)]
        for what, which, on in told:
            if what == "later":
                model.now += timedelta(hours=9)
                continue
            may = model.tap(what, which, days[on])
            try:
                await tap(db, model.now, what, which, days[on])
            except UserError:
                assert not may
            else:
                assert may
        async with turn_of(db, ADA, model.now) as turn:
            for day in days:
                assert await day_effects(turn.session, turn.person, day) == known(model, day)
            given_now = await given_in(turn.session, turn.person, MONDAY)
        await db.close()
        assert {one.question: (one.answer, one.day, one.is_removed) for one in given_now} == {
            question: (one.answer, one.day, one.removed_at is not None)
            for question, one in model.checks.items()
        }


def known(model: Model, day: date) -> DayEffects | None:
    kept = model.days.get(day)
    if kept is None or kept.removed_at is not None:
        return None
    return DayEffects(kept.asked, frozenset(kept.present), is_answered=kept.answered)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_the_bot_and_the_model_agree(sqlite_template: Path, told) -> None:
    asyncio.run(live(sqlite_template, told))
