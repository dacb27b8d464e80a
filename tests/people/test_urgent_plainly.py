"""A day in crisis: what is tapped is answered plainly, and nobody is cheered at."""

import re
import string
from collections.abc import Awaitable, Callable
from functools import cache

import pytest

from bot.texts import Texts
from bot.upbeat import PLAINLY
from tests.house.messages import template
from tests.phone import Phone, Story

UPBEAT = re.compile(
    "[🎉🌟👏💪👍🥳❤💛😀😃🙂🙌👋☀]|well done|welcome|good to see|great|glad|lovely|wonderful|congrat"
    "|bravo|proud|here we go|a lot of good|all set|you are doing well"
    "|small thing|✅ that was it|✅ .*: that was it|✅ your target|✅ thank",
    re.IGNORECASE,
)
NEVER_IN_A_CRISIS = {
    "👋 <b>Welcome.</b> I help people with facial spasms to keep to their plan and to keep a diary."
    " I am a diary, not a doctor.": "said to somebody of whom nothing is known yet",
    "👋 Thank you for writing. This companion is by invitation": "said to a stranger",
    "👋 We have not heard from each other for 18 months.": "nobody is silent and hushed",
    "👋 I am still here": "an answer to that",
    "👍 Helped: {relief}": "an answer: that it helped",
    "☀️ One thing that is good": "not offered on such a day",
    "☀️ <b>One thing that is good</b>": "nor opened, but by an older button",
    "☀️ Back": "the same",
    "💛 A kind word": "what they say to another person",
    "💛 A kind word for {name}.": "the same",
    "💛 On its way to {name}. At night and in hard moments it waits.": "the same",
    "💛 Thinking of you": "the same",
    "🌟 You are doing well": "the same",
    "💛 From {name}:\\n{words}": "waits until the morning after",
}


@cache
def messages() -> list[str]:
    """Every text there is, as the catalogues have it."""
    found = re.findall(r'^msgid(?:_plural)? ((?:"(?:[^"\\]|\\.)*"\n?)+)', template(), re.MULTILINE)
    return ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', one)).replace('\\"', '"') for one in found]


def test_every_upbeat_text_has_a_plain_one() -> None:
    upbeat = [one for one in messages() if UPBEAT.search(one)]
    assert len(upbeat) > len(NEVER_IN_A_CRISIS)
    bare = [
        one
        for one in upbeat
        if one not in PLAINLY and not any(one.startswith(kept) for kept in NEVER_IN_A_CRISIS)
    ]
    assert bare == [], "bot/upbeat.py wants its plain twin, or NEVER_IN_A_CRISIS the reason"


@pytest.mark.parametrize("upbeat", PLAINLY)
def test_the_plain_one_is_plain_and_says_the_same_values(upbeat: str) -> None:
    assert upbeat in messages(), "it is said nowhere any more"
    assert not UPBEAT.search(PLAINLY[upbeat])
    fields = [{field for _, field, _, _ in string.Formatter().parse(text)} - {None}
              for text in (upbeat, PLAINLY[upbeat])]  # fmt: skip
    assert fields[0] == fields[1]


def test_a_hushed_translator_is_plain_in_every_language() -> None:
    texts = Texts()
    for language in texts.languages:
        hushed, usual = texts.translator(language, hushed=True), texts.translator(language)
        assert hushed.language == usual.language
        assert hushed("⏭ Skip") == usual("⏭ Skip")
        assert "🎉" not in hushed("🎉 <b>You are all set.</b>")
        assert "🎉" in usual("🎉 <b>You are all set.</b>")


async def a_goal_reached(phone: Phone) -> None:
    await phone.sends("/goals a walk")
    await phone.taps("Once")
    await phone.taps("Done", await phone.sends("/goals"))


async def no_goal(phone: Phone) -> None:
    await phone.sends("/plan")
    await phone.sends("/goals")


