"""The way to every button: what a person sends and taps until it is on their screen."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import update

from bot.circle.buttons import (
    Accept,
    CheerMenu,
    ConfirmAccount,
    Decline,
    EndSupported,
    EndSupporter,
    Invite,
    MakeLink,
    NameSupporter,
    OpenItemShare,
    OpenSupported,
    OpenSupporter,
    OwnDiary,
    PauseSupported,
    PauseSupporter,
    SendCheer,
    SetItemShare,
    SetShare,
    ShareItems,
    TypeCheer,
)
from bot.community.buttons import Communities, ShareCommunities, ShowCommunities
from bot.demo.chats import Message
from bot.discreet.buttons import ShowNames
from bot.export.buttons import Restore
from bot.journal.days.buttons import (
    AnswerDay,
    AnswerOffer,
    AskTrigger,
    OpenDay,
    OpenNight,
    Rate,
    RestoreMood,
    RestoreNight,
    RestoreRating,
    SetMood,
    SetQuality,
    SetSleep,
    ToggleTrigger,
    TurnDay,
    UndoMood,
    UndoNight,
    UndoRating,
)
from bot.journal.effects.buttons import (
    AnswerEffects,
    OpenEffects,
    OpenEffectsWeek,
    RemoveEffects,
    RestoreEffects,
    ToggleEffect,
)
from bot.journal.episodes.buttons import (
    AddToBurst,
    AskTyped,
    ClearDetails,
    OpenPanel,
    RestoreEpisode,
    SetAgo,
    SetDetail,
    SetFaceZone,
    SetGoing,
    SetHelped,
    SetRelief,
    SetSeverity,
    SetTrigger,
    UndoEpisode,
)
from bot.journal.history.buttons import (
    BackToDay,
    OpenAnswer,
    OpenEntry,
    OpenGlass,
    OpenGlasses,
    RemoveGlass,
    ResizeGlass,
    RestoreGlass,
    ShowDay,
    ShowPage,
)
from bot.journal.reliefs.buttons import HideRelief, OpenRelief, RenameRelief, ShowReliefs
from bot.journal.selfcheck.buttons import (
    AnswerCheck,
    ChangeCheck,
    ListCheck,
    OpenCheck,
    RemoveCheck,
    RestoreCheck,
    SkipCheck,
)
from bot.journal.triggers.buttons import (
    Expose,
    HideTrigger,
    MergeMenu,
    MergeTrigger,
    NewTrigger,
    OpenTrigger,
    RenameTrigger,
    ShowExposures,
    ShowTriggers,
)
from bot.journal.water.buttons import (
    AddGlass,
    OpenWater,
    OpenWaterSettings,
    SetGlass,
    SetTarget,
    SetUnit,
    UndoGlass,
)
from bot.pauses.buttons import PauseAgain, PauseFor, PauseLonger, PauseRests, PauseWhy
from bot.people.buttons import (
    OpenSettings,
    Pause,
    PickLanguage,
    PickZone,
    PlanTimes,
    Resume,
    ShareLocation,
    Travelling,
)
from bot.people.circle_buttons import ItemCircle, OpenCircle
from bot.people.easy_buttons import Unfold
from bot.people.tables import Person
from bot.people.urgent_buttons import AskRegion, EndHush, InCrisis, PickRegion, ShowUrgent
from bot.plan.buttons import (
    AddItem,
    CancelNew,
    ClearField,
    EditItem,
    ItemHistory,
    KeepPast,
    OpenItem,
    OpenPlan,
    OpenStock,
    PauseItem,
    PickAnswer,
    RemoveItem,
    RestoreItem,
    SaveNew,
    SetAgreed,
    SetClass,
    SetKind,
    SetNags,
    StepBack,
    TurnCalendar,
)
from bot.privacy.buttons import (
    AgreeAgain,
    AskToLeave,
    Leave,
    OpenPrivacy,
    Stay,
    TakeAlong,
)
from bot.reminders.buttons import (
    Because,
    Later,
    LaterMenu,
    LaterTyped,
    NeedMenu,
    Show,
    ShowToday,
    Skip,
    Take,
    TakeAll,
    TakeEarly,
    TakenAt,
    TakeNeeded,
    TimeMenu,
    TimeTyped,
    Undo,
)
from bot.screen import VERSION, ButtonData
from bot.setup.buttons import (
    Agree,
    AgreeInvited,
    Answer,
    Disagree,
    KeepStarter,
    OpenRelated,
    OpenSetting,
    OpenStarter,
    PickStarter,
    SetRelated,
    SetWeekTime,
    WeekTimeOff,
)
from bot.setup.effects_time import EffectsTimeOff, OpenEffectsTime, SetEffectsTime
from bot.summary.goals.buttons import (
    ChooseGoal,
    GoalMenu,
    KeepGoal,
    NoGoal,
    OpenGoal,
    PickDays,
    PickMinute,
    RestGoal,
    SetDays,
    SetGoal,
    TickGoal,
    TypeGoal,
)
from bot.summary.patterns.buttons import Patterns
from bot.summary.report.buttons import MakeReport, ReportMenu, ReportOf, SwitchSection
from bot.summary.views.buttons import OpenView
from bot.summary.week.buttons import ReadWeek, ShowWeek, WeekDetails
from bot.travel.buttons import AmHome, KeepHome, StayLonger, TravelDays, TravelTo
from bot.treatment.effects.buttons import FinishEffectsWeek, ForgetEffectsWeek, SayStrength
from bot.treatment.guided.buttons import (
    Begin,
    BeginReminded,
    DidIt,
    Hear,
    OpenGood,
    OpenRun,
    PauseRun,
    PickSide,
    PickView,
    RateAfter,
    RateBefore,
    RemoveGood,
    RestoreGood,
    ResumeRun,
    SetRunSide,
    ShowCalm,
    ShowGood,
    ShowStretch,
    StopRun,
)
from bot.treatment.injections.buttons import (
    AdviceGiven,
    ClearDetail,
    ClearSites,
    CopyField,
    CopyLast,
    FinishCycleCheck,
    ListCycleChecks,
    ListInjections,
    LogInjection,
    NewInjection,
    OpenCycleCheck,
    OpenDetail,
    OpenFace,
    OpenInjection,
    RemoveCycleCheck,
    RemoveInjection,
    RestoreCycleCheck,
    RestoreInjection,
    SetControl,
    SetProduct,
    SetWorking,
    ShowCycles,
    ShowInjections,
    ToggleSign,
    ToggleSite,
)
from bot.treatment.learn.buttons import ListCards, OpenCard
from bot.treatment.stock.buttons import (
    AskStock,
    EndStock,
    Refill,
    SetDose,
    SetWarning,
    StockHistory,
    TakeBackEntry,
)
from bot.treatment.visits.buttons import (
    AskQuestion,
    EditVisit,
    EndChanges,
    NewVisit,
    OpenVisit,
    RemoveQuestion,
    RemoveVisit,
    RestoreQuestion,
    RestoreVisit,
    SayChanged,
    SetVisitKind,
    ShowPlanChanges,
    ShowQuestions,
    ShowVisits,
    TickQuestion,
)
from tests.circle.life import a_supporter, accepts, invites, somebody_to_support
from tests.export.files import SMALL, as_bytes, zipped
from tests.phone import Phone

ITEM = ("/add Clonazepam 0.5 mg 23:45", "tap Save")
STEPS = ("/add Baclofen 5 mg 08:00 from 1 Dec, 10 mg from 8 Dec", "tap Save")
PAGE = (*ITEM, "/plan", "tap Clonazepam")
SUPPLY = (*PAGE, "tap Supply", "tap Count them now", "30")
DUE = ("/add Clonazepam 0.5 mg {soon}", "tap Save", "wait")
NEEDED = ("/add Ibuprofen 400 mg as needed, at least 6h apart, max 3 a day", "tap Save", "/today")

LIST = ("/trigger", "tap Change triggers")
CARD = (*LIST, "tap Stress")
OWN_RELIEF = ("/log", "tap Relief", "tap Own relief", "cold spoon")
EVENING = ("/checkin 2",)
DAY = (*EVENING, "tap Done")
SUNDAY = ("sunday", *DAY)
NIGHT = ("/checkin",)
EFFECTS = ("/add Trihexyphenidyl 2 mg 23:45", "tap Save", *DAY)
EFFECTS_WEEK = ("/add Clonazepam 0.5 mg as needed", "tap Save", "saturday")
CHECK = (*DAY, "tap This week")
CHECKED = (*CHECK, "tap 2", "/history", "tap Weekly questions")
CHOICE = ("/goals", "tap Choose")
OWN_GOAL = ("/goals a walk",)
GLASSES = ("/water", "tap Glass and target")
GLASS = ("/water", "/history", "tap Water", "tap 250 ml")

INJECTION = ("/injection yesterday",)
INJECTIONS = (*INJECTION, "/injection")
AGAIN = ("/injection 2026-01-05", "tap Units", "25", *INJECTION)
HOW = (*INJECTIONS, "tap How is it now")
VISIT = ("/visits in 3 days 10:30 Dr. Weber",)
QUESTION = ("/ask Is it normal?", "tap Questions")
AFTERWARDS = ("/visits today Dr. Weber", "evening")

CALM = ("/calm",)
GUIDED = ("/calm 3",)
STRETCH = ("/stretch", "tap Left side")
GOOD = (*CALM, "tap One thing", "The neighbour's cat")
CIRCLE = ("/settings", "tap My circle")
INVITED = (*CIRCLE, "tap Invite", "Ben", "Anna")
SHARING = (*ITEM, *INVITED, "tap Medicines")
SUPPORTS = ("supports somebody", *CIRCLE, "tap Iris")

WAYS: dict[type[ButtonData], tuple[str, ...]] = {
    # people
    PickZone: ("/timezone",),
    ShareLocation: ("/timezone",),
    OpenSettings: ("/pause",),
    PlanTimes: (*ITEM, "/timezone Asia/Tokyo"),
    PickLanguage: ("/language",),
    Pause: ("/pause",),
    Resume: ("/pause 3",),
    Unfold: ("/settings", "tap Easy mode: one large key", "/settings"),
    Travelling: ("/timezone",),
    TravelTo: ("/travel San Juan until tomorrow",),
    TravelDays: ("/travel Tokyo",),
    StayLonger: ("/travel Tokyo until tomorrow",),
    KeepHome: (*ITEM, "/travel Tokyo"),
    AmHome: ("/travel Tokyo",),
    PauseWhy: ("/pause",),
    PauseFor: ("/pause holiday",),
    PauseRests: ("/pause holiday 3",),
    PauseLonger: ("/pause 3",),
    PauseAgain: ("/pause 3", "/resume"),
    # privacy
    OpenPrivacy: ("older text",),
    AgreeAgain: ("older text", "tap Read it"),
    TakeAlong: ("/delete",),
    AskToLeave: ("/privacy",),
    Leave: ("/delete delete",),
    Stay: ("/delete",),
    # set-up
    Agree: ("/start",),
    AgreeInvited: ("/start i-2345-6789-abcd-efgh",),
    Disagree: ("/start",),
    Answer: ("/start", "tap Agree"),
    OpenSetting: ("/settings",),
    OpenEffectsTime: ("/settings",),
    SetEffectsTime: ("/settings", "tap Side effects"),
    EffectsTimeOff: ("/settings", "tap Side effects"),
    PickStarter: ("/start", "tap Agree", "tap Skip", "tap Continue", "tap Skip", "tap Skip"),
    OpenRelated: ("/settings",),
    SetRelated: ("/settings", "tap Other conditions"),
    OpenStarter: ("/plan",),
    KeepStarter: ("/plan", "tap Starter plan"),
    SetWeekTime: ("/settings", "tap Week summary"),
    WeekTimeOff: ("/settings", "tap Week summary"),
    # plan
    OpenPlan: ITEM,
    OpenItem: (*ITEM, "/plan"),
    EditItem: PAGE,
    ClearField: (*PAGE, "tap Amount"),
    SetNags: (*PAGE, "tap Repeats"),
    SetKind: (*PAGE, "tap Kind"),
    SetClass: PAGE,
    TurnCalendar: (*STEPS, "/plan", "tap Baclofen"),
    OpenStock: PAGE,
    SetAgreed: PAGE,
    KeepPast: (*PAGE, "tap Times", "3 Nov 2025 10:00"),
    PauseItem: PAGE,
    RemoveItem: PAGE,
    RestoreItem: (*PAGE, "tap Remove", "tap Remove"),
    ItemHistory: PAGE,
    AddItem: (*ITEM, "/plan"),
    PickAnswer: ("/add",),
    StepBack: ("/add", "tap Medicine"),
    SaveNew: ITEM[:1],
    CancelNew: ITEM[:1],
    # discreet mode
    ShowNames: (*ITEM, "/settings", "tap Discreet mode", "tap Turn it on", "/today"),
    # journal
    SetSeverity: ("/log",),
    UndoEpisode: ("/log",),
    RestoreEpisode: ("/log", "tap Undo"),
    OpenPanel: ("/log",),
    AskTyped: ("/log",),
    SetGoing: ("/log",),
    SetDetail: ("/log", "tap Details"),
    SetFaceZone: ("/log", "tap Details"),
    ClearDetails: ("/log left", "tap Details"),
    SetTrigger: ("/log", "tap Triggers"),
    SetAgo: ("/log", "tap Time"),
    AddToBurst: ("/log", "tap Burst"),
    SetRelief: ("/log", "tap Relief"),
    SetHelped: ("/log", "tap Relief", "tap rest"),
    ShowReliefs: OWN_RELIEF,
    OpenRelief: (*OWN_RELIEF, "tap Change"),
    RenameRelief: (*OWN_RELIEF, "tap Change", "tap cold spoon"),
    HideRelief: (*OWN_RELIEF, "tap Change", "tap cold spoon"),
    Expose: ("/trigger",),
    ShowExposures: ("/trigger",),
    NewTrigger: ("/trigger",),
    ShowTriggers: ("/trigger",),
    OpenTrigger: LIST,
    RenameTrigger: CARD,
    MergeMenu: CARD,
    HideTrigger: CARD,
    MergeTrigger: (*CARD, "tap Merge"),
    Rate: (*NIGHT[:1], "tap The day"),
    SetMood: SUNDAY,
    UndoMood: (*SUNDAY, "tap 3"),
    RestoreMood: (*SUNDAY, "tap 3", "tap Undo mood"),
    ToggleTrigger: EVENING,
    AnswerDay: EVENING,
    TurnDay: EVENING,
    AskTrigger: EVENING,
    AnswerOffer: ("older", *DAY),
    ToggleEffect: EFFECTS,
    AnswerEffects: EFFECTS,
    OpenEffects: (*EFFECTS, "tap Done"),
    RemoveEffects: (*EFFECTS, "tap Dry mouth"),
    RestoreEffects: (*EFFECTS, "tap Dry mouth", "tap Remove"),
    OpenCheck: DAY,
    AnswerCheck: CHECK,
    SkipCheck: CHECK,
    ChangeCheck: CHECKED,
    ListCheck: (*CHECKED, "tap ✏️"),
    RemoveCheck: (*CHECKED, "tap ✏️"),
    RestoreCheck: (*CHECKED, "tap ✏️", "tap Remove"),
    OpenDay: DAY,
    UndoRating: EVENING,
    RestoreRating: (*EVENING, "tap Undo"),
    OpenNight: NIGHT,
    SetSleep: NIGHT,
    SetQuality: NIGHT,
    UndoNight: (*NIGHT, "tap 8 h"),
    RestoreNight: (*NIGHT, "tap 8 h", "tap Undo"),
    AddGlass: ("/water",),
    UndoGlass: ("/water",),
    OpenWaterSettings: ("/water",),
    OpenWater: GLASSES,
    SetGlass: GLASSES,
    SetTarget: GLASSES,
    SetUnit: GLASSES,
    ShowPage: (*("/log",) * 11, "/history"),
    OpenAnswer: ("/checkin 2", "/history"),
    OpenEntry: ("/log", "/history"),
    BackToDay: ("/log", "/history", "tap Episode"),
    OpenGlasses: ("/water", "/history"),
    OpenGlass: GLASS[:-1],
    ResizeGlass: GLASS,
    RemoveGlass: GLASS,
    RestoreGlass: (*GLASS, "tap Remove"),
    # goals
    GoalMenu: ("/week",),
    ChooseGoal: ("/goals",),
    OpenGoal: CHOICE,
    TypeGoal: CHOICE,
    PickDays: CHOICE,
    PickMinute: ("/add Sleep 22:30", "tap Save", *CHOICE),
    SetGoal: (*CHOICE, "tap Evening check-in"),
    NoGoal: CHOICE,
    SetDays: OWN_GOAL,
    TickGoal: (*OWN_GOAL, "tap Once"),
    RestGoal: (*OWN_GOAL, "tap Once"),
    KeepGoal: (*OWN_GOAL, "tap Once", "next week", "/goals"),
    # injections
    ShowInjections: (*INJECTION,),
    ListInjections: INJECTIONS,
    NewInjection: INJECTIONS,
    LogInjection: ("/injection",),
    OpenInjection: INJECTIONS,
    OpenDetail: INJECTION,
    ClearDetail: (*INJECTION, "tap Lot", "C1234", "tap Lot"),
    SetProduct: (*INJECTION, "tap Product"),
    CopyField: (*AGAIN, "tap Units"),
    CopyLast: AGAIN,
    OpenFace: INJECTION,
    ToggleSite: (*INJECTION, "tap Sites"),
    ClearSites: (*INJECTION, "tap Sites", "tap Brow"),
    RemoveInjection: INJECTION,
    RestoreInjection: (*INJECTION, "tap Remove"),
    AdviceGiven: INJECTION,
    OpenCycleCheck: INJECTIONS,
    SetWorking: INJECTIONS,
    SetControl: HOW,
    ToggleSign: HOW,
    FinishCycleCheck: HOW,
    ListCycleChecks: INJECTION,
    RemoveCycleCheck: (*HOW, "tap Well"),
    RestoreCycleCheck: (*HOW, "tap Well", "tap Remove"),
    ShowCycles: INJECTIONS,
    # guided minutes
    ShowCalm: (*CALM, "tap One thing"),
    ShowStretch: (*STRETCH, "tap ▶️ Start Face", "wait", "tap 2"),
    Begin: CALM,
    BeginReminded: ("/add Calm {soon}", "tap Save", "wait"),
    RateBefore: GUIDED,
    PauseRun: GUIDED,
    ResumeRun: (*GUIDED, "tap Pause"),
    StopRun: GUIDED,
    OpenRun: (*GUIDED, "wait"),
    RateAfter: (*GUIDED, "wait"),
    DidIt: (*GUIDED, "wait"),
    SetRunSide: (*STRETCH, "tap ▶️ Start Face"),
    PickSide: STRETCH[:1],
    PickView: STRETCH,
    Hear: CALM,
    ShowGood: CALM,
    OpenGood: (*GOOD, "/history"),
    RemoveGood: GOOD,
    RestoreGood: (*GOOD, "tap 🗑"),
    # visits
    ShowVisits: VISIT,
    NewVisit: ("/visits",),
    OpenVisit: (*VISIT, "/visits"),
    EditVisit: VISIT,
    SetVisitKind: VISIT,
    RemoveVisit: VISIT,
    RestoreVisit: (*VISIT, "tap Remove"),
    ShowQuestions: QUESTION[:1],
    AskQuestion: QUESTION,
    TickQuestion: QUESTION,
    RemoveQuestion: QUESTION[:1],
    RestoreQuestion: (*QUESTION[:1], "tap Undo"),
    SayChanged: AFTERWARDS,
    EndChanges: (*AFTERWARDS, "tap medicine"),
    ShowPlanChanges: ("/visits",),
    # side effects week by week
    OpenEffectsWeek: (*EFFECTS_WEEK, "tap Done"),
    SayStrength: EFFECTS_WEEK,
    FinishEffectsWeek: EFFECTS_WEEK,
    ForgetEffectsWeek: (*EFFECTS_WEEK, "tap Done"),
    # supplies
    AskStock: SUPPLY[:-2],
    Refill: SUPPLY,
    TakeBackEntry: (*SUPPLY, "tap Refilled"),
    SetDose: (*SUPPLY, "tap A dose"),
    SetWarning: SUPPLY,
    StockHistory: SUPPLY,
    EndStock: SUPPLY,
    # circle
    OpenCircle: CIRCLE[:1],
    ItemCircle: PAGE,
    Invite: CIRCLE,
    OpenSupporter: (*INVITED, "tap My circle"),
    NameSupporter: INVITED,
    SetShare: INVITED,
    ShareItems: INVITED,
    OpenItemShare: SHARING,
    SetItemShare: (*SHARING, "tap Clonazepam"),
    MakeLink: INVITED,
    ConfirmAccount: ("is accepted",),
    PauseSupporter: ("has a supporter", *CIRCLE, "tap Ben"),
    EndSupporter: INVITED,
    Accept: ("is invited",),
    Decline: ("is invited",),
    OpenSupported: SUPPORTS[:-1],
    PauseSupported: SUPPORTS,
    EndSupported: SUPPORTS,
    CheerMenu: SUPPORTS,
    SendCheer: (*SUPPORTS, "tap kind word"),
    TypeCheer: (*SUPPORTS, "tap kind word"),
    OwnDiary: ("supports somebody", "/start"),
    # communities
    Communities: ("/week",),
    ShowCommunities: ("/support",),
    ShareCommunities: ("/support",),
    # reminders
    Take: DUE,
    TakeAll: (*DUE[:2], "/add Baclofen 10 mg {soon}", "tap Save", "wait"),
    Skip: DUE,
    Because: (*DUE, "tap Skip"),
    Undo: (*DUE, "tap Taken"),
    LaterMenu: DUE,
    Later: (*DUE, "tap Later"),
    LaterTyped: (*DUE, "tap Later"),
    TimeMenu: (*DUE, "tap Taken"),
    TakenAt: (*DUE, "tap Taken", "tap Change time"),
    TimeTyped: (*DUE, "tap Taken", "tap Change time"),
    Show: (*DUE, "tap Later"),
    TakeEarly: (*ITEM, "/today"),
    NeedMenu: NEEDED,
    TakeNeeded: (*NEEDED, "tap Take"),
    ShowToday: ("/today",),
    ShowDay: ("/history",),
    # learn
    OpenCard: ("/learn",),
    ListCards: ("/learn",),
    # urgent
    AskRegion: ("/urgent",),
    PickRegion: ("/urgent", "tap Where are you"),
    ShowUrgent: ("/urgent", "tap Where are you"),
    InCrisis: ("/urgent",),
    EndHush: ("/urgent", "tap in crisis"),
    # export
    Restore: ("a diary",),
    # summary
    ShowWeek: ("/week", "tap Details"),
    WeekDetails: ("/week",),
    ReadWeek: ("/week",),
    Patterns: ("/week", "tap Details"),
    OpenView: ("/week", "tap Details"),
    ReportMenu: ("/week",),
    ReportOf: ("/report",),
    SwitchSection: ("/report",),
    MakeReport: ("/report",),
}
BEFORE_SET_UP = frozenset({Agree, AgreeInvited, Disagree, Answer, OwnDiary, PickStarter})


async def walk(phone: Phone, kind: type[ButtonData]) -> tuple[Message, str]:
    """A new person's way to this button: the message it stands below, and its data."""
    if kind not in BEFORE_SET_UP:
        await phone.sets_up()
    await follow(phone, WAYS[kind])
    return find(phone, kind)


