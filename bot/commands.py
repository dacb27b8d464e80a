"""Every command in the order of /help: what it is called, does, and who answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.circle import handlers as circle
from bot.circle.store import supporters_of
from bot.community import handlers as community
from bot.export import handlers as export
from bot.journal.days import handlers as days
from bot.journal.episodes import handlers as episodes
from bot.journal.triggers import handlers as triggers
from bot.journal.water import handlers as water
from bot.pauses import handlers as pauses
from bot.people import handlers as people
from bot.people import urgent_handlers as urgent
from bot.people.turn import CommandHandler, Reply, Turn
from bot.plan import handlers as plan
from bot.privacy import handlers as privacy
from bot.reminders import handlers as reminders
from bot.screen import Screen
from bot.setup import handlers as setup
from bot.setup import settings
from bot.summary.goals import handlers as goals
from bot.summary.report import handlers as report
from bot.summary.week import handlers as week
from bot.texts import Translator
from bot.travel import handlers as travel
from bot.treatment.guided import handlers as guided
from bot.treatment.injections import handlers as injections
from bot.treatment.learn import handlers as learn
from bot.treatment.visits import handlers as visits
from bot.whole import handlers as whole


@dataclass(frozen=True, slots=True)
class Command:
    """`in_menu`: one of those that Telegram's menu shows. `strangers`: also before consent.

    `supporters`: also for those who agreed to support others alone. `exact`: what it shows stays
    word for word in discreet mode, too. `shows`: without words it shows something and changes
    nothing.
    """

    name: str
    handler: CommandHandler
    words: str = ""
    in_menu: bool = False
    strangers: bool = False
    supporters: bool = False
    uninvited: bool = False
    """Also for strangers while the bot is by invitation."""
    exact: bool = False
    shows: bool = False


def commands() -> tuple[Command, ...]:
    return (
        Command("start", circle.start, strangers=True, uninvited=True),
        Command("today", reminders.today, "", in_menu=True, shows=True),
        Command("plan", whole.plan, in_menu=True, shows=True),
        Command("add", plan.add, "TEXT", in_menu=True),
        Command("log", episodes.log, "TEXT", in_menu=True),
        Command("trigger", triggers.trigger, "NAME", shows=True),
        Command("water", water.water, "AMOUNT", in_menu=True, shows=True),
        Command("checkin", days.checkin, in_menu=True, shows=True),
        Command("week", week.week, shows=True),
        Command("report", report.command(supporters_of), "WEEKS", shows=True),
        Command("history", reminders.history, "DAY", in_menu=True, shows=True),
        Command("goals", goals.goals, "WORDS", shows=True),
        Command("calm", guided.calm, "MINUTES", shows=True),
        Command("stretch", guided.stretch, shows=True),
        Command("learn", learn.learn, "TEXT", exact=True),
        Command("injection", injections.injection, "DAY", shows=True),
        Command("visits", visits.visits, "DATE", shows=True),
        Command("ask", visits.ask, "TEXT"),
        Command("support", community.support, shows=True),
        Command("settings", settings.settings, in_menu=True, shows=True),
        Command("timezone", setup.timezone, "NAME", supporters=True),
        Command("travel", travel.travel, "PLACE", shows=True),
        Command("language", people.language, "CODE", supporters=True),
        Command("pause", goals.pause, "DAYS", supporters=True),
        Command("resume", pauses.resume, supporters=True),
        Command("urgent", urgent.urgent, in_menu=True, strangers=True, uninvited=True, exact=True),
        Command("privacy", privacy.privacy, strangers=True, uninvited=True, exact=True),
        Command("export", export.export, supporters=True),
        Command("delete", privacy.delete, supporters=True, exact=True),
        Command("help", help_, in_menu=True, strangers=True, shows=True),
        Command("cancel", people.cancel, supporters=True),
    )


def menu(t: Translator) -> dict[str, str]:
    """The commands of Telegram's menu with what they do, in order."""
    return {one.name: summary(t, one.name) for one in commands() if one.in_menu}


