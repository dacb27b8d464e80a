"""The operator's commands: backup · restore · copy · forecast · invite · new-key · rotate-key."""

import asyncio
from pathlib import Path

import click

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Write the database into one file, also while the bot runs.")
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Write the database into one file, also while the bot runs, and verify it.

    SQLite by its online backup, PostgreSQL by pg_dump. Into a folder it goes under the dates of
    its making and of its end, BOT_BACKUP_DAYS later, and those whose day has come are removed.
    Keep the file as safe as the database: it holds the same health data.
    """
    from bot.clock import system_clock
    from bot.operations.backup import backup as write
    from bot.operations.backup import dated, remove_old
    from bot.settings import Settings

    settings, today = Settings.read(), system_clock().date()
    file = dated(path, today, settings.bot_backup_days) if path.is_dir() else path
    looked = write(settings.database_url, file)
    click.echo(f"{file}: {_size(looked.bytes)}, verified{_people(looked.people)}")
    if path.is_dir():
        for old in remove_old(path, today):
            click.echo(f"{old}: removed, its day has come")


@click.command(short_help="Put a backup in the place of the database. Stop the bot first.")
@click.argument("path", type=_FILE)
@click.option("--replace", is_flag=True, help="Also when there are people in the database.")
def restore(path: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database. Stop the bot first.

    An older backup is brought up to date at the bot's next start (PostgreSQL: by `migrate`).
    """
    from bot.operations.backup import restore as put_back
    from bot.settings import Settings

    looked = put_back(Settings.read().database_url, path, replace=replace)
    click.echo(f"Restored {_size(looked.bytes)} from {path}{_people(looked.people)}")


@click.command(short_help="Copy one database into another, such as SQLite into PostgreSQL.")
@click.option("--from", "source", required=True, metavar="URL", help="Where the rows are.")
@click.option("--to", "target", required=True, metavar="URL", help="Where they go: empty tables.")
def copy(source: str, target: str) -> None:
    """Copy one database into another, such as SQLite into PostgreSQL. Stop the bot first.

    Run `migrate` on the target before. Interrupted, it goes on where it was when it is started
    again. At the end both are compared, table by table, by counts and checksums.
    """
    from bot.clock import system_clock
    from bot.operations.copying import copy as copy_rows
    from bot.operations.copying import count_rows
    from bot.settings import database_url

    here, there = database_url(source, "--from"), database_url(target, "--to")
    rows = asyncio.run(count_rows(here))
    with click.progressbar(length=rows, label="Copying", show_pos=True) as bar:
        copied = asyncio.run(copy_rows(here, there, system_clock(), bar.update))
    for one in copied:
        click.echo(f"{one.table:24}{one.rows:>12,}  {one.checksum}")
    click.echo("Both are the same. Point BOT_DATABASE_URL at the new one.")


@click.command(short_help="Say when the worst minutes of the week are, and how late it gets.")
@click.option("--rate", type=click.FloatRange(0, 10_000, min_open=True), metavar="PER_SECOND",
              help="Messages a second.  [default: BOT_MESSAGES_PER_SECOND]")  # fmt: skip
def forecast(rate: float | None) -> None:
    """Say when the worst minutes of the coming week are, and how late each kind will be.

    Counts what is due to the people in the database, and lives through the queue at the set rate:
    medicines first, then what tolerates lateness by its deadline. Reads only.
    """
    from bot.clock import system_clock
    from bot.migrate import ensure_current
    from bot.operations.forecast import look_ahead
    from bot.settings import Settings

    async def look(settings: Settings) -> None:
        await ensure_current(settings.database_url)
        per_second = rate or settings.bot_messages_per_second
        for line in await look_ahead(settings.database_url, per_second, system_clock()):
            click.echo(line)

    asyncio.run(look(Settings.read()))


@click.command(short_help="Make a code that lets somebody in (BOT_INVITE_ONLY).")
@click.option("--uses", type=click.IntRange(1, 10_000), default=1, show_default=True,
              help="How many people may use it.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, 3650), default=14, show_default=True,
              help="For how many days it works.")  # fmt: skip
def invite(uses: int, days: int) -> None:
    """Make a code that lets somebody in while BOT_INVITE_ONLY is set, also while the bot runs.

    It is printed as a link and as a message to send, and kept nowhere but as a hash. Who uses it
    is not kept either.
    """
    from bot.clock import system_clock
    from bot.operations.inviting import invite as make
    from bot.settings import Settings

    for line in asyncio.run(make(Settings.read(), system_clock(), uses, days)):
        click.echo(line)


@click.command("new-key", short_help="Make a key for BOT_ENCRYPTION_KEY.")
def new_key() -> None:
    """Make a key for BOT_ENCRYPTION_KEY. It is printed, and kept nowhere.

    Keep a copy where the database and its backups are not: without it they cannot be read.
    """
    from bot.sealing import new_key as make

    click.echo(make())


@click.command("rotate-key", short_help="Seal everything with the newest key. Stop the bot first.")
@click.option("--to-plain", is_flag=True, help="Take the encryption away instead.")
def rotate_key(*, to_plain: bool) -> None:
    """Seal everything with the newest key. Stop the bot first.

    BOT_ENCRYPTION_KEY has the new key, a comma, and the old ones; for the first encryption there
    are no old ones. Interrupted, it goes on where it was when it is started again. Afterwards the
    old keys may go from the settings; old backups still want them.
    """
    from bot.clock import system_clock
    from bot.errors import StartupError
    from bot.operations.rotating import count_rows, rotate
    from bot.settings import Settings

    settings = Settings.read()
    url, keyring = settings.database_url, settings.keyring
    if keyring is None:
        raise StartupError("BOT_ENCRYPTION_KEY is empty; `python -m bot new-key` makes one")
    rows = asyncio.run(count_rows(url))
    with click.progressbar(
        length=rows, label="Opening" if to_plain else "Sealing", show_pos=True
    ) as bar:
        done = asyncio.run(rotate(url, keyring, system_clock(), bar.update, to_plain=to_plain))
    click.echo(f"{done.written:,} of {done.rows:,} rows were written anew.")
    click.echo(
        "Nothing is sealed any more: take BOT_ENCRYPTION_KEY away."
        if to_plain
        else "All of it is under the first key. The others may go, once no backup needs them."
    )


def _size(size: int) -> str:
    return f"{size / 1024:,.0f} KiB"


def _people(people: int | None) -> str:
    return "" if people is None else f", {people:,} people"
