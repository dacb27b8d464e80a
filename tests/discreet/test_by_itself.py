"""What the bot says by itself in discreet mode: a week with everything in it."""

from sqlalchemy import select

from bot.app import notes
from bot.circle.buttons import (
    CheerMenu,
    EndSupporter,
    OpenItemShare,
    OpenSupported,
    OpenSupporter,
    SendCheer,
    SetItemShare,
    SetShare,
    ShareItems,
)
from bot.circle.rules import Share
from bot.demo.chats import Message
from bot.journal.episodes.buttons import OpenPanel, Panel, SetGoing, SetRelief
from bot.notes.tables import Note
from bot.screen import VERSION, ButtonCodec, ButtonData
from bot.setup.buttons import OpenSetting, Setting
from bot.treatment.stock.buttons import AskStock
from tests.circle.life import accepts, invites
from tests.discreet.looking import looking_at, turn_on
from tests.edge.ways import agreed_to_less
from tests.phone import Phone, Story


async def presses(phone: Phone, *wanted: ButtonData | type[ButtonData]) -> Message:
    """Taps by what buttons mean: their labels say nothing now."""
    shown = phone.last
    for want in wanted:
        kind = want if isinstance(want, type) else type(want)
        codec = ButtonCodec([kind])
        every = [one for message in reversed(phone.user.received) for one in message.buttons]
        found = [
            one["callback_data"]
            for one in every
            if one.get("callback_data", "").split(":")[0] == VERSION + kind.code
            and (kind is want or codec.unpack(one["callback_data"]) == want)
        ]
        where = next(one for one in reversed(phone.user.received) if found[0] in str(one.rows))
        shown = await phone.taps_data(found[0], where)
    return shown


async def topics_said(story: Story) -> set[str]:
    async with story.app.db.reading() as session:
        said = await session.scalars(select(Note.topic).where(Note.asked_at.is_not(None)))
        return set(said)


async def has_all_that_is_spoken_of(phone: Phone) -> None:
    await phone.sets_up()
    await phone.adds("Clonazepam 0.5 mg 08:30")
    await phone.adds("Trihexyphenidyl 2 mg 21:00")
    await phone.adds("Stretching 12:00")
    await phone.adds("Check-in 19:00")
    await phone.sends("/plan")
    await phone.taps("Clonazepam", phone.last)
    await phone.taps("Supply", phone.last)
    await presses(phone, AskStock)
    await phone.sends("5")
    await phone.sends("/injection 2025-12-24")
    await phone.sends("/visits in 2 days 10:30 Dr. Weber")
    await phone.sends("/ask Is Quasar a thing?")
    await phone.sends("/goals a walk with Iris")
    await phone.sends("/settings")
    await presses(phone, OpenSetting(Setting.SPEAK_ON))


async def logs_what_is_asked_about(phone: Phone) -> None:
    await phone.sends("/log after Quasar")
    await presses(phone, SetGoing)
    await phone.sends("/log")
    episode = ButtonCodec([OpenPanel])
    opened = next(
        data
        for one in phone.last.buttons
        if one.get("callback_data", "").startswith(VERSION + OpenPanel.code)
        and isinstance(data := episode.unpack(one["callback_data"]), OpenPanel)
        and data.panel is Panel.RELIEFS
    )
    await presses(phone, opened, SetRelief)


async def confirms_and_shares_all(anna: Phone) -> None:
    await anna.taps("Yes, it is")
    await anna.sends("/settings")
    await anna.taps("My circle", anna.last)
    await presses(anna, OpenSupporter)
    for share in (Share.WEEK, Share.VISITS):
        await anna.taps_data(data_of(anna, SetShare, share), anna.last)
    await presses(anna, ShareItems, OpenItemShare, SetItemShare)


def data_of(phone: Phone, kind: type[SetShare], share: Share) -> str:
    codec = ButtonCodec([kind])
    for one in phone.last.buttons:
        raw = one.get("callback_data", "")
        if raw.split(":")[0] == VERSION + kind.code:
            data = codec.unpack(raw)
            if isinstance(data, kind) and data.share is share:
                return str(raw)
    raise AssertionError(phone.labels())


async def test_nothing_that_it_says_by_itself_names_anything(story: Story) -> None:
    anna, ben, cyd = (story.phone(name) for name in ("Annika", "Bruno", "Cyd"))
    await has_all_that_is_spoken_of(anna)
    await ben.sets_up()
    for phone in (anna, ben):
        await turn_on(phone)

    # Whom somebody agrees to support they must see; from then on nothing is named.
    await accepts(ben, await invites(anna, "Bruno", as_name="Annika"))

    with looking_at(anna) as at_annas, looking_at(ben) as at_bens:
        await confirms_and_shares_all(anna)
        await accepts(cyd, await invites(anna, "Quasar", as_name="Annika"))
        await cyd.sends("/delete delete")
        await cyd.taps("Delete now")
        await logs_what_is_asked_about(anna)
        await ben.sends("/settings")
        await ben.taps("My circle", ben.last)
        await presses(ben, OpenSupported, CheerMenu, SendCheer)
        await anna.sends("/calm 3")
        await story.later(minutes=5)
        at_annas.pictures = 0  # of guided minutes, which are drawn once they go on
        await story.at("09:40")  # nagged, and a supporter is told
        await story.offline_until("13:00")
        await story.later(days=3)
        await story.at("20:00")
        await story.later(days=3, hours=22)
        await agreed_to_less(anna)
        await presses(anna, EndSupporter)
        await story.later(hours=1)
        await anna.sends("/travel Tokyo until tomorrow")
        await story.later(days=2)
        await anna.sends("/pause 1")
        await story.later(days=2)

    assert await topics_said(story) == {topic.name for topic in notes(())}
    assert at_annas.telling == []
    assert at_bens.telling == []
    assert at_annas.pictures == at_bens.pictures == 0
    assert any("It is time for item 1" in text for text in at_annas)
    assert any("has not confirmed item 1" in text for text in at_bens)
