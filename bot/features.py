"""What each feature answers: its buttons, its words, and what it says by itself."""

from bot.circle import compose as circle_says
from bot.circle import handlers as circle
from bot.circle.rules import ALERT, ASK, BEGUN, CHEER, ENDED, LEFT, VISIT
from bot.circle.rules import WEEK as CIRCLE_WEEK
from bot.circle.store import supporters_of
from bot.commands import commands, key_text
from bot.community import handlers as community
from bot.community.book import communities
from bot.community.rules import Book
from bot.dictation.handlers import Dictation
from bot.discreet.buttons import ShowNames
from bot.discreet.handlers import names_shown
from bot.export import handlers as export
from bot.journal.days import handlers as days
from bot.journal.effects import handlers as effects
from bot.journal.episodes import handlers as episodes
from bot.journal.episodes.questions import ask_still_going, ask_whether_it_helped
from bot.journal.episodes.rules import DID_IT_HELP, STILL_GOING
from bot.journal.history import handlers as history
from bot.journal.history.way_back import keeping_day
from bot.journal.reliefs import handlers as reliefs
from bot.journal.selfcheck import handlers as selfcheck
from bot.journal.triggers import handlers as triggers
from bot.journal.water import handlers as water
from bot.notes.composing import Composer
from bot.notes.rules import Topic
from bot.pauses import handlers as pauses
from bot.pauses.asking import say_over
from bot.pauses.rules import PAUSE_OVER
from bot.people import handlers as people
from bot.people import urgent_handlers as urgent
from bot.people import zone_handlers as zones
from bot.people.turn import TapHandler, TextHandler, Turn
from bot.plan import handlers as plan
from bot.privacy import handlers as privacy
from bot.privacy.asking import TEXT_CHANGED, say_text_changed
from bot.privacy.buttons import TakeAlong
from bot.reminders import handlers as reminders
from bot.screen import ButtonData
from bot.setup import effects_time
from bot.setup import handlers as setup
from bot.setup import settings as setup_settings
from bot.setup.week_time import SIDE_EFFECTS, SPOKEN_WEEK, WEEK
from bot.speech import Voice
from bot.summary.goals import handlers as goals
from bot.summary.patterns import handlers as patterns
from bot.summary.report import handlers as report
from bot.summary.report.buttons import ReportMenu
from bot.summary.views import handlers as views
from bot.summary.week import handlers as week
from bot.summary.week.compose import composer as week_composer
from bot.summary.week.spoken import composer as spoken_composer
from bot.travel import handlers as travel
from bot.travel.asking import say_back, say_last_day
from bot.travel.rules import BACK, BACK_SOON
from bot.treatment.effects import handlers as effect_weeks
from bot.treatment.effects.asking import ask_about_side_effects
from bot.treatment.guided import handlers as guided
from bot.treatment.guided.asking import ring_the_end
from bot.treatment.guided.rules import GUIDED_END
from bot.treatment.injections import handlers as injections
from bot.treatment.injections.asking import ask_how_it_is, say_next_visit
from bot.treatment.injections.following import holding, holding_text
from bot.treatment.injections.rules import INJECTION_CHECK, NEXT_VISIT
from bot.treatment.learn import handlers as learn
from bot.treatment.stock import handlers as stock
from bot.treatment.stock.asking import warn_of_supply
from bot.treatment.stock.following import settling, settling_text
from bot.treatment.stock.rules import SUPPLY
from bot.treatment.visits import handlers as visits
from bot.treatment.visits.asking import ask_what_changed, reminder_composer
from bot.treatment.visits.rules import VISIT_AFTER, VISIT_AHEAD
from bot.whole import handlers as whole


