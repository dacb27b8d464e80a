"""Folds the screens of people in easy mode, and keeps what a message does not show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people.easy import (
    Folded,
    Rows,
    folded,
    from_json,
    goes_on,
    keys_below,
    shown_rows,
    to_json,
)
from bot.people.easy_buttons import Unfold
from bot.people.rules import unknown_button
from bot.people.tables import FoldedButtons
from bot.people.turn import Reply, Turn
from bot.plain import insert_new
from bot.screen import ButtonData, Screen, pack
from bot.texts import Translator

_LATEST = "latest"
"""The key of the last message's buttons; no digest of others looks like it."""
KEPT = timedelta(days=60)
"""As long as somebody may scroll back; whatever is older is to be had by a command."""


async def eased(turn: Turn, reply: Reply, tapped: str = "") -> Reply:
    """The reply as it is shown to this person; outside easy mode it is the same.

    `tapped` is the data of the button that was tapped.
    """
    if turn.person_or_none is None or not turn.person.easy_mode:
        return reply
    was_open = any(opened for _, opened in keys_below(turn.shown))
    edit = reply.edit
    if edit is not None:
        is_open = was_open and goes_on(turn.below, tapped, edit)
        edit = await _kept(turn, folded(turn.t, edit, is_open=is_open))
    sent = [await _kept(turn, folded(turn.t, one)) for one in reply.send]
    for shown in reversed((reply.edit, *reply.send)):
        if shown is not None and shown.rows:
            await _remember(turn.session, turn.person.id, shown, turn.now)
            break
    return replace(reply, edit=edit, send=tuple(sent))


async def ease(
    session: AsyncSession, person_id: int, t: Translator, screen: Screen, now: datetime
) -> Screen:
    """A message of the bot's own to somebody in easy mode."""
    if screen.rows:
        await _remember(session, person_id, screen, now)
    return await keep(session, person_id, folded(t, screen), now)


async def latest_rows(session: AsyncSession, person_id: int) -> Rows:
    """All buttons of the last message that somebody in easy mode got: they can be said."""
    stored = await _stored(session, person_id, _LATEST)
    return from_json(stored.rows) if stored is not None else ()


async def all_below(session: AsyncSession, person_id: int, shown: Sequence[str]) -> tuple[str, ...]:
    """The data of all buttons of a message, of which it shows some."""
    for key, _ in keys_below(shown):
        stored = await _stored(session, person_id, key)
        rows = from_json(stored.rows) if stored is not None else ()
        return tuple(pack(one.data) for row in rows for one in row if one.data is not None)
    return tuple(shown)


async def unfolded(turn: Turn, data: ButtonData) -> Reply:
    """The other buttons of the message, or the first few again."""
    assert isinstance(data, Unfold)
    if data.more not in {0, 1}:
        raise unknown_button()
    stored = await _stored(turn.session, turn.person.id, data.key)
    if stored is None:
        raise UserError("This message is an old one. /today shows what is current.")
    rows = shown_rows(turn.t, from_json(stored.rows), data.key, is_open=bool(data.more))
    return Reply(buttons=Screen(turn.t.html("The other buttons:"), rows))


async def forget_old(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(FoldedButtons).where(FoldedButtons.shown_at < now - KEPT))


async def _remember(session: AsyncSession, person_id: int, screen: Screen, now: datetime) -> None:
    await _put(session, person_id, _LATEST, screen.rows, now)


async def keep(session: AsyncSession, person_id: int, one: Folded, now: datetime) -> Screen:
    if one.key:
        await _put(session, person_id, one.key, one.rows, now)
    return one.screen


async def _put(session: AsyncSession, person_id: int, key: str, rows: Rows, now: datetime) -> None:
    is_new = await insert_new(
        session, FoldedButtons, person_id=person_id, key=key, rows=to_json(rows), shown_at=now
    )
    if not is_new:
        await session.execute(
            update(FoldedButtons)
            .where(FoldedButtons.person_id == person_id, FoldedButtons.key == key)
            .values(rows=to_json(rows), shown_at=now)
            .execution_options(synchronize_session=False)
        )


async def _kept(turn: Turn, one: Folded) -> Screen:
    return await keep(turn.session, turn.person.id, one, turn.now)


async def _stored(session: AsyncSession, person_id: int, key: str) -> FoldedButtons | None:
    found: FoldedButtons | None = await session.scalar(
        select(FoldedButtons)
        .where(FoldedButtons.person_id == person_id, FoldedButtons.key == key)
        .execution_options(populate_existing=True)
    )
    return found
