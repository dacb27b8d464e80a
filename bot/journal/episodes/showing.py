"""An episode as its message shows it now."""

from bot.journal.episodes import screens
from bot.journal.episodes.buttons import Panel
from bot.journal.episodes.rules import SEVERE, Entry
from bot.journal.episodes.store import best_of, entry_of
from bot.journal.reliefs.rules import is_own
from bot.journal.reliefs.store import own_reliefs
from bot.journal.triggers.store import known
from bot.people.turn import Turn
from bot.plan.zones import local_date
from bot.screen import Screen


async def shown(turn: Turn, episode_id: int, panel: Panel = Panel.MAIN, page: int = 0) -> Screen:
    return await seen(turn, await entry_of(turn.session, turn.person, episode_id), panel, page)


async def seen(turn: Turn, entry: Entry, panel: Panel = Panel.MAIN, page: int = 0) -> Screen:
    """`shown`, of an entry that was read already."""
    if entry.is_removed:
        return screens.episode_removed(turn.t, entry)
    needs_triggers = entry.triggers or panel is Panel.TRIGGERS
    day = local_date(turn.person.zone, turn.now)
    named = (
        await known(turn.session, turn.person, before=day, besides=entry.id)
        if needs_triggers
        else ()
    )
    is_severe = entry.severity is not None and entry.severity >= SEVERE
    best = await best_of(turn.session, turn.person, entry.id) if is_severe else ()
    names_own = panel is Panel.RELIEFS or any(is_own(one.relief) for one in best)
    own = await own_reliefs(turn.session, turn.person) if names_own else ()
    return screens.episode_saved(turn.t, entry, named, panel=panel, page=page, best=best, own=own)
