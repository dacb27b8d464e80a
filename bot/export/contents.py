"""What leaves with an export and comes back: every table of a person's, or why it stays.

A test holds this against the tables there are, so that nothing new is forgotten.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.circle.rules import LONGEST_CHEER, MINUTES, Cheering
from bot.circle.rules import LONGEST_NAME as LONGEST_CALLED
from bot.circle.tables import Cheer, SharedItem, Supported, Supporter
from bot.export.fields import (
    Code,
    ScheduleSpec,
    Zone,
    listed,
    number,
    text,
)
from bot.export.parts import Part, row_model
from bot.journal.days.rules import MOST_SLEEP
from bot.journal.days.tables import DayRating, DayTriggers, Mood, Night
from bot.journal.effects.rules import MOST_STRENGTH, Effect
from bot.journal.effects.tables import SideEffectDay, SideEffectWeek
from bot.journal.episodes.rules import (
    LONGEST_NOTE,
    MOST_IN_BURST,
    Duration,
    FaceZone,
    Movement,
)
from bot.journal.episodes.tables import Episode, EpisodeRelief
from bot.journal.reliefs.tables import OwnRelief
from bot.journal.selfcheck.rules import Question
from bot.journal.selfcheck.tables import SelfCheck
from bot.journal.triggers.rules import Usual
from bot.journal.triggers.tables import EpisodeTrigger, Exposure, Trigger
from bot.journal.water.rules import LEAST, LEAST_TARGET, MOST, MOST_TARGET, Unit
from bot.journal.water.tables import WaterGlass, WaterSettings
from bot.pauses.rules import Why
from bot.pauses.tables import Pause
from bot.people.rules import Condition, Related, Rests, Side
from bot.people.tables import Person
from bot.people.urgent_rules import Region
from bot.plan.agreed import AgreedWith
from bot.plan.fields import LONGEST_NAG, MOST_NAGS
from bot.plan.medicines import MedicineClass
from bot.plan.reasons import Reason as ChangeReason
from bot.plan.rules import LONGEST_NAME, Kind
from bot.plan.tables import ItemSchedule, PlanChange, PlanItem
from bot.reminders.state import Reason, State
from bot.reminders.tables import Occurrence
from bot.summary.goals.rules import What
from bot.summary.goals.tables import WeekGoal
from bot.summary.report.rules import Section
from bot.summary.report.tables import ReportChoice
from bot.treatment.guided.routines import BREATHING_MINUTES
from bot.treatment.guided.routines import Code as Routine
from bot.treatment.guided.rules import LONGEST_GOOD, MOST_RATING
from bot.treatment.guided.tables import GoodThing, GuidedChoice, GuidedRun
from bot.treatment.injections.rules import MOST_CONTROL, SITES, Sign, Working
from bot.treatment.injections.tables import Injection, InjectionCheck
from bot.treatment.stock.rules import MOST_UNITS, WARN_DAYS
from bot.treatment.stock.rules import What as SupplyChange
from bot.treatment.stock.tables import Stock, StockEntry
from bot.treatment.visits.rules import LONGEST_QUESTION, Changed, VisitKind
from bot.treatment.visits.tables import Visit, VisitQuestion

_CHANGES = Literal[
    "added", "renamed", "amount", "notes", "nags", "kind", "schedule", "paused", "resumed",
    "removed", "restored", "agreed", "class",
]  # fmt: skip
_LANGUAGE = Annotated[str, Field(pattern=r"^[a-z]{2,3}([-_][A-Za-z]{2,4})?$")]
_SCALE = number(0, 4)
_SITE_CODE = Annotated[str, Field(pattern=rf"^({'|'.join(SITES)})$")]


PARTS: tuple[Part, ...] = (
    Part(
        Person,
        "settings",
        types={
            "language": _LANGUAGE,
            "zone": Zone,
            "plan_zone": Zone,
            "home_zone": Zone,
            "condition": Condition,
            "side": Side,
            "related": listed(Related, len(Related)),
            "urgent_region": Region,
        },
        # Who it is, what they agreed to and when, and where the engine stands.
        ours=frozenset(
            {
                "id",
                "telegram_id",
                "created_at",
                "consent_version",
                "consented_at",
                "set_up_at",
                "offer_morning",
                "paused_until",
                "pause_from",
                "pause_rests",
                "hushed_until",
                "blocked_at",
                "returned_at",
                "advanced_until",
                "kept_until",
                "held_zone",
                "held_wake",
                "zone_changed_at",
                "wake_at",
                "seen_on",
            }
        ),
    ),
    Part(
        PlanItem,
        "plan",
        types={
            "kind": Kind,
            "name": text(LONGEST_NAME, least=1),
            "nags": listed(number(1, LONGEST_NAG), MOST_NAGS),
            "medicine_class": MedicineClass,
            "agreed_with": AgreedWith,
            "zone": Zone,
        },
        ours=frozenset({"zone_changed_at", "looked_until"}),
    ),
    Part(Pause, "pauses", types={"reason": Why, "rests": Rests}),
    Part(ItemSchedule, "schedules", types={"spec": ScheduleSpec}),
    Part(PlanChange, "plan-changes", types={"what": _CHANGES, "reason": ChangeReason}),
    Part(
        Occurrence,
        "doses-and-other-answers",
        types={
            "zone": Zone,
            "state": State,
            "before": State,
            "reason": Reason,
            "nags_sent": number(0, MOST_NAGS),
        },
        ours=frozenset({"delivery_id"}),
    ),
    Part(
        Episode,
        "episodes",
        types={
            "zone": Zone,
            "severity": number(1, 4),
            "side": Side,
            "face_zones": listed(FaceZone, len(FaceZone)),
            "movement": Movement,
            "duration": Duration,
            "count": number(1, MOST_IN_BURST),
            "note": text(LONGEST_NOTE),
        },
    ),
    Part(OwnRelief, "own-reliefs", types={"code": Code, "name": text(40, least=1)}),
    Part(EpisodeRelief, "what-was-tried", types={"relief": Code}),
    Part(Trigger, "triggers", types={"code": Usual}),
    Part(Exposure, "trigger-days", types={"zone": Zone}),
    Part(EpisodeTrigger, "triggers-of-episodes"),
    Part(DayRating, "days", types={"rating": _SCALE}),
    Part(DayTriggers, "trigger-questions", lists={"asked": "trigger"}),
    Part(Night, "nights", types={"minutes": number(0, MOST_SLEEP), "quality": _SCALE}),
    Part(Mood, "moods", types={"mood": _SCALE}),
    Part(
        SideEffectDay,
        "side-effects",
        types={"asked": listed(Effect, len(Effect)), "present": listed(Effect, len(Effect))},
    ),
    Part(
        SideEffectWeek,
        "side-effects-by-week",
        types={"effect": Effect, "strength": number(0, MOST_STRENGTH)},
    ),
    Part(
        Stock,
        "supplies",
        types={
            "per_dose": number(1, MOST_UNITS),
            "pack": number(0, MOST_UNITS),
            "warn_days": number(1, WARN_DAYS[-1]),
        },
    ),
    Part(
        StockEntry,
        "supply-changes",
        types={"what": SupplyChange, "units": number(0, MOST_UNITS)},
        links={"occurrence_id": "occurrence"},
    ),
    Part(
        WeekGoal,
        "goals",
        types={
            "what": What,
            "target": number(0, 7),
            "minute": number(0, 24 * 60 - 1),
            "ticks": listed(number(1, 4_000_000), 7),
        },
    ),
    Part(
        Injection,
        "injections",
        types={"sites": listed(_SITE_CODE, len(SITES)), "note": text(500)},
        links={"occurrence_id": "occurrence"},
        lists={"held": "plan_item"},
    ),
    Part(
        InjectionCheck,
        "injection-checks",
        types={
            "working": Working,
            "control": number(0, MOST_CONTROL),
            "signs": listed(Sign, len(Sign)),
        },
    ),
    Part(
        GuidedRun,
        "guided-minutes",
        types={
            "routine": Routine,
            "minutes": number(0, max(BREATHING_MINUTES)),
            "side": Side,
            "zone": Zone,
            "before": number(0, MOST_RATING),
            "after": number(0, MOST_RATING),
        },
        links={"occurrence_id": "occurrence"},
        ours=frozenset({"message_id", "next_at"}),
    ),
    Part(GuidedChoice, "guided-drawings"),
    Part(GoodThing, "good-things", types={"text": text(LONGEST_GOOD), "zone": Zone}),
    Part(Visit, "visits", types={"kind": VisitKind, "changed": Changed}),
    Part(VisitQuestion, "questions", types={"text": text(LONGEST_QUESTION, least=1)}),
    Part(SelfCheck, "self-checks", types={"question": Question, "answer": _SCALE}),
    Part(ReportChoice, "report", types={"changed": listed(Section, len(Section))}),
    Part(
        WaterGlass,
        "water",
        types={"zone": Zone, "ml": number(LEAST, MOST)},
        links={"occurrence_id": "occurrence"},
    ),
    Part(
        WaterSettings,
        "water-settings",
        types={
            "glass_ml": number(LEAST, MOST),
            "target_ml": number(LEAST_TARGET, MOST_TARGET),
            "unit": Unit,
        },
        ours=frozenset({"quiet_until"}),
    ),
    Part(
        Supporter,
        "supporters",
        types={
            "called": text(LONGEST_CALLED, least=1),
            "shown_as": text(LONGEST_CALLED),
        },
        ours=frozenset({"token_hash", "asked_at", "is_settled"}),
    ),
    Part(SharedItem, "shared-medicines", types={"minutes": number(min(MINUTES), max(MINUTES))}),
    Part(Cheer, "kind-words", types={"what": Cheering, "text": text(LONGEST_CHEER)}),
    # Whom it leads to is the other one's.
    Part(Supported, "supporting", ours=frozenset({"supporter_id", "told_at"})),
)

NOT_EXPORTED: Mapping[str, str] = {
    "delivery": "the queue of messages; what they told of stands among the occurrences",
    "plan_reason": "why the plan is being changed just now; each change keeps its own reason",
    "consent": "what was agreed to and when: /privacy shows it, and a file that comes back is none",
    "leaving": "that the account is going to be erased",
    "folded_buttons": "buttons that a message in easy mode does not show",
    "heavy_request": "when files were asked for; forgotten after an hour",
    "draft": "a conversation half-way; nothing in it is saved yet",
    "circle_alert": "whose answer is waited for just now; the doses are somebody else's",
    "note": "what the bot is going to say, or said, by itself; answers stand where they belong",
}
"""Tables of a person's that stay, and why. Those of nobody's need no reason."""

PART: Mapping[str, Part] = {part.name: part for part in PARTS}


@cache
def model_of(name: str) -> type[BaseModel]:
    return row_model(PART[name])
