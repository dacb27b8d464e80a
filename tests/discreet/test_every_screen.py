"""Every button and every command in discreet mode: nothing that is shown names anything."""

from bot.commands import commands
from tests.discreet.looking import looking_at, turn_on
from tests.phone import Phone, Story

COMMANDS = [one.name for one in commands() if not one.exact]
TYPED = {
    "add": "Zephyrin 7.5 mg 21:00",
    "log": "3 left cheek stress, after Quasar",
    "trigger": "Quasar",
    "goals": "a walk with Iris",
    "visits": "in 3 days 10:30 Lindenhof",
    "ask": "Is Quasar a thing?",
    "injection": "yesterday",
    "calm": "3",
    "language": "Clonazepam",
    "timezone": "Clonazepam",
    "report": "12",
    "water": "Zephyrin",
    "checkin": "2",
    "start": "",
}
"""Words behind a command; some are not understood, and the refusal repeats none."""


async def has_a_diary(phone: Phone) -> None:
    """Something to be seen on every screen."""
    await phone.sets_up()
    for line in (
        "/add Clonazepam 0.5 mg 08:30 20:00",
        "/add Stretching every 4h 09:00-21:00",
        "/add Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day",
    ):
        await phone.sends(line)
        await phone.taps("Save")
    for line in (
        "/log 3 left cheek stress, after Quasar",
        "/trigger Quasar",
        "/injection yesterday",
        "/visits in 3 days 10:30 Dr. Weber",
        "/ask Is Quasar a thing?",
        "/goals a walk",
        "/checkin 2",
    ):
        await phone.sends(line)


async def test_no_command_shows_a_name(story: Story) -> None:
    phone = story.phone()
    await has_a_diary(phone)
    await turn_on(phone)
    found = {}
    for command in COMMANDS:
        for words in {"", TYPED.get(command, "")}:
            with looking_at(phone) as seen:
                await phone.sends(f"/{command} {words}".strip())
            assert seen, command
            found[command, words] = seen.telling
    assert {which: what for which, what in found.items() if what} == {}
