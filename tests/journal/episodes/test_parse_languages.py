"""What `/log` and `/water` understand in each language, beside English and mixed with it."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.journal.episodes.languages import episode_words, own_episode_words
from bot.journal.episodes.parse import TypedEpisode, read_episode
from bot.journal.episodes.rules import FaceZone, Movement
from bot.journal.water.languages import own_water_words
from bot.journal.water.rules import Asked, TypedWater, Unit, read_water
from bot.people.rules import Side
from bot.setup.hours import read_hours
from bot.vocabulary import languages

STRESS = 7
TRIGGERS = dict.fromkeys(("stress", "estrés", "estresse", "стресс"), STRESS)
OTHERS = [code for code in languages() if code != "en"]


@pytest.mark.parametrize(
    ("language", "typed", "note"),
    [
        ("en", "3 left cheek stress 20 min ago, after coffee", "after coffee"),
        ("de", "3 linke Wange Stress vor 20 min, nach dem Kaffee", "nach dem Kaffee"),
        ("es", "3 mejilla izquierda estrés hace 20 min, después del café", "después del café"),
        ("fr", "3 joue gauche stress il y a 20 min, après le café", "après le café"),
        ("it", "3 guancia sinistra stress 20 min fa, dopo il caffè", "dopo il caffè"),
        ("pt_BR", "3 bochecha esquerda estresse há 20 min, depois do café", "depois do café"),
        ("ru", "3 левая щека стресс 20 мин назад, после кофе", "после кофе"),
    ],
)
def test_the_readmes_example_says_the_same(language: str, typed: str, note: str):
    assert read_episode(typed, TRIGGERS, language=language) == TypedEpisode(
        3, Side.LEFT, (FaceZone.CHEEK,), triggers=frozenset({STRESS}),
        ago=timedelta(minutes=20), note=note,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "typed", "episode"),
    [
        ("de", "beide Seiten um 14:05", TypedEpisode(side=Side.BOTH, clock=time(14, 5))),
        ("de", "12 mal 2", TypedEpisode(2, count=12)),
        ("de", "kein Stress heute", TypedEpisode(note="kein Stress heute")),
        ("es", "párpado superior y ceja a las 14:05",
         TypedEpisode(face_zones=(FaceZone.UPPER_LID, FaceZone.BROW), clock=time(14, 5))),
        ("es", "3 en la mejilla", TypedEpisode(3, face_zones=(FaceZone.CHEEK,))),
        ("fr", "2 fois oeil", TypedEpisode(count=2, note="oeil")),
        ("it", "4 non si apre", TypedEpisode(4, movement=Movement.CANNOT_OPEN)),
        ("pt_BR", "3 minutos", TypedEpisode(note="3 minutos")),
        ("ru", "2 ч назад справа", TypedEpisode(side=Side.RIGHT, ago=timedelta(hours=2))),
        ("ru", "3 left щека", TypedEpisode(3, Side.LEFT, (FaceZone.CHEEK,))),
        ("ru", "без стресса", TypedEpisode(note="без стресса")),
    ],
)  # fmt: skip
def test_what_was_typed(language: str, typed: str, episode: TypedEpisode):
    assert read_episode(typed, TRIGGERS, language=language) == episode


@given(language=st.sampled_from(OTHERS), data=st.data())
def test_in_any_order_each_language_is_found(language: str, data: st.DataObject):
    own = own_episode_words(language)
    side = data.draw(st.sampled_from([None, *own.sides]))
    zone = data.draw(st.sampled_from([None, *own.face_zones]))
    movement = data.draw(st.sampled_from([None, *own.movements]))
    parts = data.draw(st.permutations([one for one in (side, zone, movement, "3") if one]))
    read = read_episode(", ".join(parts), {}, language=language)
    assert read.side == (own.sides[side] if side else None)
    assert read.face_zones == ((own.face_zones[zone],) if zone else ())
    assert read.movement == (own.movements[movement] if movement else None)
    assert (read.severity, read.note) == (3, "")


@given(language=st.sampled_from(OTHERS), text=st.text(max_size=200))
def test_nothing_typed_is_lost(language: str, text: str):
    try:
        read = read_episode(text, {}, language=language)
    except UserError:
        return
    if read == TypedEpisode(note=read.note):
        kept = "".join(read.note.replace(",", "").split())
        assert kept == "".join(text.replace(",", "").replace(";", "").split())


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_all_of_it(language: str):
    own = own_episode_words(language)
    assert set(own.sides.values()) == set(Side)
    assert set(own.face_zones.values()) == set(FaceZone)
    assert set(own.movements.values()) == set(Movement)
    assert set(own.units.values()) == {1, 60}
    assert own.ago or own.ago_before
    assert own.negations
    assert own_water_words(language).glass
    assert episode_words(language).sides["left"] is Side.LEFT


@pytest.mark.parametrize(
    ("language", "glass", "target", "off", "drink"),
    [
        ("de", "Glas 330", "Ziel 1500", "Ziel aus", "0,3 l"),
        ("es", "vaso 330", "objetivo 1500", "meta no", "0,3 litros"),
        ("fr", "verre 330", "objectif 1500", "objectif non", "0,3 l"),
        ("it", "bicchiere 330", "obiettivo 1500", "obiettivo no", "0,3 litri"),
        ("pt_BR", "copo 330", "meta 1500", "meta não", "0,3 litros"),
        ("ru", "стакан 330", "цель 1500", "цель нет", "300 мл"),
    ],
)
def test_water(language: str, glass: str, target: str, off: str, drink: str):
    for typed, meant in (
        (glass, TypedWater(Asked.GLASS, 330)),
        (target, TypedWater(Asked.TARGET, 1500)),
        (off, TypedWater(Asked.TARGET, None)),
        (drink, TypedWater(Asked.DRINK, 300)),
        ("target off", TypedWater(Asked.TARGET, None)),
        ("10 oz", TypedWater(Asked.DRINK, 296)),
    ):
        assert read_water(typed, Unit.ML, language) == meant


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("de", "auf 6:30, Bett 23 Uhr"), ("es", "me levanto a las 6:30, a la cama a las 23:00"),
        ("fr", "lever 6h30, coucher 23h"), ("it", "sveglia alle 6:30, letto alle 23"),
        ("pt_BR", "acordo às 6:30, cama às 23h"), ("ru", "подъём в 6:30, спать в 23:00"),
    ],
)  # fmt: skip
def test_wake_and_bed_time(language: str, typed: str):
    assert read_hours(typed, language) == (time(6, 30), time(23))