def taps() -> dict[type[ButtonData], TapHandler]:
    """Every button there is; reminders answer a check-in that was due, too.

    What the journal shows keeps the way back to the day that it was opened from; what changes the
    plan settles its supplies, and holds what waits after an injection.
    """
    every: dict[type[ButtonData], TapHandler] = {
        **people.TAPS,
        **pauses.TAPS,
        **travel.TAPS,
        **privacy.TAPS,
        **{kind: holding(tap) for kind, tap in setup.TAPS.items()},
        **effects_time.TAPS,
        **{kind: holding(settling(tap)) for kind, tap in plan.TAPS.items()},
        **episodes.TAPS,
        **triggers.TAPS,
        **reliefs.TAPS,
        **days.TAPS,
        **effects.TAPS,
        **selfcheck.TAPS,
        **water.TAPS,
        **injections.TAPS,
        **guided.TAPS,
        **effect_weeks.TAPS,
        **stock.TAPS,
        **visits.TAPS,
        **history.TAPS,
        **community.TAPS,
        **learn.TAPS,
        **goals.TAPS,
        **reminders.TAPS,
        **export.TAPS,
        **week.TAPS,
        **report.taps(supporters_of),
        **patterns.TAPS,
        **views.TAPS,
        **whole.TAPS,
        **circle.TAPS,
    }
    journal = (episodes, triggers, reliefs, days, effects, selfcheck)
    every |= {kind: keeping_day(every[kind]) for some in journal for kind in some.TAPS}
    shown = {one.name: one.handler for one in commands() if one.shows}
    return every | {ShowNames: names_shown(every, shown, _composers)}


EXACT_TAPS = frozenset((*urgent.TAPS, *privacy.TAPS, *learn.TAPS)) - {TakeAlong}
"""What stays word for word in discreet mode, since it must be exact and was asked for: the urgent
card, what is stored and how to leave, and cards to learn from."""


def _composers(turn: Turn) -> dict[str, Composer]:
    book = communities(turn.communities_file)
    return {topic.name: composer for topic, composer in notes(book).items()}


def text_handlers() -> tuple[TextHandler, ...]:
    """Who is asked about a plain message, in this order; the first who understands answers."""
    dictation = Dictation({one.name: one.handler for one in commands()}, taps())
    return (
        episodes.episode_text,
        key_text,
        dictation.cancelled,
        privacy.word_text,
        travel.zone_text,
        travel.travel_text,
        setup_settings.hours_text,
        episodes.answer_text,
        triggers.name_text,
        goals.words_text,
        *circle.TEXTS,
        days.trigger_text,
        reliefs.name_text,
        injections.answer_text,
        guided.good_text,
        stock.stock_text,
        visits.answer_text,
        visits.ask_text,
        reminders.time_text,
        *(holding_text(settling_text(text)) for text in plan.FLOWS.values()),
        setup.setup_text,
        zones.not_now,
        dictation.said,
    )


def notes(book: Book, voice: Voice | None = None) -> dict[Topic, Composer]:
    """Whatever the bot says by itself, a line a topic; `book` are the communities to be shown.

    With `voice` it speaks, too.
    """
    return {
        STILL_GOING: ask_still_going,
        DID_IT_HELP: ask_whether_it_helped,
        WEEK: week_composer(book),
        SPOKEN_WEEK: spoken_composer(book, voice),
        INJECTION_CHECK: ask_how_it_is,
        NEXT_VISIT: say_next_visit,
        GUIDED_END: ring_the_end,
        SUPPLY: warn_of_supply,
        SIDE_EFFECTS: ask_about_side_effects,
        VISIT_AHEAD: reminder_composer(ReportMenu()),
        VISIT_AFTER: ask_what_changed,
        PAUSE_OVER: say_over,
        BACK_SOON: say_last_day,
        BACK: say_back,
        TEXT_CHANGED: say_text_changed,
        ASK: circle_says.ask_account,
        LEFT: circle_says.say_left,
        BEGUN: circle_says.say_begun,
        ENDED: circle_says.say_ended,
        ALERT: circle_says.alert,
        CIRCLE_WEEK: circle_says.week,
        VISIT: circle_says.visit,
        CHEER: circle_says.cheer,
    }
