"""The one screen of all settings."""

from dataclasses import dataclass
from datetime import datetime, time

from markupsafe import Markup

from bot.errors import UserError
from bot.people.circle_buttons import OpenCircle
from bot.people.keyboard import main_keyboard
from bot.people.words import clock
from bot.people.zone_names import city
from bot.screen import Button, Screen
from bot.setup.buttons import OpenRelated, OpenSetting, Setting
from bot.setup.effects_time import OpenEffectsTime
from bot.texts import Translator


@dataclass(frozen=True, slots=True)
class SettingsNow:
    """How things stand, in words; None for what was not said, or is not so."""

    zone: str
    plan_zone: str
    wake_time: time
    bed_time: time
    language: str
    condition: str | None
    side: str | None
    week: str
    """When the week summary comes."""
    easy_keys: int
    """How many large keys there are; 0 outside easy mode."""
    speaks_week: bool
    asks_weekly: bool
    """Whether the evening asks some of the weekly questions."""
    is_discreet: bool
    paused: str | None


def settings_screen(t: Translator, now: SettingsNow, instant: datetime) -> Screen:
    unsaid = t("not said")
    lines = [
        t.html("⚙️ <b>Settings</b>"),
        t.html("🌍 {zone}, now {time}", zone=now.zone, time=clock(instant, now.zone)),
        t.html("🌙 Up {wake}, to bed {bed}", wake=_hm(now.wake_time), bed=_hm(now.bed_time)),
        t.html("🗣 {language}", language=now.language),
        t.html("📊 Week summary: {when}", when=now.week),
        t.html(
            "🩺 {condition} · {side}", condition=now.condition or unsaid, side=now.side or unsaid
        ),
        t.html("⏸ Paused {until}", until=now.paused)
        if now.paused
        else t.html("▶️ Reminders are on"),
    ]
    if now.plan_zone != now.zone:
        kept = t.html("🏠 The plan keeps the time of {home}", home=city(now.plan_zone, t.language))
        lines.insert(2, kept)
    return Screen(Markup("\n").join(lines), _rows(t, now))


def keys_changed(t: Translator, easy_keys: int) -> Screen:
    """Keys come with a message of their own: an edited one cannot bring them."""
    text = (
        t.html("The usual keys are back."),
        t.html("🔲 Easy mode: one large key. Tap it and the episode is saved."),
        t.html(
            "🔲 Easy mode: two large keys. The upper one saves an episode, the lower one shows"
            " your day."
        ),
    )[easy_keys]
    if easy_keys:
        text += Markup("\n") + t.html("Messages have few large buttons now; “More” has the others.")
    return Screen(text, keyboard=main_keyboard(t, easy=easy_keys))


def cannot_speak() -> UserError:
    return UserError(
        "I have no voice here yet: whoever runs this bot can give me one. Your week comes in"
        " writing as always."
    )


def _rows(t: Translator, now: SettingsNow) -> tuple[tuple[Button, ...], ...]:
    easy = (
        Button(t("🔲 Easy mode: one large key"), OpenSetting(Setting.EASY_ON)),
        Button(t("🔲 Easy mode: two large keys"), OpenSetting(Setting.EASY_TWO)),
        Button(t("🔲 Easy mode: off"), OpenSetting(Setting.EASY_OFF)),
    )
    speaking = (
        Button(t("🔊 Speak my week: stop"), OpenSetting(Setting.SPEAK_OFF))
        if now.speaks_week
        else Button(t("🔊 Speak my week"), OpenSetting(Setting.SPEAK_ON))
    )
    questions = (
        Button(t("🗒 Weekly questions: stop"), OpenSetting(Setting.QUESTIONS_OFF))
        if now.asks_weekly
        else Button(t("🗒 Weekly questions: ask again"), OpenSetting(Setting.QUESTIONS_ON))
    )
    discreet = t("🙈 Discreet mode: on") if now.is_discreet else t("🙈 Discreet mode")
    pause = t("⏸ Paused") if now.paused is not None else t("⏸ Pause")
    return (
        (Button(t("🌍 Time zone"), OpenSetting(Setting.ZONE)),),
        (Button(t("🌙 Wake and bed time"), OpenSetting(Setting.HOURS)),),
        (
            Button(t("🩺 Condition and side"), OpenSetting(Setting.CONDITION)),
            Button(t("🧠 Other conditions"), OpenRelated()),
        ),
        (
            Button(t("🗣 Language"), OpenSetting(Setting.LANGUAGE)),
            Button(pause, OpenSetting(Setting.PAUSE)),
        ),
        (
            Button(t("📊 Week summary"), OpenSetting(Setting.WEEK)),
            Button(t("💊 Side effects, weekly"), OpenEffectsTime()),
        ),
        (Button(t("👥 My circle"), OpenCircle()),),
        (questions,),
        (speaking,),
        (Button(discreet, OpenSetting(Setting.DISCREET)),),
        *((one,) for at, one in enumerate(easy, 1) if at % len(easy) != now.easy_keys),
    )


def _hm(at: time) -> str:
    return f"{at:%H:%M}"
