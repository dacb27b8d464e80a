"""The command: a simulated year, checked."""

import os
import sys

import click

DIFFERENT = 1


@click.command(short_help="Live a simulated year, and check every reminder of it.")
@click.option("--people", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--days", type=click.IntRange(2, 3650), default=365, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=7, show_default=True)
@click.option("--person", type=click.IntRange(0), default=None, help="Only this one, as before.")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="[default: one a core]")
def simulate(people: int, days: int, seed: int, person: int | None, jobs: int | None) -> None:
    """Live a simulated year, and check every reminder of it: the same seed, the same year.

    Made-up people in all time zones answer, ignore, put off, travel, edit, pause, block and come
    back, while the bot dies and starts again. The real engine works on real tables; a plain model
    says what each of them should have been asked, and when. Exit code 1 when anything differs.
    """
    from bot.simulate.shards import simulate as live
    from bot.simulate.table import lines

    numbers = [person] if person is not None else list(range(people))
    outcome = live(seed, numbers, days, jobs or os.cpu_count() or 1)
    for line in lines(outcome, seed, days):
        click.echo(line)
    if not outcome.is_right:
        sys.exit(DIFFERENT)
