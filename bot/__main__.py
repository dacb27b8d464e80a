"""The command line: run · demo · migrate · check · patterns."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import __version__
from bot.errors import StartupError
from bot.operations.cli import backup, copy, forecast, invite, new_key, restore, rotate_key
from bot.simulate.cli import simulate

if TYPE_CHECKING:
    from bot.settings import Settings

CANNOT_START = 2
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 90, "terminal_width": 90}


@click.group(context_settings=_HELP)
@click.version_option(__version__, prog_name="facial-spasm-companion")
def cli() -> None:
    """A Telegram companion for people with facial spasms.

    Settings are environment variables or lines in a .env file: see .env.example.

    New here? Try `demo`: it needs no token and no account.
    """


@cli.command(short_help="Run the bot on Telegram.")
def run() -> None:
    """Run the bot on Telegram, until it is interrupted.

    Brings an SQLite database up to date first; for PostgreSQL use `migrate`.
    """
    from bot.process import load_undisturbed

    load_undisturbed()
    settings = _settings()
    _ = settings.token, settings.webhook
    asyncio.run(_run(settings))


@cli.command(short_help="Try the bot in your browser, without a token.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, show_default=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the demo's own database.  [default: data/demo beside the bot]",
)
@click.option("--no-browser", is_flag=True, help="Only print the address, open no browser.")
@click.option("--story", is_flag=True, help="Begin with twelve weeks of a made-up person.")
@click.option("--seed", type=click.IntRange(0), default=7, show_default=True, help="Which story.")
def demo(port: int, data: Path | None, seed: int, *, no_browser: bool, story: bool) -> None:
    """Try the bot in your browser: a phone's chat, and a clock that you can move.

    Everything stays on this machine: no token, no Telegram account, no internet.
    """
    from bot.demo.run import run_demo
    from bot.settings import HOME

    try:
        folder, told = data or HOME / "data" / "demo", seed if story else None
        asyncio.run(run_demo(port, folder, open_browser=not no_browser, seed=told))
    except KeyboardInterrupt:
        click.echo()  # how a demo ends


@cli.command(short_help="Bring the database up to date.")
def migrate() -> None:
    """Bring the database up to date with this version of the bot."""
    from bot.migrate import migrate as bring_up_to_date

    settings = _settings()
    asyncio.run(bring_up_to_date(settings.database_url))
    click.echo("The database is up to date.")


@cli.command(short_help="Say what is wrong with the configuration.")
def check() -> None:
    """Say what is wrong with configuration, database and token, and how to mend it."""
    from bot.check import check as look

    findings = asyncio.run(look())
    for finding in findings:
        click.echo(f"{'ok' if finding.is_ok else '!!'}  {finding.what}: {finding.words}")
    if not all(finding.is_ok for finding in findings):
        sys.exit(CANNOT_START)


for _command in (backup, restore, copy, forecast, invite, new_key, rotate_key, simulate):
    cli.add_command(_command)


@cli.command(short_help="Show how often chance alone looks like a pattern.")
@click.option("--diaries", type=click.IntRange(20, 100_000), default=400, show_default=True)
@click.option("--weeks", type=click.IntRange(12, 104), default=12, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=7, show_default=True)
def patterns(diaries: int, weeks: int, seed: int) -> None:
    """Show how often chance alone looks like a pattern: a simulation, with no one's data.

    Looks at made-up diaries as the bot looks at real ones; docs/statistics.md reads the table.
    """
    from bot.summary.patterns.simulate import table

    for line in table(diaries, weeks, seed):
        click.echo(line)


def main() -> None:
    """The entry point: what keeps the bot from starting is one line and exit code 2."""
    try:
        cli(prog_name="python -m bot" if sys.argv[0].endswith("__main__.py") else None)
    except StartupError as error:
        _give_up(error)
    except ExceptionGroup as group:
        error_in_group = _first(group)
        if error_in_group is None:
            raise
        _give_up(error_in_group)


def _settings() -> "Settings":
    from bot.settings import Settings
    from bot.telemetry import configure_logging

    settings = Settings.read()
    secret = settings.bot_token.get_secret_value()
    configure_logging(settings.bot_log_level, settings.bot_log_format, secret=secret)
    return settings


async def _run(settings: "Settings") -> None:
    from bot.keys import check_at
    from bot.migrate import ensure_current

    await check_at(settings.database_url, settings.keyring)  # before a migration writes anything
    await ensure_current(settings.database_url)
    from bot.app import run as run_app  # after what is quick to refuse

    await run_app(settings)


def _first(group: ExceptionGroup[Exception]) -> Exception | None:
    """The refusal among what tasks that ran side by side raised."""
    found: BaseException | None = group.subgroup(StartupError)
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found if isinstance(found, StartupError) else None


def _give_up(error: Exception) -> None:
    click.echo(f"Cannot start: {' '.join(str(error).split())}", err=True)
    sys.exit(CANNOT_START)


if __name__ == "__main__":
    main()
