"""What was lived beside what the plain model says: every difference, told in full."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.simulate.following import UNKNOWN, Expected
from bot.simulate.lived import Key, Life, Outage, What
from bot.simulate.model import Model


@dataclass(frozen=True, slots=True)
class Difference:
    """One occurrence that did not go as it should have; instants of prompts in UTC."""

    number: int
    key: Key
    what: str
    expected: tuple[datetime, ...] | str
    lived: tuple[datetime, ...] | str


@dataclass(slots=True)
class Compared:
    """Counts over all people, and what differed."""

    people: int = 0
    owed: int = 0
    prompts: int = 0
    messages: int = 0
    late: int = 0
    doubtful: int = 0
    states: Counter[str] = field(default_factory=Counter)
    acts: Counter[What] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: "Compared") -> None:
        self.people += other.people
        self.owed += other.owed
        self.prompts += other.prompts
        self.messages += other.messages
        self.late += other.late
        self.doubtful += other.doubtful
        self.states += other.states
        self.acts += other.acts
        self.differences += other.differences


def compare(life: Life, outages: Sequence[Outage], ends: datetime, into: Compared) -> None:
    """Adds one life to what was compared."""
    model = Model(life, outages, ends)
    expected = model.expected()
    lived: defaultdict[Key, list[datetime]] = defaultdict(list)
    for prompt in life.prompts:
        for key in prompt.keys:
            lived[key].append(prompt.at)
    into.people += 1
    into.owed += len(expected)
    into.messages += len(life.prompts)
    into.prompts += sum(map(len, lived.values()))
    into.late += sum(prompt.sort in {"digest", "held", "moved"} for prompt in life.prompts)
    into.doubtful += len(life.doubtful)
    into.states.update(life.states.values())
    into.acts.update(act.what for act in life.acts)
    untold = life.doubtful | (model.unsure - expected.keys())
    into.differences += _differences(life, expected, lived, untold)


def _differences(
    life: Life, expected: dict[Key, Expected], lived: dict[Key, list[datetime]], untold: set[Key]
) -> Iterator[Difference]:
    for key in sorted((expected.keys() | lived.keys()) - untold):
        found, should = tuple(lived.get(key, ())), expected.get(key)
        asked = tuple(should.prompts) if should else ()
        if should is None:
            yield Difference(life.number, key, "asked, and not owed", (), found)
        elif asked != found:
            yield Difference(life.number, key, _wrong(asked, found), asked, found)
        elif life.states and should.state not in {life.states.get(key), UNKNOWN}:
            yield Difference(
                life.number, key, "its end", should.state, life.states.get(key, "nothing")
            )


def _wrong(expected: tuple[datetime, ...], lived: tuple[datetime, ...]) -> str:
    if len(set(lived)) < len(lived):
        return "asked twice at one instant"
    if len(lived) < len(expected):
        return "not asked"
    return "asked too often" if len(lived) > len(expected) else "asked at another time"
