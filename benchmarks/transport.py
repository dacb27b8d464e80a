"""What one call to Telegram costs: PTB on its default transport, on ours, and aiohttp alone.

    python benchmarks/transport.py [CALLS]

A server in a process of its own answers at once, so that what is measured is our side: calls a
second and CPU a call, with 1, 30 and 100 calls under way. Takes under a minute, ends by itself.
"""

import asyncio
import multiprocessing
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time

import aiohttp
from aiohttp import web
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.telegram.budget import Budget
from bot.telegram.transport import AiohttpRequest

TOKEN = "123456789:AAE-benchmark-benchmark-benchmark-123"
UNDER_WAY = (1, 30, 100)
ROUNDS = 3
TEXT = "💊 <b>Baclofen</b> 10 mg\nIt is 08:00. Have you taken it?"
ANSWER = (
    b'{"ok":true,"result":{"message_id":7,"date":1767225600,"chat":{"id":5,"type":"private",'
    b'"first_name":"Ada"},"from":{"id":1,"is_bot":true,"first_name":"Bot"},"text":"hi"}}'
)

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    under_way: int
    per_second: float
    cpu: float
    """Microseconds of our process for one call."""


def serve(pipe: Connection) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        return web.Response(body=ANSWER, content_type="application/json")

    async def run() -> None:
        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        pipe.send(runner.addresses[0][1])
        await asyncio.to_thread(pipe.recv)
        await runner.cleanup()

    asyncio.run(run())


@asynccontextmanager
async def bot_on(url: str, request: BaseRequest, **kwargs: object) -> AsyncIterator[Call]:
    bot = ExtBot(
        TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request, **kwargs
    )
    async with request:
        yield lambda: bot.send_message(5, TEXT, parse_mode="HTML", rate_limit_args=None)


@asynccontextmanager
async def bare_aiohttp(url: str) -> AsyncIterator[Call]:
    async with aiohttp.ClientSession() as session:

        async def call() -> bytes:
            form = {"chat_id": "5", "text": TEXT, "parse_mode": "HTML"}
            async with session.post(f"{url}/bot{TOKEN}/sendMessage", data=form) as answer:
                return await answer.read()

        yield call


async def measure(name: str, call: Call, calls: int, under_way: int) -> Figure:
    left = iter(range(calls))

    async def sender() -> None:
        for _ in left:
            await call()

    wall, cpu = perf_counter(), process_time()
    async with asyncio.TaskGroup() as group:
        for _ in range(under_way):
            group.create_task(sender())
    wall, cpu = perf_counter() - wall, process_time() - cpu
    return Figure(name, under_way, calls / wall, cpu / calls * 1e6)


async def compare(url: str, calls: int) -> list[Figure]:
    figures = []
    async with AsyncExitStack() as stack:
        budget = Budget(10_000, per_chat=1_000_000)
        ways = {
            "PTB, HTTPXRequest": bot_on(
                url, HTTPXRequest(connection_pool_size=256, pool_timeout=60)
            ),
            "PTB, ours": bot_on(url, AiohttpRequest()),
            "PTB, ours, budget": bot_on(url, AiohttpRequest(), rate_limiter=budget),
            "aiohttp alone": bare_aiohttp(url),
        }
        for name, way in ways.items():
            call = await stack.enter_async_context(way)
            await measure(name, call, 100, 100)  # connections are made before the clock starts
            share = calls // 4 if "HTTPX" in name else calls
            for under_way in UNDER_WAY:
                rounds = [await measure(name, call, share, under_way) for _ in range(ROUNDS)]
                figures.append(sorted(rounds, key=lambda one: one.per_second)[ROUNDS // 2])
    return figures


def show(figures: list[Figure]) -> None:
    base = {one.under_way: one for one in figures if one.name == "PTB, HTTPXRequest"}
    print(f"{'':20} {'under way':>10} {'calls/s':>9} {'CPU µs':>8} {'times HTTPX':>12}")
    for one in figures:
        times = one.per_second / base[one.under_way].per_second
        print(
            f"{one.name:20} {one.under_way:10} {one.per_second:9,.0f} {one.cpu:8,.0f} {times:12.1f}"
        )


def main() -> None:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    try:
        show(asyncio.run(compare(f"http://127.0.0.1:{ours.recv()}", calls)))
    finally:
        ours.send("done")
        server.join(5)
        server.kill()


if __name__ == "__main__":
    main()
