"""What concerns the process and not the bot: signals, memory, being told to stop."""

import asyncio
import gc
import signal
from collections.abc import Coroutine
from typing import Any


def stopped_by_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def calm_the_collector() -> None:
    """Sets what is loaded apart from the search for garbage.

    Python would look through all of it every few thousand messages, and nobody is answered
    meanwhile: 200 ms with the libraries, 10 ms without.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def load_undisturbed() -> None:
    """One search for garbage, in `calm_the_collector`, and not one each few modules."""
    gc.disable()


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Does the work, or leaves it when `stop` is set. Raises what the work raises."""
    working = asyncio.ensure_future(work)  # noqa: TID251  ended below
    stopping = asyncio.ensure_future(stop.wait())  # noqa: TID251  ended below
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)
