"""Weeks, calendars and cycles to draw: a believable one of each, and odd ones."""

from dataclasses import replace

from bot.summary.drawings.data import (
    AdherenceDrawing,
    CalendarDrawing,
    CalendarWeek,
    Curve,
    CycleDrawing,
    Day,
    Fact,
    Gauge,
    ItemShare,
    Manner,
    TriggerPair,
    TriggersDrawing,
    WeekDrawing,
    WeekWords,
)

WORDS = WeekWords(
    episodes="Episodes",
    rating="How your face was, 0 calm to 4 worst",
    usual="usual in the four weeks before",
    unanswered="not answered",
    items="Plan",
    taken="done",
    skipped="skipped",
    missed="missed",
    offline="bot was offline",
    open="open",
)
ITEMS = (
    ItemShare("Clonazepam 0.5 mg", "13 of 14", taken=13, missed=1),
    ItemShare("Stretching", "9 of 14", taken=9, skipped=3, missed=2),
    ItemShare("Water", "41 of 49", taken=41, missed=4, offline=4),
    ItemShare("Bedtime", "5 of 7", taken=5, missed=1, open=1),
)
WEEK = WeekDrawing(
    manner=Manner(),
    title="16–22 November",
    subtitle="5 weeks since the injection",
    days=(
        Day("Mon", 3, 1, 4.5, 1.8),
        Day("Tue", 5, 2, 4.0, 2.0),
        Day("Wed", 2, 1, 3.25, 1.5),
        Day("Thu", 0, 0, 2.5, 1.3),
        Day("Fri", 8, 3, 4.75, 2.3),
        Day("Sat", 1, None, 2.0, 1.0),
        Day("Sun", 4, 2, 3.5, None),
    ),
    words=WORDS,
    facts=(
        Fact("23", "episodes, 24.5 a week before"),
        Fact("1.5", "day rating, 6 answers"),
        Fact("5", "weeks since the injection"),
    ),
    items=ITEMS,
    gauges=(
        Gauge("Water", "1300 ml a day · target 1500 ml", 0.87),
        Gauge("Sleep", "7 h 10 min a night · your night is 8 h 30 min", 0.9),
    ),
    note="Goal: stretching on 5 days · 4 so far",
)
SCALE = ("0 none", "1", "2", "3", "4 worst")
MONDAYS = (
    "31 Aug", "7 Sept", "14 Sept", "21 Sept", "28 Sept", "5 Oct",
    "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov", "16 Nov",
)  # fmt: skip
CALENDAR = CalendarDrawing(
    manner=Manner(),
    title="Twelve weeks",
    subtitle="How your face was, 31 August to 22 November",
    weekdays=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    weeks=tuple(
        CalendarWeek(
            label,
            tuple(
                None if (week * 7 + day) % 11 == 3 else (abs(6 - week) + (day * week) % 3) // 2 % 5
                for day in range(7)
            ),
            ahead=2 if week == 11 else 0,
            is_injection=week == 6,
        )
        for week, label in enumerate(MONDAYS)
    ),
    scale=SCALE,
    unanswered="not answered",
    injection="injection",
)
CYCLE = CycleDrawing(
    manner=Manner(),
    title="Since the injection",
    subtitle="Mean rating by week, 0 calm to 4 worst",
    now=Curve("since 19 Oct", (2.4, 1.3, 0.9, 0.8, 1.0)),
    earlier=(
        Curve("since 13 July", (2.9, 1.6, 1.1, 0.9, 0.8, 1.0, 1.2, 1.5, 1.9, 2.3, 2.6, 2.8, 2.9)),
        Curve("since 6 April", (3.1, 2.0, 1.0, 1.1, None, 1.3, 1.4, 1.8, 2.2, 2.4, 2.9, 3.0)),
    ),
    weeks_label="weeks since the injection",
    rating_label="rating",
    control=(
        Curve("since 19 Oct", (3.0, 7.0, 8.0, None, 8.0)),
        Curve(
            "since 13 July",
            (2.0, 6.0, 7.0, None, 8.0, None, None, None, 6.0, 5.0, 4.0, 3.0, 2.0),
        ),
        Curve("since 6 April", (1.0, 5.0, 8.0, None, 7.0, None, None, None, 5.0, 5.0, 3.0, None)),
    ),
    control_label="under control, 0 not at all, 10 fully",
)
ADHERENCE = AdherenceDrawing(
    manner=Manner(),
    title="Plan, twelve weeks",
    subtitle="31 August to 22 November",
    items=ITEMS,
    words=WORDS,
)
TRIGGERS = TriggersDrawing(
    manner=Manner(),
    title="Worse days, with and without",
    subtitle="Days rated 2 or more, of the days you answered",
    pairs=(
        TriggerPair("Caffeine", "no clear link seen", 5, 9, 8, 19),
        TriggerPair("Stress", "possible pattern: more on those days", 18, 22, 11, 40),
        TriggerPair("Alcohol", "too early to tell", 1, 3, 20, 59),
        TriggerPair("Walking", "possible pattern: fewer on those days", 3, 20, 25, 42),
    ),
    with_it="days with it",
    without_it="other days",
    note="This does not prove a cause: a bad day may also bring the trigger.",
)

LONG = "Trihexyphenidyl hydrochloride retard with a very long name, as it is on the box, 5 mg"
ODD_NAMES = (
    "#set page(fill: red) $x^2$ #panic()",
    "*bold* _it_ `code` @ref <label> \\ // no /* no */ [x]",
    "Клоназепам 0,5 мг — вечером, после еды, не раньше десяти",
    "تمارين الوجه كل صباح ومساء مع قليل من الماء الدافئ",
    "תרגילי פנים",
    "💊 Pille 😀 ☕ 日本語",
    LONG,
    "W" * 80,
)
ODD_WEEK = replace(
    WEEK,
    items=tuple(ItemShare(name, "1,204 of 9,999", 1, 2, 3, 4, 5) for name in ODD_NAMES) * 2,
    more="and 52 more",
    days=tuple(
        Day(day.label, 9999 * (at % 3), 4 if at % 2 else None, 9999.0, 4.0)
        for at, day in enumerate(WEEK.days)
    ),
    gauges=(
        Gauge("Water", "12 of 1.5 l", 8.0),
        Gauge("Sleep", "nothing noted", None),
        Gauge("Water", "0 l", 0.0),
    ),
    title=LONG,
    subtitle=" ".join(ODD_NAMES[:3]),
    note=" ".join(ODD_NAMES),
)
ARABIC_WEEK = replace(
    WEEK,
    manner=Manner("ar", is_rtl=True, decimal="٫"),
    title="١٦–٢٢ نوفمبر",
    subtitle="٥ أسابيع منذ الحقنة",
    days=tuple(
        replace(day, label=label)
        for day, label in zip(
            WEEK.days,
            ("اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "أحد"),
            strict=True,
        )
    ),
    items=(ItemShare("تمارين الوجه", "٩ من ١٤", 9, 3, 2), ITEMS[0]),
    gauges=(Gauge("الماء", "١٫٣ لتر", 0.87),),
    facts=(Fact("23", "نوبات"), Fact("1.5", "متوسط")),
)
EMPTY_WEEK = replace(
    WEEK,
    days=tuple(Day(day.label, 0, None) for day in WEEK.days),
    items=(),
    gauges=(),
    facts=(),
    note="",
)
PARTIAL_WEEK = replace(
    WEEK,
    days=(
        *WEEK.days[:3],
        *(Day(day.label, 0, None, is_ahead=True) for day in WEEK.days[3:]),
    ),
)
