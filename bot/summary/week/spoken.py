"""The week for the ear: whole sentences, no signs and no scales to decode; and its voice message.

What is said is also what stands below the voice message, so that nobody has to listen.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from babel.dates import format_date
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.rules import Book
from bot.journal.water.rules import Unit, in_unit
from bot.notes.composing import Composer, NoteInHand, Says
from bot.people.tables import Person
from bot.plan.wording import short
from bot.plan.zones import local_date
from bot.screen import LONGEST_CAPTION, Screen, units, words
from bot.speech import Voice, spoken
from bot.summary.week.compose import Material, gather
from bot.summary.week.rules import Share, Sleep, Water, WeekNumbers
from bot.summary.week.weeks import summary_week
from bot.summary.week.words import NAME_LENGTH, findings, locale_of, number, share_words
from bot.texts import Translator

_SIGNS = re.compile(r"[\u2066-\u2069\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


def read_aloud(voice: Voice, material: Material, t: Translator, now: datetime) -> Screen:
    """A voice message with its own words below it."""
    heading = t.html("🔊 <b>Your week, read aloud</b>")
    said = _fitted(week_sentences(t, material.numbers(now)), LONGEST_CAPTION - units(heading) - 1)
    return Screen(
        heading + Markup("\n") + said,
        attachment=spoken(voice, "week", said, t.language),
    )


def week_sentences(t: Translator, numbers: WeekNumbers) -> tuple[str, ...]:
    """What is said, the most important first."""
    optional = (
        _rating(t, numbers),
        *(_medicine(t, share) for share in numbers.medicines()),
        _sleep(t, numbers.sleep) if numbers.sleep else None,
        _water(t, numbers.water) if numbers.water else None,
        _injection(t, numbers),
        *(for_the_ear(words(one)) for one in findings(t, numbers)),
        *_days(t, numbers),
    )
    return (
        _opening(t, numbers),
        _total(t, numbers),
        t("If something is new or alarming, send me the word urgent."),
        *(one for one in optional if one),
    )


def for_the_ear(text: str) -> str:
    """Without signs that are looked at; a dot in the middle is a pause."""
    return " ".join(_SIGNS.sub("", text).replace(" · ", ", ").split())


def composer(book: Book, voice: Voice | None) -> Composer:
    """The week of those who want it spoken; while nothing here can speak it is not sent."""

    async def compose(
        session: AsyncSession, notes: Sequence[NoteInHand]
    ) -> Mapping[int, Says | None]:
        if voice is None:
            return dict.fromkeys((note.id for note in notes), None)
        says: dict[int, Says | None] = {}
        found = await session.scalars(
            select(Person).where(Person.id.in_({note.person_id for note in notes}))
        )
        persons = {one.id: one for one in found if one.speaks_week}
        for note in [note for note in notes if note.person_id in persons]:
            week = summary_week(local_date(note.zone, note.due_at))
            person = persons[note.person_id]
            material = (await gather(session, (person,), week, book))[person.id]
            says[note.id] = partial(read_aloud, voice, material)
        return says

    return compose


def _fitted(sentences: tuple[str, ...], room: int) -> str:
    """As many sentences as a caption has room for."""
    kept = [sentences[0]]
    for one in sentences[1:]:
        if units(Markup.escape("\n".join((*kept, one)))) > room:
            break
        kept.append(one)
    return "\n".join(kept)


def _opening(t: Translator, numbers: WeekNumbers) -> str:
    first, last = (
        str(format_date(day, t("d MMMM"), locale=locale_of(t)))
        for day in (numbers.week.monday, min(numbers.week.sunday, numbers.today))
    )
    return t("Your week from {first} to {last}.", first=first, last=last)


def _total(t: Translator, numbers: WeekNumbers) -> str:
    said = t.plural("You noted {n} episode.", "You noted {n} episodes.", n=numbers.now.total)
    before = numbers.a_week_before
    if before is None:
        return said
    mean = number(t, before)
    return f"{said} " + t("In the four weeks before it was {mean} a week.", mean=mean)


def _rating(t: Translator, numbers: WeekNumbers) -> str | None:
    rating = numbers.now.rating
    if rating is None:
        return None
    return t(
        "Your days were {mean} on average, where zero is calm and four is the hardest.",
        mean=number(t, rating),
    )


def _medicine(t: Translator, share: Share) -> str:
    name = short(share.item.name, NAME_LENGTH)
    return t("{name}: {share}.", name=name, share=share_words(t, share))


def _sleep(t: Translator, sleep: Sleep) -> str:
    hours, minutes = divmod(sleep.a_night, 60)
    length = t.plural("{n} hour", "{n} hours", n=hours)
    if minutes:
        length = f"{length} " + t.plural("{n} minute", "{n} minutes", n=minutes)
    return t("You slept {length} a night.", length=length)


def _water(t: Translator, water: Water) -> str:
    if water.unit is Unit.ML:
        return t("You drank {n} litres a day.", n=number(t, water.a_day / 1000))
    return t("You drank {n} ounces a day.", n=in_unit(water.a_day, water.unit))


def _injection(t: Translator, numbers: WeekNumbers) -> str | None:
    weeks = numbers.weeks_since_injection
    if weeks is None:
        return None
    return t.plural("The injection was {n} week ago.", "The injection was {n} weeks ago.", n=weeks)


def _days(t: Translator, numbers: WeekNumbers) -> list[str]:
    """`Monday: 2 episodes.` of the days that have any."""
    return [
        t(
            "{day}: {episodes}.",
            day=str(format_date(day, "EEEE", locale=locale_of(t))),
            episodes=t.plural("{n} episode", "{n} episodes", n=count),
        )
        for day, count in zip(numbers.now.days, numbers.now.episodes, strict=True)
        if count
    ]
