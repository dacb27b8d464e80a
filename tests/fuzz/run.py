"""Throws updates at the bot for as long as is wanted: `make fuzz UPDATES=100000`.

    python tests/fuzz/run.py [UPDATES] [--seed N] [--postgres] [--keep FILE]

Prints a table at the end; exit code 1 and what was thrown when anything went wrong. The same seed
throws the same updates, as far as the bot answers the same.
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import click
from sqlalchemy.engine import URL

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.migrate import migrate
from tests.conftest import sqlite_url
from tests.fuzz.living import Thrown, arena
from tests.postgres import postgres_server

_AT_ONCE = 80
_EACH = 4_000
"""Updates before everything begins anew in an empty database."""


@contextmanager
def databases(folder: Path, *, on_postgres: bool) -> Iterator[Iterator[URL]]:
    """One empty database after the other."""
    if not on_postgres:
        template = folder / "template.db"
        asyncio.run(migrate(sqlite_url(template)))

        def files() -> Iterator[URL]:
            while True:
                file = folder / "bot.db"
                for old in folder.glob("bot.db*"):
                    old.unlink()
                shutil.copy(template, file)
                yield sqlite_url(file)

        yield files()
        return
    with postgres_server() as server:
        server.make_template()

        def made() -> Iterator[URL]:
            while True:
                with server.database() as url:
                    yield url

        yield made()


async def life(url: URL, seed: int, updates: int) -> Thrown:
    dice = Random(seed)
    async with arena(url) as place:
        while place.thrown.kinds.total() < updates:
            left = updates - place.thrown.kinds.total()
            await place.throw(dice, min(_AT_ONCE, left))
            await place.begin_again()
        return place.thrown


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("updates", type=int, nargs="?", default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    began, whole = time.perf_counter(), Thrown()
    with (
        tempfile.TemporaryDirectory() as folder,
        databases(Path(folder), on_postgres=given.postgres) as urls,
        suppress(KeyboardInterrupt),
    ):  # an interrupted flight is told of as well
        for number, start in enumerate(range(0, given.updates, _EACH)):
            updates = min(_EACH, given.updates - start)
            one = asyncio.run(life(next(urls), given.seed + number, updates))
            whole.kinds += one.kinds
            whole.errors += one.errors
            whole.found += one.found
            click.echo(f"  {whole.kinds.total():,}", err=True)
            for found in one.found:
                click.echo(f"    {found.what}", err=True)
            if given.keep:
                _keep(given.keep, one)
    _tell(whole, time.perf_counter() - began)
    return 1 if whole.found else 0


def _keep(file: Path, thrown: Thrown) -> None:
    with file.open("a", encoding="utf-8") as kept:
        for one in thrown.found:
            kept.write(json.dumps({"what": one.what, "updates": one.updates}) + "\n")


def _tell(thrown: Thrown, seconds: float) -> None:
    rate = thrown.kinds.total() / seconds
    click.echo(f"{thrown.kinds.total():,} updates in {seconds:,.0f} s, {rate:,.0f} a second")
    for kind, count in sorted(thrown.kinds.items()):
        click.echo(f"  {kind:24}{count:>10,}")
    click.echo("not read, or not delivered (expected):")
    for kind, count in sorted(thrown.errors.items()):
        click.echo(f"  {kind:24}{count:>10,}")
    click.echo(f"unhandled errors, foreign rows touched, taps unanswered: {len(thrown.found)}")
    for what, count in Counter(one.what for one in thrown.found).most_common(20):
        click.echo(f"  {count:>6} x {what}")


if __name__ == "__main__":
    sys.exit(main())
