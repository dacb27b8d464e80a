"""The plan's screens at their limits: many items, long names, any script, any text at any step."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan import add_screens, item_screens, screens
from bot.plan.answers import back, picked, typed
from bot.plan.history_screen import history
from bot.plan.items import Past, Planned, dues_ahead
from bot.plan.rules import AsNeeded, AtTimes, Kind, Schedule, Steps, next_due
from bot.plan.rules import Step as TaperStep
from bot.plan.screens import Around, Moment
from bot.plan.sketch import Sketch, Step, next_step
from bot.plan.sketch_json import dump, load
from bot.plan.typed import Day
from bot.plan.wording import isolated, short
from tests.plan.chat import ENGLISH, check
from tests.plan.story import NOW

BERLIN = "Europe/Berlin"
HERE = Moment(NOW, BERLIN, BERLIN)
ALONE = Around()
DAY = Day(NOW.astimezone(ZoneInfo(BERLIN)).replace(tzinfo=None), time(7), time(22, 30))
TWELVE = Schedule(AtTimes(tuple(time(hour, 59) for hour in range(8, 20))))
TAPER = Schedule(
    Steps(
        tuple(TaperStep(date(2025, 12, day), TWELVE.when.times, "½" * 40) for day in range(1, 31))
    )
)


def planned(number=1, **changes):
    fields = {
        "id": number,
        "kind": Kind.MEDICATION,
        "name": "Clonazepam",
        "amount": "0.5 mg",
        "notes": None,
        "nags": (10, 30, 60),
        "schedule": TWELVE,
        "schedule_id": number,
        "valid_from": NOW,
        "next": next_due(TWELVE, BERLIN, NOW),
    }
    return Planned(**(fields | changes))


def widest(number, sign):
    return planned(
        number, name=sign * 80, amount=sign * 40, notes=sign * 500, schedule=TAPER, next=None
    )


@pytest.mark.parametrize("sign", ["W", "💊", "<", "&", "ש", "\u0301", "\u202e"])
def test_sixty_items_of_the_widest_names_fit_page_by_page(sign):
    items = [widest(number, sign) for number in range(60)]
    shown = []
    for page in range(8):
        screen = screens.plan(ENGLISH, items, page, HERE, ALONE)
        check(screen)
        shown += [row[0].data.item for row in screen.rows if hasattr(row[0].data, "item")]
    assert shown == list(range(60))
    assert "page 8 of 8" in str(screen.text)
    assert [button.label for button in screen.rows[-2]] == ["◀ 7 of 8"]


@pytest.mark.parametrize("sign", ["W", "💊", "<", "&", "ש"])
def test_every_screen_of_the_widest_item_fits(sign):
    item = widest(1, sign)
    dues = dues_ahead(TAPER, BERLIN, NOW)
    check(item_screens.item(ENGLISH, item, dues, HERE))
    check(item_screens.saved(ENGLISH, item, HERE))
    check(item_screens.remove_asked(ENGLISH, item))
    check(item_screens.removed(ENGLISH, item))
    for field in item_screens.Field:
        check(item_screens.edit_asked(ENGLISH, item, field))
    past = [Past(NOW, "notes", sign * 500, sign * 500)] * 30
    check(history(ENGLISH, item, past, 0, HERE))
    sketch = Sketch(1, sign * 4096, item.kind, item.name, item.amount, True, item.notes, TAPER)
    check(add_screens.confirmation(ENGLISH, sketch, dues, HERE))
    for step in Step:
        check(add_screens.question(ENGLISH, sketch, step, DAY))
    check(add_screens.cancelled(ENGLISH, sketch))


def test_why_nothing_is_next_is_said():
    needed = planned(schedule=Schedule(AsNeeded(360, 3)), next=None)
    over = planned(next=None)
    paused = planned(next=None, paused_at=NOW)
    texts = [
        str(screens.plan(ENGLISH, [item], 0, HERE, ALONE).text) for item in (needed, over, paused)
    ]
    assert texts[0].endswith("as needed, at least 6 h apart, at most 3 a day · no reminders")
    assert texts[1].endswith("· nothing ahead")
    assert texts[2].endswith("· ⏸ paused")


def test_a_pause_of_everything_is_told_above_the_plan():
    moment = Moment(NOW, BERLIN, BERLIN, datetime(2025, 11, 29, 12, 0, tzinfo=UTC))
    screen = screens.plan(ENGLISH, [planned()], 0, moment, ALONE)
    assert "⏸ Reminders are paused until Sat 29 Nov 2025, 13:00: /resume" in str(screen.text)


def test_a_name_from_right_to_left_stands_in_a_fence():
    assert isolated("Clonazepam") == "Clonazepam"
    assert isolated("كلونازيبام") == "\u2068كلونازيبام\u2069"
    assert isolated("evil \u202e name") == "\u2068evil \u202e name\u2069"


def test_a_label_is_cut_with_an_ellipsis_only_where_it_must_be():
    assert short("x" * 40) == "x" * 40
    assert short("x" * 41) == "x" * 39 + "…"


ANSWERS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["8", "08:00 20:00", "every 4h", "3 Dec", "mon 9", "10 mg", "as needed", "25:00", "noon"]
    ),
)
TAPS = st.tuples(st.just("tap"), st.integers(0, 20))
TEXTS = st.tuples(st.just("type"), ANSWERS)


@given(st.lists(st.one_of(TAPS, TEXTS, st.just(("back", 0))), max_size=12))
def test_whatever_is_tapped_and_typed_the_next_question_can_be_shown_and_kept(story):
    """Never another exception than a kind refusal, and every step survives the database."""
    sketch, step = Sketch(1), Step.KIND
    for what, answer in story:
        try:
            if what == "back":
                sketch, step = back(sketch)
            elif what == "type":
                sketch, step = typed(sketch, step, answer, DAY)
            else:
                rows = add_screens.choices(ENGLISH, sketch, step, DAY)
                values = [button.data.value for row in rows for button in row]
                if values:
                    value = values[answer % len(values)]
                    sketch, step = picked(ENGLISH, sketch, step, value, DAY)
        except UserError:
            continue
        assert load(dump(sketch)) == sketch
        if step is Step.CONFIRM:
            assert next_step(sketch) is Step.CONFIRM
            dues = dues_ahead(sketch.schedule, BERLIN, NOW)
            check(add_screens.confirmation(ENGLISH, sketch, dues, HERE))
        else:
            check(add_screens.question(ENGLISH, sketch, step, DAY))
