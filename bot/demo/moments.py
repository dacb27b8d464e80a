"""Instants that each reader's own Telegram shows by its own clock: `date_time` entities.

What Telegram says to one that is wrong is not documented; that it is no moment is what we hold to.
"""

import re
from typing import Any

from bot.demo.entities import Entity

FORMAT = re.compile(r"r|w?[dD]?[tT]?")
"""As the Bot API has it: relative; or weekday, date and time, short or long."""
_UNIX = re.compile(r"[0-9]{1,10}")
_LATEST = 2**31 - 1
_NAMES = frozenset({"unix", "format"})


def is_moment(argument: str) -> bool:
    """Whether the attributes of `<tg-time>` are those of an instant: each once, and both good."""
    pairs = [one.partition("=") for one in argument.split()]
    names = [name for name, _, _ in pairs]
    given = {name: value for name, _, value in pairs}
    is_known = len(names) == len(set(names)) and _NAMES.issuperset(names)
    return is_known and is_date_time(given.get("unix"), given.get("format"))


def is_date_time(unix: Any, form: Any = None) -> bool:
    """Whether these are the fields of a `date_time` entity."""
    if not _UNIX.fullmatch(str(unix)) or int(unix) > _LATEST:
        return False
    return form is None or (isinstance(form, str) and FORMAT.fullmatch(form) is not None)


def moment_of(argument: str) -> Entity:
    """The fields of the entity, of attributes that are good."""
    given = dict(one.split("=", 1) for one in argument.split())
    entity: Entity = {"unix_time": int(given["unix"])}
    if given.get("format"):
        entity["date_time_format"] = given["format"]
    return entity


def moment_tag(entity: Entity) -> str:
    """The attributes again, for showing what was sent."""
    if entity["type"] != "date_time":
        return ""
    form = entity.get("date_time_format")
    return f' unix="{entity["unix_time"]}"' + (f' format="{form}"' if form else "")
