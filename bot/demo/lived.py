"""A bot whose time can be moved: a week is lived in a minute, every reminder at its minute."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.app import App
from bot.clock import MovableClock

MOST_STEPS = 20_000
FARTHEST = timedelta(days=400)
"""How far ahead the next reminder is looked for."""


class LivedTime:
    """The time machine of a running bot; `build` makes the bot anew after it was down."""

    def __init__(self, clock: MovableClock, build: Callable[[], App]) -> None:
        self._clock = clock
        self._build = build
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.app = build()

    def now(self) -> datetime:
        return self._clock()

    async def start(self) -> None:
        """Starts the bot, and returns when it polls."""
        self._stop = asyncio.Event()
        run = self.app.run(self._stop)
        self._running = asyncio.create_task(run)  # noqa: TID251  ended by stop
        await self.app.settle()

    async def stop(self) -> None:
        """Ends the bot cleanly; raises what ended it otherwise."""
        self._stop.set()
        running, self._running = self._running, None
        if running is not None:
            await running

    async def move_to(self, instant: datetime) -> None:
        """Lives through everything in between, at its own instant."""
        for _ in range(MOST_STEPS):
            wake_at = await self.app.next_wake()
            if wake_at is None or wake_at > instant:
                break
            await self._live(max(wake_at, self.now()))
        await self._live(max(instant, self.now()))

    async def to_next(self) -> datetime | None:
        """Moves to the next instant at which a message is owed; None when nothing is ahead."""
        began, owed = self.now(), self.app.engine.owed_so_far
        for _ in range(MOST_STEPS):
            wake_at = await self.app.next_wake()
            if wake_at is None or wake_at > began + FARTHEST:
                return None
            await self._live(max(wake_at, self.now()))
            if self.app.engine.owed_so_far > owed:
                return self.now()
        return None

    async def offline_until(self, instant: datetime) -> None:
        """Moves while the bot is down, and starts it again."""
        await self.stop()
        self._clock.move_to(max(instant, self.now()))
        self.app = self._build()
        await self.start()

    async def _live(self, instant: datetime) -> None:
        if instant > self.now():
            self._clock.move_to(instant)
        await self.app.settle()
