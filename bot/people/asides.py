"""A question in the middle of something else: what was open before is open again after it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.drafts import drop_draft, keep_draft, open_draft
from bot.people.tables import Person

_WAITS = timedelta(hours=1)
"""After this a plain message is no longer taken for the answer."""


async def ask_aside(
    session: AsyncSession, person: Person, now: datetime, flow: str, **about: int
) -> None:
    """Waits for an answer to a question of its own flow, above whatever is open.

    `about` are ids that say what was asked; `asked_about` gives them back.
    """
    draft = await open_draft(session, person.id, now)
    under = None
    if draft is not None:
        is_aside = "asked" in draft.data
        under = (
            draft.data["under"]
            if is_aside
            else {"flow": draft.flow, "step": draft.step, "data": draft.data}
        )
    asked = int(now.timestamp())
    await keep_draft(session, person.id, now, flow, "asked", asked=asked, under=under, about=about)


async def end_aside(session: AsyncSession, person: Person, now: datetime, flow: str) -> None:
    """Goes back to what was open before the question; nothing happens where it is not open."""
    draft = await open_draft(session, person.id, now)
    if draft is None or draft.flow != flow:
        return
    under = draft.data["under"]
    if under is None:
        await drop_draft(session, person.id)
    else:
        await keep_draft(session, person.id, now, under["flow"], under["step"], **under["data"])


async def awaits(session: AsyncSession, person: Person, now: datetime, flow: str) -> bool:
    """Whether the question is open and recent; an old one is ended."""
    draft = await open_draft(session, person.id, now)
    if draft is None or draft.flow != flow:
        return False
    if now - datetime.fromtimestamp(draft.data["asked"], UTC) <= _WAITS:
        return True
    await end_aside(session, person, now, flow)
    return False


async def asked_about(
    session: AsyncSession, person: Person, now: datetime, flow: str
) -> Mapping[str, int] | None:
    """What the open question is about; None where it is not open, or an old one."""
    if not await awaits(session, person, now, flow):
        return None
    draft = await open_draft(session, person.id, now)
    assert draft is not None
    about: Mapping[str, int] = draft.data.get("about", {})
    return about
