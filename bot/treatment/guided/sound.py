"""The rhythm of the breath as a sound: a soft tone that rises while breathing in, and falls out.

Made here, of nothing but sines. Pure, safe in any thread.
"""

import lameenc
import numpy as np
from numpy.typing import NDArray

from bot.treatment.guided.routines import BREATH_IN, BREATH_OUT

RATE = 16_000
"""Samples a second: enough for tones far below 8 kHz."""
KILOBITS = 24
_LOW, _HIGH = 174.6, 261.6
"""Hertz, F3 to C4: a fifth, low enough to be soft in an earphone."""
_LOUD = 0.35
_EDGE = 0.6
"""Seconds in which each half of a breath fades in and out, so that nothing clicks."""
_PARTIALS = ((1, 1.0), (2, 0.22), (3, 0.06))
_BELL = 523.3
_BELL_SECONDS = 4.0

Samples = NDArray[np.float64]


def breath_sound(minutes: int) -> bytes:
    """MP3, mono: so many minutes of breaths, and a bell at the end."""
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_bit_rate(KILOBITS)
    encoder.set_quality(5)
    encoder.silence()
    breath = _pcm(np.concatenate((_glide(_LOW, _HIGH, BREATH_IN), _glide(_HIGH, _LOW, BREATH_OUT))))
    breaths = minutes * 60 // (BREATH_IN + BREATH_OUT)
    parts = [encoder.encode(one) for one in (*(breath,) * breaths, _pcm(_bell()))]
    return b"".join((*parts, encoder.flush()))


def seconds_of(minutes: int) -> float:
    """How long the sound plays."""
    return minutes * 60 + _BELL_SECONDS


def _glide(start: float, end: float, seconds: int) -> Samples:
    """A tone that moves evenly, to the ear, from one pitch to the other."""
    at = np.arange(seconds * RATE) / RATE
    pitch = start * (end / start) ** (at / seconds)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    tone = sum(loud * np.sin(n * phase) for n, loud in _PARTIALS)
    edge = np.clip(np.minimum(at, seconds - at) / _EDGE, 0, 1)
    swell = 0.55 + 0.45 * np.sin(np.pi * at / seconds)
    return np.asarray(_LOUD * tone * swell * np.sin(edge * np.pi / 2) ** 2)


def _bell() -> Samples:
    at = np.arange(int(_BELL_SECONDS * RATE)) / RATE
    tone = np.sin(2 * np.pi * _BELL * at) + 0.3 * np.sin(2 * np.pi * 2.76 * _BELL * at)
    return np.asarray(_LOUD * 0.6 * tone * np.exp(-1.6 * at) * np.clip(at / 0.02, 0, 1))


def _pcm(samples: Samples) -> bytes:
    """16 bits a sample, as the encoder takes them."""
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
