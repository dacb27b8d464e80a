"""Any sequence of taps, also on old screens, beside a plain model of an episode."""

from dataclasses import dataclass, field, fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.journal.episodes.buttons import (
    AddToBurst,
    ClearDetails,
    Detail,
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
from bot.journal.episodes.handlers import TAPS, log
from bot.journal.episodes.rules import (
    MINUTES_AGO,
    STEPS,
    Duration,
    Entry,
    FaceZone,
    Going,
    Movement,
    Relief,
)
from bot.journal.episodes.store import entry_of
from bot.journal.episodes.tables import Episode
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.store import all_rows
from bot.people.rules import Side
from bot.screen import ButtonCodec, ButtonData, pack
from tests.journal.conftest import AFTERNOON, Someone, turn_of


@dataclass
class Model:
    """What an episode ought to be after the taps so far."""

    said: dict[str, object] = field(default_factory=dict)
    zones: set[FaceZone] = field(default_factory=set)
    triggers: set[int] = field(default_factory=set)
    reliefs: dict[Relief, bool | None] = field(default_factory=dict)
    count: int = 1
    minutes: int = 0
    going: str = ""
    removed: bool = False

    def taps(self, data: ButtonData) -> None:
        match data:
            case UndoEpisode():
                self.removed = True
            case RestoreEpisode():
                self.removed = False
            case _ if not self.removed:
                self._sets(data)

    def _sets(self, data: ButtonData) -> None:
        match data:
            case SetSeverity():
                self.said["severity"] = data.severity
            case SetDetail():
                self.said[data.detail] = data.value
            case ClearDetails():
                self.zones = set()
                self.said.pop(Detail.SIDE, None)
                self.said.pop(Detail.MOVEMENT, None)
            case SetFaceZone():
                self.zones -= {data.face_zone}
                self.zones |= {data.face_zone} if data.flag is Flag.ON else set()
            case SetTrigger():
                self.triggers -= {data.trigger}
                self.triggers |= {data.trigger} if data.flag is Flag.ON else set()
            case SetRelief() if data.flag is Flag.ON:
                self.reliefs.setdefault(data.relief, None)
            case SetRelief():
                self.reliefs.pop(data.relief, None)
            case SetHelped() if data.relief in self.reliefs:
                self.reliefs[data.relief] = data.flag is Flag.ON
            case AddToBurst():
                self.count = max(1, self.count + data.step)
            case SetAgo():
                self.minutes = data.minutes
            case SetGoing():
                self.going = {Going.ON: "on", Going.STOP: "over", Going.EARLIER: ""}[data.going]

    def agrees(self, entry: Entry) -> None:
        told = {
            "severity": entry.severity,
            Detail.SIDE: entry.side,
            Detail.MOVEMENT: entry.movement,
            Detail.DURATION: entry.duration,
        }
        assert {key: value for key, value in told.items() if value is not None} == self.said
        assert (set(entry.face_zones), entry.triggers) == (self.zones, self.triggers)
        assert (entry.reliefs, entry.count) == (self.reliefs, self.count)
        assert (AFTERNOON - entry.at).total_seconds() == self.minutes * 60
        assert (entry.is_going, entry.ended_at is not None) == (
            self.going == "on",
            self.going == "over",
        )
        assert entry.is_removed == self.removed


FLAGS = st.sampled_from(Flag)
VALUES = [
    *((Detail.SIDE, each.value) for each in Side),
    *((Detail.MOVEMENT, each.value) for each in Movement),
    *((Detail.DURATION, each.value) for each in Duration),
]
TAP = st.one_of(
    st.builds(SetSeverity, st.just(0), st.integers(1, 4)),
    st.sampled_from(VALUES).map(lambda value: SetDetail(0, *value)),
    st.builds(SetFaceZone, st.just(0), st.sampled_from(FaceZone), FLAGS),
    st.builds(SetTrigger, st.just(0), st.integers(0, 3), FLAGS, st.just(0)),
    st.builds(SetRelief, st.just(0), st.sampled_from(list(Relief)[:3]), FLAGS),
    st.builds(SetHelped, st.just(0), st.sampled_from(list(Relief)[:3]), FLAGS),
    st.builds(AddToBurst, st.just(0), st.sampled_from(STEPS)),
    st.builds(SetAgo, st.just(0), st.sampled_from(MINUTES_AGO)),
    st.builds(SetGoing, st.just(0), st.sampled_from(Going)),
    st.sampled_from([ClearDetails(0), UndoEpisode(0), RestoreEpisode(0)]),
)


def of(data: ButtonData, episode_id: int, trigger_ids: list[int]) -> ButtonData:
    """The same tap on a real episode and a real trigger, as Telegram brings it back."""
    values = {one.name: getattr(data, one.name) for one in fields(data)}
    values["episode"] = episode_id
    if isinstance(data, SetTrigger):
        values["trigger"] = trigger_ids[data.trigger]
    return ButtonCodec(TAPS).unpack(pack(type(data)(**values)))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(taps=st.lists(st.tuples(TAP, st.integers(1, 2)), max_size=15))
async def test_any_taps_end_where_the_model_does(ada: Someone, taps):
    await ada.sends(log)
    model = Model()
    async with turn_of(ada.db, ada.telegram_id) as turn:
        episode_id = await turn.session.scalar(select(func.max(Episode.id)))
        trigger_ids = [row.id for row in await all_rows(turn.session, turn.person)]
        for data, times in taps:
            tap = of(data, episode_id, trigger_ids)
            for _ in range(times):
                await TAPS[type(tap)](turn, tap)
                model.taps(tap)
            model.agrees(await entry_of(turn.session, turn.person, episode_id))
