"""What can be said of an episode, in words."""

from markupsafe import Markup

from bot.journal.episodes.rules import Duration, Entry, FaceZone, Movement
from bot.journal.reliefs.words import relief_words
from bot.journal.words import severity_words
from bot.people.words import side_words
from bot.plan.when import clock_time, day_name
from bot.plan.zones import local_date
from bot.texts import Translator


def zone_words(t: Translator, face_zone: FaceZone) -> str:
    words = {
        FaceZone.UPPER_LID: t("upper lid"),
        FaceZone.LOWER_LID: t("lower lid"),
        FaceZone.BROW: t("brow"),
        FaceZone.CHEEK: t("cheek"),
        FaceZone.MOUTH: t("mouth corner"),
        FaceZone.JAW: t("jaw, tongue"),
        FaceZone.NECK: t("neck"),
        FaceZone.EAR: t("ear click"),
    }
    return words[face_zone]


def movement_words(t: Translator, movement: Movement) -> str:
    words = {
        Movement.FLUTTER: t("flutter"),
        Movement.SQUEEZE: t("squeeze shut"),
        Movement.PULL: t("pull, hold"),
        Movement.CANNOT_OPEN: t("cannot open"),
    }
    return words[movement]


def duration_words(t: Translator, duration: Duration) -> str:
    words = {
        Duration.SECONDS: t("under 10 s"),
        Duration.MINUTE: t("10–60 s"),
        Duration.MINUTES: t("1–5 min"),
        Duration.LONGER: t("over 5 min"),
        Duration.HOURS: t("on and off for hours"),
    }
    return words[duration]


def moment(t: Translator, entry: Entry) -> str:
    """When it was, with its day where that is another one than the day it was logged."""
    day, logged = (local_date(entry.zone, each) for each in (entry.at, entry.logged_at))
    at = clock_time(entry.at, entry.zone)
    return at if day == logged else t("{day} {time}", day=day_name(t, day, logged), time=at)


def entry_lines(t: Translator, entry: Entry, triggers: str, *, note: str) -> list[Markup]:
    """Everything that was said of it, a line for each; `triggers` are their names."""
    lines = []
    if entry.severity is not None:
        lines.append(t.html("{severity}", severity=severity_words(t, entry.severity)))
    if where := _where(t, entry):
        lines.append(t.html("📍 {where}", where=where))
    if entry.count > 1:
        lines.append(t.html("🔢 Burst: {count} spasms", count=entry.count))
    if entry.duration is not None:
        lines.append(t.html("⏱ Lasted {duration}", duration=duration_words(t, entry.duration)))
    if entry.is_going:
        lines.append(t.html("⏳ Still going"))
    elif entry.ended_at is not None:
        lines.append(t.html("⏹ Stopped {time}", time=clock_time(entry.ended_at, entry.zone)))
    if triggers:
        lines.append(t.html("🎯 Triggers: {names}", names=triggers))
    lines += [
        _tried(t, relief_words(t, code, entry.own_reliefs), helped)
        for code, helped in entry.reliefs.items()
    ]
    if note:
        lines.append(t.html("📝 Note: {note}", note=note))
    return lines


def _where(t: Translator, entry: Entry) -> str:
    parts = [side_words(t, entry.side)] if entry.side else []
    parts += [zone_words(t, each) for each in entry.face_zones]
    parts += [movement_words(t, entry.movement)] if entry.movement else []
    return " · ".join(parts)


def _tried(t: Translator, name: str, helped: bool | None) -> Markup:  # noqa: FBT001  an answer, not a switch
    if helped is None:
        return t.html("🌿 Tried: {relief}", relief=name)
    if helped:
        return t.html("🌿 Helped: {relief}", relief=name)
    return t.html("🌿 Did not help: {relief}", relief=name)
