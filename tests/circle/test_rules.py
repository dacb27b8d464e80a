"""Silence, held to a model that knows nothing of rows: minute by minute."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.circle.rules import (
    MINUTES,
    PREFIX,
    Awaited,
    Bond,
    Dose,
    Standing,
    awaited,
    checked_cheer,
    checked_name,
    hash_of,
    is_silent,
    link,
    new_token,
    token_in,
)
from bot.errors import UserError
from bot.reminders.state import Sort, State

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LAST = 240
events = st.lists(
    st.tuples(
        st.integers(0, LAST),
        st.one_of(
            st.sampled_from(["take", "skip", "undo", "nag", "digest", "down", "miss"]),
            st.tuples(st.just("later"), st.integers(1, 60)),
            st.tuples(st.just("share"), st.sampled_from((0, *MINUTES))),
        ),
    ),
    max_size=6,
)


@dataclass
class Life:
    """One dose, as a person lives it; what is known of it is `dose`."""

    arrives_after: int
    share: int
    state: State = State.OPEN
    prompt: int = 0
    sort: Sort | None = None
    sent: int | None = None
    log: list[tuple[int, str]] = field(default_factory=list)

    def lives(self, minute: int, what: object) -> None:
        match what:
            case "take" | "skip" if self.state in {State.OPEN, State.MISSED}:
                self.state = State.DONE if what == "take" else State.SKIPPED
            case "undo" if self.state in {State.DONE, State.SKIPPED}:
                self.state = State.OPEN
            case "nag" if self.state is State.OPEN and self.sort is Sort.REMINDER:
                self.sort, self.sent = Sort.NAG, minute
            case "digest" if self.state is State.OPEN and self.prompt <= minute:
                self.sort, self.sent = Sort.DIGEST, minute
            case "miss" if self.state is State.OPEN and self.sent is not None:
                self.state = State.MISSED
            case ("later", int(wait)) if self.state is State.OPEN:
                self.prompt, self.sort = minute + wait, None
            case ("share", int(minutes)):
                self.share = minutes
        if (
            self.state is State.OPEN
            and self.sort is None
            and (minute >= self.prompt + self.arrives_after)
        ):
            self.sort, self.sent = Sort.REMINDER, minute

    @property
    def dose(self) -> Dose:
        sent = None if self.sent is None else START + self.sent * MINUTE
        return Dose(self.state, START + self.prompt * MINUTE, self.sort, sent)


@dataclass
class Model:
    """What should be told, from what happened alone: since when has nobody answered?"""

    since: int | None = None
    prompt: int | None = None
    minutes: int = 0
    told: set[int] = field(default_factory=set)

    def hears(self, minute: int, life: Life) -> bool:
        if life.state is State.OPEN and life.share:
            fresh = life.prompt != self.prompt and life.sort is Sort.REMINDER
            if fresh and life.sent is not None and life.sent >= life.prompt:
                self.since, self.prompt, self.minutes = life.sent, life.prompt, life.share
                self.told.discard(life.prompt)
            elif life.prompt == self.prompt and self.minutes != life.share:
                self.minutes = life.share
                self.told.discard(life.prompt)
        if self.since is None or self.prompt is None or self.prompt in self.told:
            return False
        if minute < self.since + self.minutes:
            return False
        self.told.add(self.prompt)  # it is looked at once
        is_on_time = life.sort in {Sort.REMINDER, Sort.NAG}
        unanswered = life.state in {State.OPEN, State.MISSED} and life.prompt == self.prompt
        return bool(life.share) and unanswered and is_on_time


@given(events, st.integers(0, 20), st.sampled_from(MINUTES))
def test_silence_is_told_of_as_the_model_says(
    happened: list[tuple[int, object]], arrives_after: int, share: int
) -> None:
    life, model = Life(arrives_after, share), Model()
    waits: Awaited | None = None
    is_owed = False
    for minute in range(LAST + max(MINUTES) + 1):
        now = START + minute * MINUTE
        due_then = [what for at, what in happened if at == minute]
        for what in due_then or [None]:
            life.lives(minute, what)
        if life.share:
            changed = awaited(life.dose, life.share, waits)
            if changed is not None:
                waits, is_owed = changed, True
        heard = False
        if is_owed and waits is not None and waits.due_at <= now:
            is_owed = False
            heard = bool(life.share) and is_silent(life.dose, waits, now)
        assert heard == model.hears(minute, life), (minute, life)


@given(st.integers(0, 20), st.sampled_from(MINUTES), st.integers(0, LAST))
def test_an_answer_before_its_time_is_never_told_of(
    arrives_after: int, share: int, answer: int
) -> None:
    life = Life(arrives_after, share)
    life.lives(arrives_after, None)
    waits = awaited(life.dose, share, None)
    assert waits is not None
    assert waits.due_at == START + (arrives_after + share) * MINUTE
    life.lives(answer, "take")
    assert not is_silent(life.dose, waits, waits.due_at)


def test_offline_is_the_bots_own() -> None:
    sent = START
    for state in set(State) - {State.OPEN, State.MISSED}:
        dose = Dose(state, START, Sort.REMINDER, sent)
        assert not is_silent(dose, Awaited(START, sent, 15), START + timedelta(hours=1))
    asked_late = Dose(State.OPEN, START, Sort.DIGEST, START + timedelta(minutes=20))
    assert awaited(asked_late, 15, None) is None
    assert not is_silent(asked_late, Awaited(START, START, 15), START + timedelta(hours=1))


@pytest.mark.parametrize("sort", [Sort.NAG, Sort.DIGEST, Sort.HELD, Sort.MOVED, None])
def test_only_a_prompt_begins_the_waiting(sort: Sort | None) -> None:
    assert awaited(Dose(State.OPEN, START, sort, START), 15, None) is None


instants = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))


@given(st.tuples(*[instants] * 5), st.datetimes(timezones=st.just(UTC)))
def test_nothing_is_shared_before_both_agreed_nor_while_either_pauses(
    halves: tuple[datetime | None, ...], now: datetime
) -> None:
    bond = Bond(*halves)
    standing = bond.standing(now)
    both = bond.agreed_at is not None and bond.confirmed_at is not None
    assert (standing is Standing.ACTIVE) == (
        both and bond.paused_at is None and bond.rests_at is None
    )


def test_tokens_are_long_different_and_fit_into_a_link() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    for token in tokens:
        payload = link("a_bot", token).partition("?start=")[2]
        assert len(payload) <= 64, "Telegram's limit"
        assert token_in(payload) == token
        assert token not in hash_of(token)


@given(st.text(max_size=80))
def test_nothing_else_is_a_token(text: str) -> None:
    found = token_in(PREFIX + text)
    assert found is None or (found == text and len(text) == 32 and text.isascii())


@given(st.text(max_size=300))
def test_what_is_typed_is_one_line_or_refused(text: str) -> None:
    for check, most in ((checked_name, 40), (checked_cheer, 200)):
        try:
            line = check(text)
        except UserError:
            continue
        assert 0 < len(line) <= most
        assert line.isprintable()
