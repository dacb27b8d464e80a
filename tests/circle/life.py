"""What two people do with each other, in a line each."""

import re
from typing import Any

from sqlalchemy import select

from tests.phone import Phone, Story

LINK = re.compile(r"https://t\.me/[A-Za-z0-9_]+\?start=([A-Za-z0-9_-]+)")


async def invites(anna: Phone, name: str = "Ben", *, as_name: str = "Anna") -> str:
    """The token's payload, as the link carries it; what is shared is as it was chosen before."""
    await anna.sends("/settings")
    await anna.taps("My circle")
    await anna.taps("Invite somebody")
    await anna.sends(name)
    if "By which name" in anna.text:
        await anna.sends(as_name)
    return await link_of(anna)


async def link_of(anna: Phone) -> str:
    """From a supporter's card."""
    message = await anna.taps("link")
    found = LINK.search(message.text)
    assert found is not None, message.text
    return found[1]


async def accepts(ben: Phone, payload: str) -> None:
    await ben.sends(f"/start {payload}")
    await ben.taps("I agree")


async def card(anna: Phone, name: str = "Ben") -> None:
    """Opens a supporter's card."""
    await anna.sends("/settings")
    await anna.taps("My circle")
    await anna.taps(f"👤 {name}")


async def shares(anna: Phone, medicine: str, minutes: str, name: str = "Ben") -> None:
    await card(anna, name)
    await anna.taps("Medicines", anna.last)
    await anna.taps(medicine, anna.last)
    await anna.taps(minutes, anna.last)


async def joined(anna: Phone, ben: Phone, name: str = "Ben") -> None:
    """From the invitation to the confirmation."""
    await accepts(ben, await invites(anna, name))
    await anna.taps("Yes, it is")


async def rows(story: Story, table: type[Any]) -> list[Any]:
    async with story.app.db.reading() as session:
        return list(await session.scalars(select(table)))


def heard(phone: Phone, words: str) -> list[str]:
    """What the bot said with these words in it."""
    return [one.text for one in phone.user.received if words in one.text]


async def a_supporter(anna: Phone) -> Phone:
    """Somebody who supports this person from now on."""
    ben = anna.story.phone("Ben")
    await joined(anna, ben)
    return ben


async def somebody_to_support(ben: Phone) -> Phone:
    """Somebody who is supported by this one from now on."""
    anna = await ben.story.phone("Iris").sets_up()
    await anna.adds("Baclofen 10 mg 12:00")
    payload = await invites(anna, as_name="Iris")
    await accepts(ben, payload)
    await anna.taps("Yes, it is")
    return anna
