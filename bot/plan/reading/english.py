"""English, as people type it into quick add."""

from datetime import time

from bot.plan.reading.english_names import (
    KINDS,
    MEDICINE_ENDINGS,
    MEDICINE_WORDS,
    MONTHS,
    UNITS,
    WEEKDAYS,
)
from bot.plan.reading.words import Words, each_word, phrases

NUMBERS = {
    word: number
    for number, word in enumerate(
        each_word("one two three four five six seven eight nine ten eleven twelve"), start=1
    )
}
ORDINALS = {"other": 2, "2nd": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}

ENGLISH = Words(
    numbers=NUMBERS,
    ordinals=ORDINALS,
    fractions={
        "half a": "½",
        "a half": "½",
        "half of a": "½",
        "half an": "½",
        "half": "½",
        "quarter of a": "¼",
        "a quarter of a": "¼",
        "a quarter": "¼",
        "quarter": "¼",
    },
    and_a_half=phrases("and a half|and one half"),
    units=UNITS,
    hours=phrases("h|hr|hrs|hour|hours|hourly"),
    minutes=phrases("min|mins|minute|minutes"),
    days=phrases("day|days|d"),
    weeks=phrases("week|weeks|wk|wks"),
    months=phrases("month|months"),
    weekday_names=WEEKDAYS,
    weekday_groups={
        "weekday": (0, 1, 2, 3, 4),
        "weekdays": (0, 1, 2, 3, 4),
        "workday": (0, 1, 2, 3, 4),
        "workdays": (0, 1, 2, 3, 4),
        "working days": (0, 1, 2, 3, 4),
        "weekend": (5, 6),
        "weekends": (5, 6),
    },
    month_names=MONTHS,
    ordinal_endings=phrases("st|nd|rd|th"),
    relative_days={"today": 0, "tomorrow": 1, "tmrw": 1, "day after tomorrow": 2}
    | {"the day after tomorrow": 2, "yesterday": -1},
    clock_names={"noon": time(12), "midday": time(12), "midnight": time(0)},
    am=phrases("am|a . m .|a . m"),
    pm=phrases("pm|p . m .|p . m"),
    o_clock=phrases("o'clock|oclock|uhr"),
    past={"half past": 30, "quarter past": 15, "quarter to": -15},
    morning=phrases("morning|mornings|in the morning|in the mornings"),
    evening=phrases(
        "evening|evenings|in the evening|in the evenings|afternoon|afternoons|in the afternoon"
        "|in the afternoons|night|nights|at night|nightly|this evening|this afternoon|tonight"
    ),
    tonight=phrases("tonight|this evening|this afternoon"),
    waking=phrases("on waking|on waking up|when i wake up|at wake up|after waking up|wake time"),
    bedtime=phrases(
        "bedtime|at bedtime|before bed|before bedtime|before going to bed|before sleep"
        "|when i go to bed|going to bed"
    ),
    at=phrases("at|@|around|about|by"),
    joins=phrases("and|,|&|+|/|;|or|then"),
    to=phrases("to|-|–|—|until|till|til|through|thru"),
    start=phrases(
        "from|since|starting|starting on|starting from|start|starts|starts on|start on"
        "|beginning|beginning on|begins|as of|from the|starting at|first at|first dose at"
    ),
    until=phrases("until|till|til|through|thru|to|up to|ending|ending on|ends|-|–|—|until the|end"),
    between=phrases("between|from|within"),
    lasting=phrases("for|over|during"),
    within=phrases("in"),
    next_=phrases("next|this|coming|this coming"),
    of=phrases("of"),
    every=phrases("every|each"),
    except_=phrases("except|except on|not on|but not|but not on|excluding"),
    daily=phrases("daily|every day|each day|everyday|per day|/ day|/ d|a day|all days|all week"),
    weekly=phrases("weekly|every week|each week|once a week|once weekly|once per week"),
    monthly=phrases("monthly|every month|each month|once a month|yearly|every year"),
    half_hour=phrases("half hour|half an hour"),
    on=phrases("on"),
    off=phrases("off"),
    multiplied=phrases("x|×|times|time|dose|doses"),
    times_a_day=dict.fromkeys(("once",), 1)
    | dict.fromkeys(("twice", "bid", "b . i . d .", "bd"), 2)
    | dict.fromkeys(("thrice", "tid", "t . i . d .", "tds"), 3)
    | dict.fromkeys(("qid", "q . i . d .", "qds"), 4),
    count_words={"once": 1, "twice": 2, "thrice": 3},
    a=phrases("a|an"),
    as_needed=phrases(
        "as needed|as - needed|prn|p . r . n .|if needed|when needed|as required|if required"
        "|when required|on demand|as necessary|if necessary|when necessary|only if needed"
        "|only when needed|only as needed|take as needed"
    ),
    after_last=frozenset(
        f"{link} {dose}".replace("  ", " ")
        for link in ("after", "from", "since", "after the", "from the", "since the", "after my")
        for dose in ("last", "last dose", "last one", "previous dose", "previous", "last tablet")
    )
    | {"after each dose", "after every dose", "after a dose", "after taking it", "after the dose"},
    at_least=phrases(
        "at least|min|minimum|at minimum|not more often than|no more often than|with at least"
        "|wait|leave|leave at least|wait at least"
    ),
    apart=phrases(
        "apart|between|between doses|between two doses|in between|gap|later|between them"
    ),
    at_most=phrases(
        "max|max .|maximum|at most|up to|not more than|no more than|maximal|maximally|limit"
        "|with a maximum of|maximum of|a maximum of|max of"
    ),
    a_day=phrases(
        "a day|per day|/ day|daily|each day|every day|in 24 h|in 24 hours|per 24 h|/ d|/ 24 h"
        "|per 24 hours|a day ."
    ),
    a_week=phrases("a week|per week|/ week|weekly|each week|every week"),
    round_the_clock=phrases(
        "round the clock|around the clock|day and night|24 / 7|24 h|24 hours|all day and night"
        "|24 h a day|24 hours a day"
    ),
    while_awake=phrases(
        "while awake|when awake|during the day|through the day|throughout the day|waking hours"
        "|during waking hours|in waking hours|in the daytime|all day|all day long"
    ),
    notes=frozenset(
        f"{when} {meal}"
        for when in ("with", "without", "before", "after", "with a", "after a", "before a")
        for meal in each_word("food meal meals breakfast lunch dinner supper eating water milk")
    )
    | phrases("with a glass of water|after each meal|before each meal|with each meal")
    | phrases("after every meal|before every meal|with every meal|with a snack")
    | {"on an empty stomach", "on empty stomach", "left eye", "right eye", "both eyes"}
    | {
        "in the left eye",
        "in the right eye",
        "in both eyes",
        "in each eye",
        "each eye",
        "per eye",
        "under the tongue",
    },
    note_begins=phrases("note :|notes :|note -|remark :|nb :"),
    fillers=phrases(
        "at|on|@|,|;|and|&|+|-|–|—|/|.|:|then|the|of|take|dose|doses|taper|tapering|step|steps"
        "|reduce|down|to|a|i|it|with|for|time|times|(|)|!|=|>|→|•|*|by|always|only|please"
        "|remind|reminder|me|starting|starting at|from|first|first at|first one|first dose"
    ),
    openings=phrases(
        "take|i take|i need to take|i want to take|please|add|remind me|remind me to"
        "|remind me to take|remind me of|remind me about|remind me to do|reminder|reminder to"
        "|reminder for|new|a|an|the|my|set|set a reminder for|i have|i have a|i have an|do|/ add"
    ),
    may_begin_names=phrases(
        "sun|night|morning|evening|afternoon|daily|noon|midday|midnight|weekend|weekly|nightly"
        "|bedtime"
    ),
    kinds=KINDS,
    medicine_words=MEDICINE_WORDS,
    medicine_endings=MEDICINE_ENDINGS,
)