async def enough_water(phone: Phone) -> None:
    await phone.sends("/water target 250")
    await phone.sends("/water")


async def calm_minutes(phone: Phone) -> None:
    await phone.sends("/calm 1")
    await phone.story.later(minutes=2)
    await phone.taps("Did it")


async def two_at_once(phone: Phone) -> None:
    await phone.sends("/calm")
    await phone.taps("🌬 5 min")
    await phone.taps("🌬 1 min")


async def the_offer_of_a_calm_moment(phone: Phone) -> None:
    await phone.sends("/calm")


async def back_from_a_pause(phone: Phone) -> None:
    await phone.sends("/pause 3")
    await phone.sends("/resume")


async def begun_again(phone: Phone) -> None:
    await phone.sends("/start")


async def massage_again(phone: Phone) -> None:
    await phone.sends("/injection yesterday")
    await phone.taps("My clinic says it is fine now")


async def after_a_visit(phone: Phone) -> None:
    await phone.taps("That was all")


ALL = [
    no_goal, a_goal_reached, enough_water, calm_minutes, two_at_once, the_offer_of_a_calm_moment,
    back_from_a_pause, begun_again, massage_again, after_a_visit,
]  # fmt: skip


async def before(phone: Phone, story: Story) -> None:
    """What the walks come upon: a visit that was, and a mood."""
    await phone.sends("/visits today 09:00 Dr. Weber")
    await story.at("19:00")
    await phone.taps("A dose")
    await phone.sends("/checkin 2")
    await phone.taps("3 · good")


def chat(phone: Phone) -> list[str]:
    """The words and buttons of every message as it is now, and the words over the chat."""
    shown = [f"{at}: {one.text} {phone.labels(one)}" for at, one in enumerate(phone.user.received)]
    return shown + [f"{at}: {one.text}" for at, one in enumerate(phone.user.notices)]


async def said_in(walk: Callable[[Phone], Awaitable[None]], phone: Phone) -> str:
    """What is new in the chat after a walk, or was changed."""
    before = set(chat(phone))
    await walk(phone)
    return "\n".join(one for one in chat(phone) if one not in before)


async def test_what_is_upbeat_on_other_days_is_plain_on_this_one(
    phone: Phone, story: Story
) -> None:
    other = await story.phone("Bea").sets_up()
    for one in (phone, other):
        await one.sends("/visits today 09:00 Dr. Weber")
    await story.at("19:00")
    for one in (phone, other):
        await one.taps("A dose")
    await phone.taps("in crisis", await phone.sends("/urgent"))
    for walk in ALL:
        plain, usual = [await said_in(walk, one) for one in (phone, other)]
        assert UPBEAT.search(usual), f"{walk.__name__} shows nothing upbeat: {usual}"
        assert not UPBEAT.search(plain), walk.__name__


async def test_a_run_that_goes_on_becomes_plain_at_once(phone: Phone, story: Story) -> None:
    async def a_crisis_meanwhile(phone: Phone) -> None:
        await phone.sends("/calm 1")
        await phone.taps("in crisis", await phone.sends("/urgent"))
        await story.later(minutes=2)

    told = await said_in(a_crisis_meanwhile, phone)
    assert "That was it." in told
    assert not UPBEAT.search(told)


async def test_as_usual_brings_the_cheer_back(phone: Phone) -> None:
    await phone.taps("in crisis", await phone.sends("/urgent"))
    assert "You are set up." in (await phone.sends("/start")).text
    await phone.taps("as usual")
    assert "👋 Welcome back." in (await phone.sends("/start")).text


async def test_the_morning_after_is_as_usual_again(phone: Phone, story: Story) -> None:
    await phone.taps("in crisis", await phone.sends("/urgent"))
    await story.at("06:59")
    assert "Welcome" not in (await phone.sends("/start")).text
    await story.at("07:00")
    assert "👋 Welcome back." in (await phone.sends("/start")).text
