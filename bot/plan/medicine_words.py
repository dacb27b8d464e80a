"""Kinds of medicines in words."""

from collections.abc import Mapping

from bot.plan.medicines import UNKNOWN, MedicineClass
from bot.texts import Translator


def class_words(t: Translator, medicine_class: MedicineClass | None) -> str:
    """A label; None is not known."""
    words: Mapping[MedicineClass, str] = {
        MedicineClass.ANTICHOLINERGIC: t("Anticholinergic"),
        MedicineClass.BENZODIAZEPINE: t("Benzodiazepine"),
        MedicineClass.ANTICONVULSANT: t("Anticonvulsant"),
        MedicineClass.MUSCLE_RELAXANT: t("Muscle relaxant"),
        MedicineClass.BOTULINUM_TOXIN: t("Botulinum toxin"),
        MedicineClass.OTHER: t("Another kind"),
    }
    return t("not known") if medicine_class is None else words[medicine_class]


def class_choices(t: Translator) -> dict[str, str]:
    """What can be said, with its label; who knows none leaves it unknown."""
    return {each.value: class_words(t, each) for each in MedicineClass} | {
        UNKNOWN: t("I don't know")
    }


def class_line(
    t: Translator, medicine_class: MedicineClass | None, *, is_confirmed: bool
) -> str:  # fmt: skip
    """`Kind of medicine: Benzodiazepine`, and whether only its name says so."""
    words = class_words(t, medicine_class)
    if medicine_class is None or is_confirmed:
        return t("Kind of medicine: {kind}", kind=words)
    return t("Kind of medicine: {kind}, by its name. Is that right?", kind=words)