def find(phone: Phone, kind: type[ButtonData]) -> tuple[Message, str]:
    """The newest button of this kind."""
    for message in reversed(phone.user.received):
        for button in message.buttons:
            data = button.get("callback_data", "")
            if data.split(":")[0] == VERSION + kind.code:
                return message, data
    raise AssertionError(f"no {kind.__name__} on the screen: {phone.text} {phone.labels()}")


async def follow(phone: Phone, way: tuple[str, ...]) -> None:
    """Sends and taps step by step; `{soon}` is the time of day in five minutes."""
    soon = phone.story.clock().astimezone(phone.story.zone) + timedelta(minutes=5)
    for step in way:
        if step == "wait":
            await phone.story.later(minutes=5)
        elif step == "next week":
            await phone.story.later(days=7)
        elif step == "sunday":  # six days after the Monday on which every story begins
            await phone.story.later(days=6)
        elif step == "saturday":  # ten in the morning, when the week's question comes
            await phone.story.later(days=5, hours=4)
        elif step == "evening":
            await phone.story.at("19:00")
        elif step == "a diary":
            await phone.does(phone.user.send_document(zipped(as_bytes(SMALL)), "my-diary.zip"))
        elif step in BETWEEN_TWO:
            await BETWEEN_TWO[step](phone)
        elif step == "older text":
            await agreed_to_less(phone)
        elif step == "older":
            await came_before_the_morning_question(phone)
        elif step.startswith("tap "):
            await phone.taps(step.removeprefix("tap "), phone.last)
        else:
            await phone.sends(step.format(soon=f"{soon:%H:%M}"))


async def is_invited(phone: Phone) -> None:
    iris = await phone.story.phone("Iris").sets_up()
    await phone.sends(f"/start {await invites(iris, as_name='Iris')}")


async def is_accepted(phone: Phone) -> None:
    await accepts(phone.story.phone("Ben"), await invites(phone))


BETWEEN_TWO: dict[str, Callable[[Phone], Awaitable[object]]] = {
    "is invited": is_invited,
    "is accepted": is_accepted,
    "has a supporter": a_supporter,
    "supports somebody": somebody_to_support,
}
"""Steps for which there is somebody else."""


async def came_before_the_morning_question(phone: Phone) -> None:
    """As the migration marks those who had finished the set-up before there was one."""
    async with phone.story.app.db.writing() as session:
        await session.execute(update(Person).values(offer_morning=True))


async def agreed_to_less(phone: Phone) -> None:
    """As somebody who agreed before the privacy text said more, once the bot has noticed."""
    async with phone.story.app.db.writing() as session:
        await session.execute(update(Person).values(consent_version=1))
    await phone.story.app.sweeper.look()
    await phone.story.app.settle()
