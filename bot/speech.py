"""Words as a voice message, by two programs of the machine: espeak-ng speaks, opusenc packs.

Where one of them is not installed the bot does not speak, and says so.
"""

import shutil
import subprocess
from dataclasses import dataclass
from functools import partial

from bot.screen import Attachment

MOST_SPOKEN = 1500
"""Characters: two minutes of speech, and half a second of work."""
_PATIENCE = 20.0
"""Seconds that a program may take."""
_WORDS_A_MINUTE = "150"
_KILOBITS = "24"


@dataclass(frozen=True, slots=True)
class Voice:
    """Where the two programs are."""

    espeak: str
    opusenc: str


def find_voice() -> Voice | None:
    """The programs where both are installed."""
    espeak, opusenc = shutil.which("espeak-ng"), shutil.which("opusenc")
    return Voice(espeak, opusenc) if espeak and opusenc else None


def spoken(voice: Voice, name: str, text: str, language: str) -> Attachment:
    """A voice message that says `text`; it is made when it leaves, and kept nowhere."""
    return Attachment(
        f"{name}.ogg", partial(speak, voice, text[:MOST_SPOKEN], language), is_voice=True
    )


def speak(voice: Voice, text: str, language: str) -> bytes:
    """Ogg with Opus, mono. In a thread: it waits for both programs.

    The words go in by a pipe, since arguments can be read by everybody on the machine.
    """
    said = ("-v", language.replace("_", "-").lower(), "-s", _WORDS_A_MINUTE)
    wave = _run((voice.espeak, *said, "-b", "1", "--stdin", "--stdout"), text.encode())
    packed = ("--quiet", "--ignorelength", "--bitrate", _KILOBITS, "-", "-")
    return _run((voice.opusenc, *packed), wave)


def _run(command: tuple[str, ...], given: bytes) -> bytes:
    """What the program writes; CalledProcessError or TimeoutExpired when it fails."""
    done = subprocess.run(  # noqa: S603  no shell, and nothing of a person's among the arguments
        command, input=given, capture_output=True, timeout=_PATIENCE, check=True
    )
    return done.stdout
