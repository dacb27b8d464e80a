"""A bot of a few lines that speaks HTTP to the stand-in: echoes, buttons, a picture."""

import asyncio
import json
from typing import Any

from aiohttp import ClientSession, FormData

Rows = list[list[dict[str, str]]]


def keys(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label[:20]}] for label in labels]}


class ScriptedBot:
    """Answers /start with buttons and a keyboard, taps with an edit, anything else by echo."""

    def __init__(self, session: ClientSession, api: str) -> None:
        self._session = session
        self._api = api

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(f"{self._api}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def send(self, chat_id: int, text: str, markup: Any = None) -> Any:
        more = {"reply_markup": markup} if markup else {}
        return await self.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more)

    async def send_file(self, method: str, kind: str, chat_id: int, name: str, data: bytes) -> None:
        form = FormData({"chat_id": str(chat_id), "caption": "Your week"})
        form.add_field(kind, data, filename=name)
        async with self._session.post(f"{self._api}/{method}", data=form) as response:
            assert response.status == 200, await response.text()

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                await self.handle(update)
                offset = update["update_id"] + 1

    async def handle(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await self.tapped(update["callback_query"])
        elif update["message"].get("text") == "/start":
            await self.send(
                update["message"]["chat"]["id"],
                "<b>08:00</b> Baclofen <i>10 mg</i>",
                keys("✅ Taken", "⏰ Later", "⏭ Skip"),
            )
        else:
            said = update["message"].get("text") or json.dumps(update["message"].get("location"))
            await self.call("sendMessage", chat_id=update["message"]["chat"]["id"], text=said)

    async def tapped(self, query: dict[str, Any]) -> None:
        about = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        label = query["data"]
        if label == "⏭ Skip":
            await self.call(
                "answerCallbackQuery",
                callback_query_id=query["id"],
                text="Skipped is not missed.",
                show_alert=True,
            )
            return
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Saved")
        await self.call(
            "editMessageText", **about, text=f"{label} 08:04", reply_markup=keys("Undo")
        )


async def stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
