"""How late each kind of message may be before anybody minds: one table, pure.

Medicines go before all of these. While the rate budget is short, what tolerates lateness leaves
by the earliest deadline first, and may be spread until then.
"""

from collections.abc import Iterable
from datetime import timedelta

from bot.journal.episodes.rules import DID_IT_HELP, STILL_GOING
from bot.notes.rules import Topic
from bot.plan.rules import Kind
from bot.reminders.state import DIGESTS, Sort
from bot.setup.week_time import SIDE_EFFECTS, SPOKEN_WEEK, WEEK
from bot.treatment.guided.rules import GUIDED_END

_MINUTE = timedelta(minutes=1)

KINDS = {
    Kind.MEDICATION: 0 * _MINUTE,
    Kind.APPOINTMENT: 2 * _MINUTE,
    Kind.OWN: 2 * _MINUTE,
    Kind.SLEEP: 5 * _MINUTE,
    Kind.STRETCHING: 10 * _MINUTE,
    Kind.CALM: 10 * _MINUTE,
    Kind.HYDRATION: 15 * _MINUTE,
    Kind.CHECKIN: 20 * _MINUTE,
    Kind.MORNING: 20 * _MINUTE,
    Kind.INJECTION: 30 * _MINUTE,
}
TOPICS = {
    STILL_GOING.name: 10 * _MINUTE,
    DID_IT_HELP.name: 20 * _MINUTE,
    WEEK.name: 120 * _MINUTE,
    SPOKEN_WEEK.name: 121 * _MINUTE,
    SIDE_EFFECTS.name: 120 * _MINUTE,
    GUIDED_END.name: 0 * _MINUTE,
}
UNKNOWN_TOPIC = 20 * _MINUTE
DIGEST = 5 * _MINUTE
"""It is late already, and asks what it could not ask in time."""
TIDY = 5 * _MINUTE
"""A message that is out of date, in a chat that nobody may be looking at."""


def of_items(sort: Sort, kinds: Iterable[Kind]) -> timedelta:
    """Of a message about items of these kinds: as the least patient of them."""
    least = min((KINDS[kind] for kind in kinds), default=DIGEST)
    return max(least, DIGEST) if sort in DIGESTS else least


def of_topic(topic: Topic) -> timedelta:
    """Of a note; never more than half of the time in which it may be said at all."""
    if topic.is_urgent:
        return timedelta(0)
    return min(TOPICS.get(topic.name, UNKNOWN_TOPIC), topic.window / 2)
