"""English names: units, weekdays, months, and the words that tell what kind an item is."""

from itertools import chain

from bot.plan.reading.words import Unit, each_word
from bot.plan.rules import Kind


def _spellings(unit: Unit, *more: str) -> dict[str, Unit]:
    return dict.fromkeys((unit.one.casefold(), unit.many.casefold(), *more), unit)


def _measure(name: str, *more: str) -> dict[str, Unit]:
    return _spellings(Unit(name, name, counted=False), *more)


UNITS = (
    _measure("mg", "milligram", "milligrams", "mgs", "milligramme", "milligrammes")
    | _measure("g", "gram", "grams", "gr", "gramme", "grammes")
    | _measure("mcg", "μg", "ug", "microgram", "micrograms", "mikrogram")
    | _measure("ml", "milliliter", "milliliters", "millilitre", "millilitres", "mls", "cc")
    | _measure("IU", "iu", "ius", "ie")
    | _measure("%", "percent")
    | _measure("mmol", "meq")
    | _spellings(Unit("unit", "units"), "u")
    | _spellings(Unit("drop", "drops"), "gtt", "gtts")
    | _spellings(Unit("tablet", "tablets"), "tab", "tabs", "tbl")
    | _spellings(Unit("pill", "pills"))
    | _spellings(Unit("capsule", "capsules"), "cap", "caps")
    | _spellings(Unit("puff", "puffs"))
    | _spellings(Unit("spray", "sprays"))
    | _spellings(Unit("patch", "patches"))
    | _spellings(Unit("sachet", "sachets"))
    | _spellings(Unit("ampoule", "ampoules"), "ampule", "ampules", "vial", "vials")
    | _spellings(Unit("suppository", "suppositories"))
    | _spellings(Unit("lozenge", "lozenges"))
    | _spellings(Unit("teaspoon", "teaspoons"), "tsp")
    | _spellings(Unit("tablespoon", "tablespoons"), "tbsp")
    | _spellings(Unit("spoon", "spoons"))
    | _spellings(Unit("glass", "glasses", dosed=False))
    | _spellings(Unit("cup", "cups", dosed=False), "mug", "mugs")
    | _spellings(Unit("l", "l", dosed=False, counted=False), "liter", "liters", "litre", "litres")
    | _spellings(Unit("min", "min", dosed=False, counted=False), "mins", "minute", "minutes")
    | _spellings(Unit("repetition", "repetitions", dosed=False), "rep", "reps")
)

_DAY_STEMS = (
    ("mon", "monday"),
    ("tue", "tuesday", "tues"),
    ("wed", "wednesday", "weds"),
    ("thu", "thursday", "thur", "thurs"),
    ("fri", "friday"),
    ("sat", "saturday"),
    ("sun", "sunday"),
)
WEEKDAYS = {
    name: number
    for number, stems in enumerate(_DAY_STEMS)
    for name in chain(stems, (f"{stem}s" for stem in stems))
}

_MONTH_NAMES = each_word(
    "january february march april may june july august september october november december"
)
MONTHS = (
    {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)}
    | {"sept": 9}
)

KINDS = (
    (
        Kind.INJECTION,
        frozenset(
            each_word("injection injections botox dysport xeomin myobloc neurobloc botulinum")
        )
        | {"toxin", "jab", "shot", "injected"},
    ),
    (
        Kind.APPOINTMENT,
        frozenset(each_word("appointment appointments appt visit doctor dr doctor's neurologist"))
        | frozenset(each_word("neurology ophthalmologist dentist clinic hospital mri checkup gp"))
        | frozenset(each_word("physiotherapist physiotherapy physio therapist surgeon")),
    ),
    (
        Kind.HYDRATION,
        frozenset(each_word("water drink drinking hydration hydrate fluids fluid tea")),
    ),
    (
        Kind.STRETCHING,
        frozenset(each_word("stretch stretches stretching massage massages exercise exercises"))
        | {"yoga", "gymnastics"},
    ),
    (Kind.SLEEP, frozenset(each_word("sleep sleeping bed bedtime asleep"))),
    (
        Kind.CALM,
        frozenset(each_word("calm breathe breathing breath meditation meditate mindfulness"))
        | {"relax", "relaxation", "mindful"},
    ),
    (
        Kind.MORNING,
        frozenset({"morning checkin", "morning check - in", "morning check in"}),
    ),
    (Kind.CHECKIN, frozenset({"checkin", "check - in", "check in"})),
)

MEDICINE_WORDS = frozenset(
    each_word(
        "medicine medicines medication medications meds pill pills tablet tablets capsule drops "
        "ointment gel cream spray inhaler patch vitamin vitamins magnesium supplement iron zinc "
        "clonazepam diazepam lorazepam alprazolam rivotril klonopin valium xanax ativan baclofen "
        "lioresal trihexyphenidyl artane benztropine biperiden akineton carbamazepine tegretol "
        "oxcarbazepine gabapentin neurontin pregabalin lyrica levetiracetam keppra topiramate "
        "topamax phenytoin valproate tetrabenazine tizanidine orphenadrine cyclobenzaprine "
        "propranolol ibuprofen paracetamol acetaminophen aspirin naproxen tylenol advil metformin "
        "insulin levothyroxine prednisolone prednisone melatonin memantine zonisamide lacosamide "
        "amitriptyline sertraline escitalopram fluoxetine duloxetine venlafaxine mirtazapine "
        "omeprazole antibiotic antibiotics probiotic steroid painkiller"
    )
)

MEDICINE_ENDINGS = (
    "azepam", "azolam", "zepine", "gabalin", "bapentin", "phenidyl", "racetam", "azole", "olol",
    "pril", "sartan", "statin", "cillin", "mycin", "cycline", "profen", "triptan", "setron",
    "oxetine", "traline", "opram", "tidine", "dronate", "solone", "asone", "parin", "xaban",
    "gliptin", "glutide", "caine", "barbital", "oxacin", "semide", "thiazide", "dipine",
)  # fmt: skip
