"""The account that processes share: never over the limit, whoever is late, dies or says nothing."""

from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.account import LATE, Account, Given, News, tick_of
from bot.telegram.rates import Pace
from tests.rates import a_second, most_in_a_second

LIMIT = 30
TICK = 0.01


def account() -> Account:
    return Account(Pace(LIMIT))


@dataclass
class Sender:
    """A process that takes calls, lets them leave late or not at all, and tells of it now and then.

    It tells twice a second at least, as `SharedSource.run` does.
    """

    random: Random
    late: float
    trip: float
    held: list[Given] = field(default_factory=list)
    news: News = field(default_factory=News)
    under_way: list[tuple[float, float, int]] = field(default_factory=list)
    """When each is answered, when it arrived, until which tick it counts."""
    visits_at: float = 0.0

    def works(self, shared: Account, now: float) -> list[float]:
        """One tick; gives when what left now arrives."""
        for one in [one for one in self.under_way if one[0] <= now]:
            self.under_way.remove(one)
            self.news.moves(one[2], tick_of(one[1] + 1))
        if now >= self.visits_at:
            shared.settle(self.news, now)
            self.news = News()
            self.held += shared.give(self.random.randint(0, 4), now)
            self.visits_at = now + self.random.uniform(0, 0.5)
        return [self.sends(one, now) for one in self.ready(now)]

    def ready(self, now: float) -> list[Given]:
        """What leaves in this tick; what is too late never does."""
        for one in [one for one in self.held if one.at < now - LATE]:
            self.held.remove(one)
            self.news.drops(one.counts_until)
        found = [one for one in self.held if one.at + self.random.uniform(0, self.late) <= now]
        self.held = [one for one in self.held if one not in found]
        return found

    def sends(self, one: Given, now: float) -> float:
        arrives = now + self.random.uniform(0, self.trip)
        answered = arrives + self.random.uniform(0, self.trip)
        self.news.moves(one.counts_until, tick_of(now + 6))
        self.under_way.append((answered, arrives, tick_of(now + 6)))
        return arrives


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    number=st.integers(1, 5),
    late=st.sampled_from([0.0, 0.05, 0.4]),
    trip=st.sampled_from([0.0, 0.02, 0.15]),
    deaths=st.sampled_from([0.0, 0.02]),
)
def test_no_second_holds_more_than_the_limit(
    seed: int, number: int, late: float, trip: float, deaths: float
) -> None:
    shared, random = account(), Random(seed)
    senders = [Sender(random, late, trip) for _ in range(number)]
    arrivals: list[float] = []
    for tick in range(500):
        now = 1000 + tick * TICK
        for place, one in enumerate(senders):
            # Killed between two calls: what it held nobody hears of again.
            if not one.under_way and random.random() < deaths:
                senders[place] = Sender(random, late, trip)
            arrivals += senders[place].works(shared, now)
    assert most_in_a_second(arrivals) <= LIMIT


@pytest.mark.parametrize(("late", "share"), [(0.0, 0.99), (0.002, 0.99), (0.02, 0.97)])
def test_a_long_queue_uses_the_limit_but_for_what_leaves_late(late: float, share: float) -> None:
    shared, random, left = account(), Random(7), list[float]()
    now = 1000.0
    while len(left) < 1_000:
        (one,) = shared.give(1, now)
        now = max(now, one.at) + random.uniform(0, late)
        left.append(now)
        shared.settle(moved(one, now + 1), now)
    assert most_in_a_second(left) <= LIMIT
    assert a_second(left) >= share * LIMIT


def moved(one: Given, until: float) -> News:
    news = News()
    news.moves(one.counts_until, tick_of(until))
    return news


def test_what_was_not_used_can_be_given_again() -> None:
    shared, news = account(), News()
    first = shared.give(20, 1000.0)
    for one in first:
        news.drops(one.counts_until)
    shared.settle(news, 1000.01)
    assert shared.counts == {}
    assert [one.at for one in shared.give(30, 1000.01)[:3]] == [1000.01] * 3


def test_what_nobody_speaks_of_counts_until_it_has_arrived_at_the_latest() -> None:
    shared = Account(Pace(1))
    (one,) = shared.give(1, 1000.0)
    (after,) = shared.give(1, 1000.4)
    assert after.at == pytest.approx(one.at + 1.5)


def test_a_call_that_is_not_answered_holds_back_what_comes_after_it() -> None:
    shared = Account(Pace(1))
    (one,) = shared.give(1, 1000.0)
    shared.settle(moved(one, 1006.0), 1000.5)
    assert shared.give(1, 1001.0) == []
    shared.settle(moved(Given(1000.0, tick_of(1006.0)), 1002.1), 1001.1)
    assert [one.at for one in shared.give(1, 1001.5)] == [1002.1]


def test_in_a_silence_the_first_after_it_are_given() -> None:
    shared = account()
    shared.refuse(20.0, began=999.0, now=1000.0)
    assert shared.give(2, 1001.0)[0].at == 1020.0
    assert shared.pace.rate(1020.0) == LIMIT / 2


def test_another_server_with_another_time_forgets_instants_that_never_come() -> None:
    shared = account()
    shared.give(20, 100_000.0)
    shared.settle(News(), 1000.0)
    assert shared.counts == {}
    assert [one.at for one in shared.give(1, 1005.0)] == [1005.0]


def test_the_row_stays_small_at_any_rate() -> None:
    shared = Account(Pace(10_000))
    for tick in range(200):
        shared.give(50, 1000 + tick * 0.005)
    assert 9_000 < sum(shared.counts.values()) <= 10_000
    assert len(shared.counts) < 800
