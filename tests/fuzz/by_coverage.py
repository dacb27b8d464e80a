"""The readers of typed text under atheris, which looks for texts that take new ways through them.

    python tests/fuzz/by_coverage.py [READER] [-max_total_time=60] [-seed=1]

READER is a name out of `readers.READERS`, with `-` for its spaces; without one they take turns by
the first byte. What follows goes to libFuzzer. It ends with the text that raised anything but a
kind refusal, in a file of its own.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import atheris

with atheris.instrument_imports(include=["bot", "tests.fuzz.readers"]):
    from tests.fuzz.readers import LANGUAGES, READERS, read

NAMES = sorted(READERS)


def main() -> None:
    asked = [name for name in NAMES if name.replace(" ", "-") in sys.argv[1:]]
    names = asked or NAMES

    def one(data: bytes) -> None:
        given = atheris.FuzzedDataProvider(data)
        name = names[given.ConsumeIntInRange(0, len(names) - 1)]
        language = LANGUAGES[given.ConsumeIntInRange(0, len(LANGUAGES) - 1)]
        text = given.ConsumeUnicode(given.remaining_bytes())
        read(name, text, language)

    rest = [word for word in sys.argv if word.replace("-", " ") not in NAMES]
    atheris.Setup(rest, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
