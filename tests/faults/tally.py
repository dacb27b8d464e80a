"""What a fault cost: a line a fault, kept beside the test and shown by `make faults`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.demo.people import StandInUser

COLUMNS = ("fault", "owed", "sent", "lost", "doubled", "in doubt", "latest")


class Knowing(Protocol):
    """A house, or a crowd."""

    users: dict[int, StandInUser]
    """By Telegram id."""


@dataclass(frozen=True, slots=True)
class Tally:
    """`sent` have at least one message, `without` none, `doubled` more than one.

    `latest` is in seconds; `doubtful` are those to whom something was going out when it happened.
    """

    fault: str
    owed: int
    sent: int
    without: frozenset[int]
    doubled: frozenset[int]
    doubtful: frozenset[int]
    latest: float

    @property
    def lost(self) -> int:
        return len(self.without)

    @property
    def line(self) -> str:
        return (
            f"{self.fault:<52}{self.owed:>6}{self.sent:>6}{self.lost:>6}{len(self.doubled):>9}"
            f"{len(self.doubtful):>10}{self.latest:>8.1f}"
        )


def tally(
    house: Knowing,
    fault: str,
    due_at: datetime,
    doubtful: Collection[int] = frozenset(),
    among: Collection[int] | None = None,
) -> Tally:
    """What everybody whom the house knows has by now, or some of them by Telegram id."""
    asked = {id_: user for id_, user in house.users.items() if among is None or id_ in among}
    copies = {id_: len(user.received) for id_, user in asked.items()}
    sent = [id_ for id_, count in copies.items() if count]
    dates = [message.date for id_ in sent for message in house.users[id_].received]
    return Tally(
        fault=fault,
        owed=len(copies),
        sent=len(sent),
        without=frozenset(copies) - frozenset(sent),
        doubled=frozenset(id_ for id_, count in copies.items() if count > 1),
        doubtful=frozenset(doubtful),
        latest=max([(date - due_at).total_seconds() for date in dates], default=0.0),
    )


def heading() -> str:
    fault, *rest = COLUMNS
    widths = (6, 6, 6, 9, 10, 8)
    return f"{fault:<52}" + "".join(
        f"{name:>{width}}" for name, width in zip(rest, widths, strict=True)
    )
