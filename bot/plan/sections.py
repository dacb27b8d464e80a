"""The sections of the plan's page, in the order in which they are told. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.plan.items import Planned
from bot.plan.rules import Kind


class Section(StrEnum):
    MEDICINES = "medicines"
    EXERCISES = "exercises"
    HABITS = "habits"
    INJECTIONS = "injections"
    VISITS = "visits"
    PEOPLE = "people"


SECTION_OF: Mapping[Kind, Section] = {
    Kind.MEDICATION: Section.MEDICINES,
    Kind.STRETCHING: Section.EXERCISES,
    Kind.CALM: Section.EXERCISES,
    Kind.HYDRATION: Section.HABITS,
    Kind.SLEEP: Section.HABITS,
    Kind.CHECKIN: Section.HABITS,
    Kind.MORNING: Section.HABITS,
    Kind.OWN: Section.HABITS,
    Kind.INJECTION: Section.INJECTIONS,
    Kind.APPOINTMENT: Section.VISITS,
}


def in_sections(items: Iterable[Planned]) -> tuple[Planned, ...]:
    """The same items by section; within one they keep their order."""
    order = list(Section)
    return tuple(sorted(items, key=lambda item: order.index(SECTION_OF[item.kind])))
