"""The programs that speak, and what tells an Ogg file with Opus in it."""

import os

import pytest

from bot.speech import Voice, find_voice

HOW = "no espeak-ng or opusenc found; on Debian: apt-get install -y espeak-ng opus-tools"
RATE = 48_000
"""Samples a second by which Opus counts, whatever was recorded."""


def real_voice() -> Voice:
    """The installed programs; without them the test is skipped, but in CI it fails."""
    voice = find_voice()
    if voice is None and os.environ.get("CI"):
        pytest.fail(HOW)
    if voice is None:
        pytest.skip(HOW)
    return voice


def seconds_of(ogg: bytes) -> float:
    """How long an Ogg file with Opus plays: the position of its last page."""
    assert ogg.startswith(b"OggS")
    assert b"OpusHead" in ogg[:64]
    last = ogg.rindex(b"OggS")
    return int.from_bytes(ogg[last + 6 : last + 14], "little") / RATE
