"""Every screen that speaks of symptoms or of what follows an injection leads to the urgent card.

One person walks through all of them, as the bot shows them.
"""

from tests.phone import Phone, Story

WALKS = (
    ("/log", "tap Details", "tap Back", "tap Triggers", "tap Back", "tap Time", "tap Back"),
    ("/log 3 left", "tap Relief", "tap rest", "tap Back", "tap Burst", "tap Back", "tap Undo"),
    ("/trigger", "tap Stress", "tap Change triggers", "tap Stress"),
    ("/checkin", "tap The night", "tap 7 h 30"),
    ("/checkin 2", "tap Done", "tap Dry mouth", "tap Done"),
    ("/checkin 2", "tap Done", "tap This week", "tap 2"),
    ("/history",),
    ("/week", "tap Details", "tap Twelve weeks", "tap Back", "tap Cycle", "tap Back", "tap Plan"),
    ("/week", "tap Details", "tap Patterns"),
    ("/report",),
    ("/report 4",),
    ("/learn", "tap What facial spasms are"),
    ("/learn botox",),
    ("/injection yesterday", "tap Sites", "tap Brow"),
    ("/injection", "tap How is it now", "tap Well", "tap Done", "tap Check-ins"),
    ("/visits tomorrow 10:30 Dr. Weber", "/visits", "/ask Is it normal?", "tap Questions"),
)

SAID = ("Is it working?", "How was your face", "Dr. Weber", "People who understand")


async def test_the_card_is_one_tap_away_on_every_screen_about_symptoms(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.adds("Trihexyphenidyl 2 mg 08:00")
    await story.at("19:00")
    lacking = [
        (walk[: at + 1], shown)
        for walk in WALKS
        for at, shown in enumerate(await screens_of(phone, walk))
        if "/urgent" not in shown
    ]
    assert lacking == []


async def test_what_the_bot_says_by_itself_about_symptoms_leads_there_too(story: Story) -> None:
    phone = await story.phone().sets_up()
    await phone.sends("/injection today")
    await phone.adds("Evening check-in 21:00")
    await phone.sends("/visits in 3 days 10:30 Dr. Weber")
    await story.later(days=8)
    own = [one.text for one in phone.user.received if any(words in one.text for words in SAID)]
    assert len(own) >= 5
    assert [text for text in own if "/urgent" not in text] == []


async def screens_of(phone: Phone, walk: tuple[str, ...]) -> list[str]:
    """What stands on the screen after each step."""
    shown = []
    for step in walk:
        label = step.removeprefix("tap ")
        message = await (phone.sends(step) if label == step else phone.taps(label))
        shown.append(message.text)
    return shown
