"""Every table in one place: whoever imports this has the whole of `Base.metadata`."""

from bot import drafts, keys
from bot.circle import tables as circle
from bot.db import Base
from bot.door import tables as door
from bot.journal.days import tables as days
from bot.journal.effects import tables as effects
from bot.journal.episodes import tables as episodes
from bot.journal.reliefs import tables as reliefs
from bot.journal.selfcheck import tables as selfcheck
from bot.journal.triggers import tables as triggers
from bot.journal.water import tables as water
from bot.notes import tables as notes
from bot.pauses import tables as pauses
from bot.people import tables as people
from bot.plan import tables as plan
from bot.privacy import tables as privacy
from bot.reminders import tables as reminders
from bot.summary.goals import tables as goals
from bot.summary.report import tables as report
from bot.telegram import tables as telegram
from bot.treatment.guided import tables as guided
from bot.treatment.injections import tables as injections
from bot.treatment.stock import tables as stock
from bot.treatment.visits import tables as visits

TABLE_MODULES = (
    people, drafts, keys, plan, notes, reminders, episodes, reliefs, triggers, days, effects,
    selfcheck, water, goals, report, telegram, guided, injections, stock, visits, circle, privacy,
    pauses,
    door,
)  # fmt: skip
metadata = Base.metadata
