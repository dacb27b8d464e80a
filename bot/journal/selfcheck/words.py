"""The weekly self-check in words, all of them our own."""

from collections.abc import Iterable

from bot.journal.selfcheck.rules import Given, Group, Question
from bot.journal.words import severity_words
from bot.texts import Translator


def question_words(t: Translator, question: Question) -> str:
    words = {
        Question.MOVED: t("For how much of your waking time did your face move by itself?"),
        Question.WORST: t("How bad was the worst moment?"),
        Question.SEEING: t("How much was it in the way of seeing, reading, screens?"),
        Question.TALKING: t("How much was it in the way of talking, eating, drinking?"),
        Question.WORK: t("How much was it in the way of work or getting about?"),
        Question.AVOIDED: t("How much did you stay away from people or photos because of it?"),
        Question.WORRIED: t("How worried or low did you feel?"),
        Question.SLEPT: t("How well did you sleep?"),
        Question.EFFECTS: t("How much did side effects of your treatment trouble you?"),
        Question.VERSUS: t("Compared with last week, your face was …"),
        Question.NEW_AREA: t("Does a new part of your face move that did not before?"),
    }
    return words[question]


def short_words(t: Translator, question: Question) -> str:
    """A question in a word or two, for lists and buttons."""
    words = {
        Question.MOVED: t("Time moving"),
        Question.WORST: t("Worst moment"),
        Question.SEEING: t("Seeing"),
        Question.TALKING: t("Talking, eating"),
        Question.WORK: t("Work, getting about"),
        Question.AVOIDED: t("People avoided"),
        Question.WORRIED: t("Worried, low"),
        Question.SLEPT: t("Sleep"),
        Question.EFFECTS: t("Side effects"),
        Question.VERSUS: t("Versus last week"),
        Question.NEW_AREA: t("New area"),
    }
    return words[question]


def answer_words(t: Translator, question: Question, answer: int) -> str:
    words: tuple[str, ...]
    match question:
        case Question.VERSUS:
            words = (t("better"), t("the same"), t("worse"))
        case Question.NEW_AREA:
            words = (t("no"), t("yes"))
        case Question.WORST:
            return severity_words(t, answer)
        case Question.MOVED:
            words = (
                t("0 · not at all"),
                t("1 · now and then"),
                t("2 · about half of it"),
                t("3 · most of it"),
                t("4 · all the time"),
            )
        case Question.SLEPT:
            words = (
                t("0 · very badly"),
                t("1 · badly"),
                t("2 · so-so"),
                t("3 · well"),
                t("4 · very well"),
            )
        case _:
            words = (
                t("0 · not at all"),
                t("1 · a little"),
                t("2 · somewhat"),
                t("3 · much"),
                t("4 · very much"),
            )
    return words[answer]


def group_words(t: Translator, group: Group) -> str:
    """What a group of questions is called in a trend, 0-4."""
    words = {
        Group.FACE: t("Face"),
        Group.DAILY: t("In the way of daily life"),
        Group.MOOD: t("Worried or low"),
        Group.SLEEP: t("Sleep (4 is best)"),
        Group.EFFECTS: t("Side effects"),
    }
    return words[group]


def given_words(t: Translator, one: Given) -> str:
    """`Seeing: 2 · somewhat`, or that it was left out."""
    said = t("left out") if one.answer is None else answer_words(t, one.question, one.answer)
    return t("{question}: {answer}", question=short_words(t, one.question), answer=said)


def day_words(t: Translator, given: Iterable[Given]) -> str:
    """All that one evening was answered."""
    return "; ".join(given_words(t, one) for one in given if one.counts)