def summary(t: Translator, name: str) -> str:
    """What a command does, in a few words: for /help and for Telegram's menu."""
    return {
        "start": t("set up, or take up the set-up again"),
        "today": t("what is due, done and ahead"),
        "plan": t("see and change your plan"),
        "add": t("add to your plan, such as /add Clonazepam 0.5 mg 08:00 20:00"),
        "log": t("log an episode, such as /log 3 left cheek stress"),
        "trigger": t("what is there, such as /trigger stress"),
        "water": t("a glass of water, or /water 300 ml"),
        "checkin": t("the evening check-in now"),
        "week": t("the week in one picture, and what stood out"),
        "report": t("a page for your doctor, such as /report 12"),
        "history": t("what was, a page a day"),
        "goals": t("one small goal of your own a week"),
        "calm": t("a calm moment: breathing, a body scan; /calm 3 begins at once"),
        "stretch": t("gentle stretching of face and neck, guided"),
        "learn": t("short cards in plain words, such as /learn injections"),
        "injection": t("your injections, and how it goes after them"),
        "visits": t("appointments, such as /visits 12 March 10:30 Dr. Weber"),
        "ask": t("a question for the next visit, such as /ask Is it normal that ..."),
        "support": t("people who understand: groups and forums"),
        "settings": t("time zone, your day, language"),
        "timezone": t("where you are, such as /timezone Europe/Berlin"),
        "travel": t("two time zones, such as /travel Tokyo until 14 May"),
        "language": t("the language I speak"),
        "pause": t("silence for some days, such as /pause holiday until 3 May"),
        "resume": t("end a pause"),
        "urgent": t("when something is new or alarming"),
        "privacy": t("what is stored, and how to leave"),
        "export": t("everything you told me, as one file"),
        "delete": t("erase everything about you"),
        "help": t("this list"),
        "cancel": t("leave what we are in the middle of"),
    }[name]


async def help_(turn: Turn, words: str) -> Reply:
    del words
    return Reply(send=(help_screen(turn.t, commands()),))


def help_screen(t: Translator, all_commands: Sequence[Command]) -> Screen:
    lines = [t.html("<b>What I understand</b>")]
    lines += [
        t.html("/{name} · {summary}", name=one.name, summary=summary(t, one.name))
        for one in all_commands
    ]
    lines.append(t.html("The keys below the message field are the quickest way."))
    lines.append(t.html("You can also say it, without the slash: “today”, “episode”, “taken”."))
    return Screen(Markup("\n").join(lines))


async def unknown(turn: Turn, words: str) -> Reply:
    """A command that does not exist."""
    del words
    return Reply(send=(Screen(turn.t.html("I don't know this command. /help lists all.")),))


async def fallback(turn: Turn, text: str) -> Reply:
    """A message that nothing else understood: a short answer, never silence."""
    del text
    return Reply(
        send=(
            Screen(
                turn.t.html(
                    "I don't know what to do with this. To add something to your plan, write for"
                    " example <code>/add Stretching 09:00</code>. /help lists all."
                )
            ),
        )
    )


async def key_text(turn: Turn, text: str) -> Reply | None:
    """The keyboard's keys, in any words they were ever shown in; 💊 Plan was one once."""
    pressed = text.replace("\N{VARIATION SELECTOR-16}", "").strip()
    every: dict[str, CommandHandler] = {
        "trigger": triggers.trigger,
        "water": water.water,
        "today": reminders.today,
        "plan": whole.plan,
    }
    for t in turn.texts.every():
        keys = {
            t("🎯 Trigger"): "trigger",
            t("💧 Water"): "water",
            t("📋 Today"): "today",
            t("💊 Plan"): "plan",
        }
        if pressed in keys:
            return replace(await every[keys[pressed]](turn, ""), again=keys[pressed])
    return None
