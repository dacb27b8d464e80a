"""The morning question, offered once to whoever had finished the set-up before there was one."""

from bot.journal.days.buttons import AnswerOffer
from bot.journal.triggers.buttons import Flag
from bot.people.turn import Reply, Turn
from bot.plan.actions import NewItem, add, items_of
from bot.plan.rules import Kind
from bot.screen import Button, ButtonData, Screen
from bot.setup.starter import Starter, starter_schedules
from bot.setup.starter_screens import starter_names
from bot.texts import Translator


async def owed_offer(turn: Turn) -> tuple[Screen, ...]:
    """The offer, where it is owed: after an evening's Done, once, in a message of its own."""
    person = turn.person
    if not person.offer_morning:
        return ()
    person.offer_morning = False
    return () if await _has_morning(turn) else (offer_screen(turn.t),)


async def offer_answered(turn: Turn, data: ButtonData) -> Reply:
    """A yes adds it to the plan, unless it is there; a no leaves all as it is."""
    assert isinstance(data, AnswerOffer)
    t, person = turn.t, turn.person
    if data.flag is Flag.OFF:
        return Reply(edit=Screen(t.html("All right, no morning question. /checkin stays there.")))
    if not await _has_morning(turn):
        schedule = starter_schedules(person.wake_time, person.bed_time)[Starter.MORNING]
        name = starter_names(t)[Starter.MORNING]
        await add(turn.session, person, NewItem(Kind.MORNING, name, None, schedule), turn.now)
    return Reply(edit=Screen(t.html("🌅 The morning question is in your /plan from now on.")))


def offer_screen(t: Translator) -> Screen:
    text = t.html(
        "🌅 <b>Something new</b>\n"
        "Shall I ask in the morning, too, how you slept? It takes two taps."
    )
    return Screen(
        text,
        (
            (Button(t("🌅 Yes, ask me"), AnswerOffer(Flag.ON)),),
            (Button(t("No, thank you"), AnswerOffer(Flag.OFF)),),
        ),
    )


async def _has_morning(turn: Turn) -> bool:
    items = await items_of(turn.session, turn.person, turn.now)
    return any(item.kind is Kind.MORNING for item in items)
