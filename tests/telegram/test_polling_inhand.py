"""Which updates may be forgotten, over any order of arrivals and endings."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.inhand import GRIP, InHand


def test_nothing_is_confirmed_before_anything_came() -> None:
    assert InHand().offset(0.0) is None


def test_an_update_under_way_holds_back_those_after_it() -> None:
    hand = InHand()
    assert hand.take([5, 6, 7], 0.0) == [5, 6, 7]
    hand.end(6)
    hand.end(7)
    assert hand.offset(1.0) == 5
    assert hand.take([5, 6, 7, 8], 1.0) == [8]
    hand.end(5)
    assert hand.offset(1.0) == 8
    hand.end(8)
    assert hand.offset(1.0) == 9


def test_one_that_hangs_lets_go_after_a_while_but_not_at_the_farewell() -> None:
    hand = InHand()
    hand.take([5, 6], 0.0)
    hand.end(6)
    assert hand.offset(GRIP - 0.1) == 5
    assert hand.offset(GRIP) == 7
    assert hand.offset(GRIP, grip=float("inf")) == 5


def test_when_telegram_begins_to_count_anew_we_follow() -> None:
    hand = InHand()
    hand.take([9_000], 0.0)
    hand.end(9_000)
    assert hand.take([17], 0.0) == [17]
    hand.end(17)
    assert hand.offset(0.0) == 18


@given(st.data())
def test_killed_at_any_instant_what_had_not_ended_comes_again(data: st.DataObject) -> None:
    """A server that forgets below the offset, a client that is killed: nothing is lost."""
    sent = range(100, 100 + data.draw(st.integers(0, 30)))
    server = list(sent)
    hand, ended, under_way = InHand(), set(), []
    for _ in range(data.draw(st.integers(0, 40))):
        if under_way and data.draw(st.booleans()):
            one = under_way.pop(data.draw(st.integers(0, len(under_way) - 1)))
            ended.add(one)
            hand.end(one)
        else:
            offset = hand.offset(0.0) or 0
            server = [one for one in server if one >= offset]
            fresh = hand.take(server[: data.draw(st.integers(1, 10))], 0.0)
            assert not set(fresh) & (ended | set(under_way))
            under_way += fresh
    assert set(sent) - ended <= set(server)
