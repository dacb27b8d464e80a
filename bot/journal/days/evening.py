"""A day as the evening's screens show it: everything that is known of it, and what comes next."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.journal.days import actions, screens
from bot.journal.days.morning_offer import owed_offer
from bot.journal.days.rules import Evening, Toggle, check_day, day_of, toggles_on
from bot.journal.effects.screens import effects_screen
from bot.journal.effects.store import day_effects, offered_to
from bot.journal.effects.store import row_of as effects_row
from bot.journal.effects.weeks import said_on
from bot.journal.removal import can_restore
from bot.journal.selfcheck.store import asked_on, given_on
from bot.journal.triggers.rules import Known
from bot.journal.triggers.store import exposed, known
from bot.journal.triggers.words import trigger_name
from bot.people.turn import Reply, Turn
from bot.plan.zones import local_date
from bot.screen import Screen

DAY = timedelta(days=1)


def checked_day(turn: Turn, ordinal: int) -> date:
    """The date that a button carries; UserError for one to come, or long gone."""
    day = day_of(ordinal)
    check_day(day, turn.now, turn.person.zone)
    return day


async def evening_of(turn: Turn, day: date, occurrence: int = 0, page: int = 0) -> Evening:
    """All that is known of a day."""
    session, person = turn.session, turn.person
    rating = await actions.rating_of(session, person, day)
    mood = await actions.mood_of(session, person, day)
    habit = await habit_of(turn, day)
    present = await exposed(session, person, day)
    shown, pages = toggles_on(habit, page)
    named = [Toggle(one.id, trigger_name(turn.t, one), one.id in present) for one in habit]
    return Evening(
        day=day,
        today=local_date(person.zone, turn.now),
        rating=rating.rating if rating and rating.removed_at is None else None,
        toggles=tuple(named[at] for at in shown),
        noted=tuple(one for one in named if one.is_on),
        page=min(max(page, 0), pages - 1),
        pages=pages,
        is_answered=await actions.triggers_of(session, person, day) is not None,
        mood=mood.mood if mood and mood.removed_at is None else None,
        can_restore=rating is not None and can_restore(rating.removed_at, turn.now),
        can_restore_mood=mood is not None and can_restore(mood.removed_at, turn.now),
        has_effects=bool(await offered_to(session, person, day)),
        effects=await day_effects(session, person, day),
        asked=await asked_on(session, person, day),
        given=await given_on(session, person, day),
        occurrence=occurrence,
    )


async def habit_of(turn: Turn, day: date) -> Sequence[Known]:
    """The person's triggers as the evening orders them: yesterday's first, then the most used.

    A hidden one is among them, at the end, while it is noted for the day.
    """
    session, person = turn.session, turn.person
    found = await known(session, person, before=day)
    before = await exposed(session, person, day - DAY)
    present = await exposed(session, person, day)
    offered = [one for one in found if not one.is_hidden or one.id in present]
    return sorted(offered, key=lambda one: (one.is_hidden, one.id not in before))


async def evening_done(turn: Turn, day: date) -> Reply:
    """After a Done: the side effects where they are still to be asked, else the day in words."""
    evening = await evening_of(turn, day)
    is_answered = evening.effects is not None and evening.effects.is_answered
    is_answered = is_answered or await said_on(turn.session, turn.person, day)  # in more detail
    if evening.has_effects and not is_answered:
        return Reply(edit=await effects_of(turn, day))
    offer = await owed_offer(turn)
    return Reply(edit=screens.evening_closed(turn.t, evening), send=offer)


async def day_closed(turn: Turn, day: date) -> Screen:
    """A day as it was answered, or the question where it was not."""
    evening = await evening_of(turn, day)
    if not evening.is_known:
        return screens.evening_screen(turn.t, evening)
    return screens.evening_closed(turn.t, evening)


async def effects_of(turn: Turn, day: date, page: int = 0) -> Screen:
    """The side effects of a day: those that can be asked, and those that were noted."""
    session, person = turn.session, turn.person
    row = await effects_row(session, person, day)
    return effects_screen(
        turn.t,
        await offered_to(session, person, day),
        await day_effects(session, person, day),
        day,
        local_date(person.zone, turn.now),
        page=page,
        can_restore=row is not None and can_restore(row.removed_at, turn.now),
    )
