"""/export, and the way back: a file that somebody sends."""

from functools import partial

from bot.drafts import drop_draft, keep_draft, open_draft
from bot.errors import UserError
from bot.export import actions, screens
from bot.export.bundle import file_name, zipped
from bot.export.buttons import Restore
from bot.export.reading import read
from bot.export.restoring import MOST_SENT, restorable
from bot.people.limits import Heavy
from bot.people.room import check_heavy
from bot.people.turn import Hands, Reply, SentFile, TapHandler, Turn
from bot.people.zone_names import zone_of
from bot.screen import ButtonData

FLOW = "restore"
_OURS = (".zip", ".json")


async def export(turn: Turn, words: str) -> Reply:
    """Everything in one ZIP: read aside, made in a thread."""
    del words
    person, t, now = turn.person, turn.t, turn.now
    await check_heavy(turn.session, person, Heavy.EXPORT, now)
    person_id, name = person.id, file_name(now.astimezone(zone_of(person.zone)))

    async def make(hands: Hands) -> Reply:
        raw = await hands.db.aside(partial(read, person_id=person_id, now=now))
        return Reply(send=(screens.exported(t, name, partial(zipped, raw)),))

    return Reply(after=make)


async def file_sent(turn: Turn, file: SentFile) -> Reply | None:
    """Asks before anything is restored; None for a file of another kind."""
    if not file.name.casefold().endswith(_OURS):
        return None
    if file.size > MOST_SENT:
        raise UserError(
            "This file has {size} MB, and {most} MB is the most I can take from Telegram.",
            size=round(file.size / 1_000_000),
            most=MOST_SENT // 1_000_000,
        )
    person, t, now = turn.person, turn.t, turn.now
    await actions.check_empty(turn.session, person)
    await check_heavy(turn.session, person, Heavy.RESTORE, now)
    person_id = person.id

    async def ask(hands: Hands) -> Reply:
        diary = await hands.work(partial(restorable, await hands.fetch(file.file_id)))
        async with hands.db.writing() as session:
            await keep_draft(session, person_id, now, FLOW, "confirm", file_id=file.file_id)
        return Reply(send=(screens.restore_asked(t, diary),))

    return Reply(after=ask)


async def restore_answered(turn: Turn, data: ButtonData) -> Reply:
    assert isinstance(data, Restore)
    person, t, now = turn.person, turn.t, turn.now
    draft = await open_draft(turn.session, person.id, now)
    if draft is None or draft.flow != FLOW:
        raise UserError("This question is over. To restore a diary, please send its file again.")
    if not data.sure:
        await drop_draft(turn.session, person.id)
        return Reply(edit=screens.left(t))
    await actions.check_empty(turn.session, person)
    file_id, person_id = draft.data["file_id"], person.id

    async def restore(hands: Hands) -> Reply:
        diary = await hands.work(partial(restorable, await hands.fetch(file_id)))
        back = await actions.restore(hands.db, person_id, diary, now)
        speaks = turn.texts.translator(back.language, discreet=back.is_discreet)
        easy = back.easy_keys
        return Reply(edit=screens.restored(speaks), send=(screens.keys(speaks, easy=easy),))

    return Reply(after=restore)


TAPS: dict[type[ButtonData], TapHandler] = {Restore: restore_answered}
