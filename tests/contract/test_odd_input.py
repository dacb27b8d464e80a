"""Whatever is sent, at whatever step: an answer, no traceback, and nobody is stuck.

That the log has no traceback and the exit code is 0 is held by `a_bot`.
"""

import pytest

from .odd import forged, said
from .person import Person
from .process import Bot

STEPS = range(7)
"""Before consent, the steps of the set-up, and after it."""


@pytest.mark.parametrize(
    ("database_url", "step"),
    [*(("sqlite", step) for step in STEPS), ("postgresql", 2), ("postgresql", STEPS[-1])],
    indirect=["database_url"],
)
async def test_nothing_odd_goes_unanswered_or_leaves_somebody_stuck(bot: Bot, step: int):
    ada = bot.person("<b>Ada</b> & 'Co'")
    await ada.says("/start")
    if step:
        await ada.taps("Agree")
    for _ in range(step - 1):
        await _goes_on(ada)
    for act in said():
        heard = ada.last.message_id
        await ada.does(act(ada))
        assert ada.last.message_id > heard, ada.user.messages[-1]
    for act in forged():
        await ada.does(act(ada))
    await ada.says("/start")
    if step == 0:
        await ada.taps("Agree")
    for _ in STEPS:
        await _goes_on(ada)
    assert ada.is_set_up, (ada.last.text, ada.labels())
    await ada.says("/cancel")
    await ada.adds("Clonazepam 0.5 mg 08:00")
    await ada.says("/plan")
    assert "Clonazepam" in ada.last.text


async def _goes_on(ada: Person) -> None:
    if not ada.is_set_up:
        await ada.leaves_the_step()
