"""Updates as Telegram writes them, and as PTB reads them."""

from typing import Any

from telegram import Update


def raw_message(update_id: int, person: int, text: str = "hi") -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1,
            "chat": {"id": person, "type": "private"},
            "from": {"id": person, "is_bot": False, "first_name": "Ada"},
            "text": text,
        },
    }


def message(update_id: int, person: int, text: str = "hi") -> Update:
    update = Update.de_json(raw_message(update_id, person, text), None)
    assert update is not None
    return update
