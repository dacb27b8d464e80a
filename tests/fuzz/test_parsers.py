"""Every reader of typed text, in every language: an answer or a kind refusal, whatever it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features import taps
from bot.screen import ButtonCodec, MalformedButtonError, RetiredButtonError, pack
from tests.fuzz.making import PHRASES, SIGNS
from tests.fuzz.readers import LANGUAGES, READERS, read

words = st.sampled_from([*PHRASES, *(word for line in PHRASES for word in line.split())])
typed = st.one_of(
    st.lists(words, min_size=1, max_size=8).map(" ".join),
    st.text(max_size=80),
    st.text(SIGNS, max_size=80),
    st.lists(st.one_of(words, st.text(SIGNS, max_size=4)), max_size=8).map("".join),
    st.builds(lambda word, times: word * times, words, st.integers(1, 400)),
)


@pytest.mark.parametrize("name", sorted(READERS))
@settings(max_examples=40, deadline=None, database=None)
@given(text=typed, language=st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_read_or_refused_kindly(name: str, text: str, language: str) -> None:
    read(name, text, language)


@given(st.one_of(st.text(max_size=64), st.text("0123456789abcz:-_", max_size=64)))
def test_button_data_is_ours_or_declined(data: str) -> None:
    codec = ButtonCodec(taps())
    try:
        found = codec.unpack(data)
    except (MalformedButtonError, RetiredButtonError):
        return
    assert codec.unpack(pack(found)) == found
