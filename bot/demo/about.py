"""Methods about the bot itself, its chats and its files."""

import json
import re

from bot.demo import hooks, rules
from bot.demo.chats import Chat, Json
from bot.demo.parameters import Given
from bot.demo.refusals import bad_request, forbidden
from bot.demo.sending import Method
from bot.demo.words import words
from bot.demo.world import World

_LANGUAGE = re.compile("[a-z]{2}")
SCOPES = words(
    "default all_private_chats all_group_chats all_chat_administrators chat "
    "chat_administrators chat_member"
)


def get_me(world: World, _: Given) -> Json:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _scope(given: Given) -> tuple[str, str]:
    scope = given.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True), _language(given)


def _language(given: Given) -> str:
    code = given.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def set_commands(world: World, given: Given) -> bool:
    key = _scope(given)
    world.settings.commands[key] = rules.checked_commands(given.json("commands"))
    world.chats.tell("commands", None)
    return True


def get_commands(world: World, given: Given) -> list[dict[str, str]]:
    return world.settings.commands.get(_scope(given), [])


def delete_commands(world: World, given: Given) -> bool:
    world.settings.commands.pop(_scope(given), None)
    world.chats.tell("commands", None)
    return True


def _set_text(name: str, limit: int) -> Method:
    def set_text(world: World, given: Given) -> bool:
        text = given.text(name)
        rules.check_length(text, limit, name.replace("_", " "))
        world.settings.texts[name, _language(given)] = text
        if name == "name" and text and not given.has("language_code"):
            world.bot["first_name"] = text
        world.chats.tell("commands", None)
        return True

    return set_text


def _get_text(name: str) -> Method:
    def get_text(world: World, given: Given) -> Json:
        texts = world.settings.texts
        missing = str(world.bot["first_name"]) if name == "name" else ""
        return {name: texts.get((name, _language(given))) or texts.get((name, "")) or missing}

    return get_text


def set_menu(world: World, given: Given) -> bool:
    button = given.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: unsupported type")
    world.settings.menus[given.integer("chat_id", 0) or 0] = button
    return True


def get_menu(world: World, given: Given) -> Json:
    menus = world.settings.menus
    default = menus.get(0, {"type": "default"})
    return menus.get(given.integer("chat_id", 0) or 0, default)


def _known(world: World, given: Given) -> Chat:
    chat = world.chat(given)
    if chat.kind != "private" and chat.gone is not None:
        raise forbidden(chat.gone)
    return chat


def get_chat(world: World, given: Given) -> Json:
    gifts = ("unlimited", "limited", "unique", "premium", "gifts_from_channels")
    return {
        **_known(world, given).as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((f"{name}_gifts" for name in gifts[:3]), True)
        | {"premium_subscription": True, "gifts_from_channels": True},
    }


def get_member(world: World, given: Given) -> Json:
    chat = _known(world, given)
    user_id = given.integer("user_id")
    if user_id == world.bot["id"]:
        return {"user": world.bot, "status": "member"}
    person = world.chats.by_id.get(user_id or 0)
    if person is None or not person.person:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.kind == "private" and person is not chat:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"user": person.person, "status": "member"}


def leave_chat(world: World, given: Given) -> bool:
    chat = _known(world, given)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.gone = f"bot is not a member of the {chat.kind} chat"
    return True


def get_file(world: World, given: Given) -> Json:
    found = world.files.known(given.text("file_id"))
    if len(found.data) > rules.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": found.file_id,
        "file_unique_id": found.unique_id,
        "file_size": len(found.data),
        "file_path": found.path,
    }


def done(_: World, __: Given) -> bool:
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": _set_text("name", rules.NAME),
    "getMyName": _get_text("name"),
    "setMyDescription": _set_text("description", rules.DESCRIPTION),
    "getMyDescription": _get_text("description"),
    "setMyShortDescription": _set_text("short_description", rules.SHORT_DESCRIPTION),
    "getMyShortDescription": _get_text("short_description"),
    "setChatMenuButton": set_menu,
    "getChatMenuButton": get_menu,
    "getChat": get_chat,
    "getChatMember": get_member,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "setWebhook": hooks.set_webhook,
    "deleteWebhook": hooks.delete_webhook,
    "getWebhookInfo": hooks.webhook_info,
    "logOut": done,
    "close": done,
}
