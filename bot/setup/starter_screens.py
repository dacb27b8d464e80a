"""The starter plan: each item explained in a line, and optional before anything is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.marks import switched
from bot.plan.buttons import OpenPlan
from bot.plan.describe import describe
from bot.plan.rules import Schedule
from bot.screen import Button, ButtonData, Screen
from bot.setup.buttons import KeepStarter, OpenStarter
from bot.setup.starter import Starter, StarterPlan
from bot.texts import Translator

Rows = tuple[tuple[Button, ...], ...]
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered with its times, and what of it is marked."""

    plan: StarterPlan
    items: tuple[tuple[Starter, Schedule], ...]
    chosen: tuple[Starter, ...]

    @property
    def code(self) -> str:
        """What a button carries."""
        return "".join(self.chosen)

    def toggled(self, item: Starter) -> str:
        """The same with one item more or less: a doubled tap asks for the same."""
        return "".join(one for one, _ in self.items if (one in self.chosen) != (one is item))


def starter_names(t: Translator) -> dict[Starter, str]:
    return {
        Starter.STRETCHING: t("Stretching"),
        Starter.EYES: t("Rest for the eyes"),
        Starter.CALM: t("Calm moment"),
        Starter.WATER: t("Water"),
        Starter.MORNING: t("Morning check-in"),
        Starter.CHECKIN: t("Evening check-in"),
        Starter.BED: t("Bedtime"),
    }


def starter_later(t: Translator, offer: Offer) -> Screen:
    """Offered from /plan, also long after the set-up."""
    back = (Button(t("⬅️ Plan"), OpenPlan(0)),)
    if not offer.items:
        text = t.html("🌱 All of the starter plan is in your plan already.")
        return Screen(text, (back,))
    text = t.html("🌱 <b>Starter plan</b>\n") + offer_lines(t, offer)
    add = add_row(t, offer, KeepStarter(offer.code))
    return Screen(text, (*add, *toggle_rows(t, offer, OpenStarter), back))


def starter_kept(t: Translator, names: Sequence[str]) -> Screen:
    text = (
        t.html("🌱 In your plan now: {names}", names=", ".join(names))
        if names
        else t.html("🌱 That is in your plan already.")
    )
    return Screen(text, ((Button(t("💊 Plan"), OpenPlan(0)),),))


def offer_lines(t: Translator, offer: Offer) -> Markup:
    """For whom it is, and a line or two for each item: what, when, why."""
    names = starter_names(t)
    head = {
        StarterPlan.HEMIFACIAL: t.html("For hemifacial spasm: take what you like."),
        StarterPlan.EYELIDS: t.html("For blepharospasm and Meige syndrome: take what you like."),
        StarterPlan.OTHER: t.html("A gentle start: take what you like."),
    }[offer.plan]
    lines = [
        t.html(
            "{mark} <b>{name}</b> {times}: <i>{why}</i>",
            mark="☑" if one in offer.chosen else "☐",  # the buttons say it in words
            name=names[one],
            times=describe(t, schedule, t.language),
            why=_why(t, one, offer.plan),
        )
        for one, schedule in offer.items
    ]
    end = t.html("All of it can be changed in /plan.")
    return Markup("\n").join((head, *lines, end))


def add_row(t: Translator, offer: Offer, data: ButtonData) -> Rows:
    """Nothing to add where nothing is marked."""
    if not offer.chosen:
        return ()
    if len(offer.chosen) == len(offer.items):
        return ((Button(t("🌱 Add the starter plan"), data),),)
    n = len(offer.chosen)
    return ((Button(t.plural("🌱 Add this one", "🌱 Add these {n}", n=n), data),),)


def toggle_rows(t: Translator, offer: Offer, toggle: Callable[[str], ButtonData]) -> Rows:
    names = starter_names(t)
    buttons = [
        Button(
            switched(t, names[one], is_on=one in offer.chosen),
            toggle(offer.toggled(one)),
        )
        for one, _ in offer.items
    ]
    starts = range(0, len(buttons), _IN_A_ROW)
    return tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in starts)


def _why(t: Translator, item: Starter, plan: StarterPlan) -> str:
    if item is Starter.STRETCHING and plan is StarterPlan.OTHER:
        return t("gentle and short, as your doctor or physiotherapist finds right")
    why = {
        Starter.STRETCHING: t("gentle and short, face and neck; it rests after an injection"),
        Starter.EYES: t("a minute with closed eyes, away from screens and bright light"),
        Starter.CALM: t("a few slow breaths: many notice more when they are tense"),
        Starter.WATER: t("a glass now and then; a limit from your doctor comes first"),
        Starter.MORNING: t("how you slept, in two taps"),
        Starter.CHECKIN: t("how your face was, in one tap: the report is made of it"),
        Starter.BED: t("a nudge half an hour before bed"),
    }
    return why[item]
