"""Setting a webhook, as strictly as Telegram: https, four ports, a secret of certain signs."""

import re
from urllib.parse import urlsplit

from bot.demo.chats import Json
from bot.demo.parameters import Given
from bot.demo.refusals import bad_request
from bot.demo.updates import KINDS
from bot.demo.world import World

_PORTS = frozenset({80, 88, 443, 8443})
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_MOST_CONNECTIONS = 100
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name


def set_webhook(world: World, given: Given) -> bool:
    url, secret = given.text("url"), given.text("secret_token")
    if not url:
        return delete_webhook(world, given)
    _check(url, secret)
    hook: Json = {"url": url, "max_connections": given.integer("max_connections", 40)}
    if hook["max_connections"] not in range(1, _MOST_CONNECTIONS + 1):
        raise bad_request("bad webhook: max_connections must be between 1 and 100")
    if given.has("ip_address"):
        hook["ip_address"] = given.text("ip_address")
    allow(world, given)
    headers = {SECRET_HEADER: secret} if secret else {}
    settings = world.settings
    same = {name: settings.webhook.get(name) for name in hook} == hook
    if not same or settings.webhook_headers != headers:
        settings.webhook, settings.webhook_headers = hook, headers
        world.on_webhook()
    return _drop_pending(world, given)


def _check(url: str, secret: str) -> None:
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (urlsplit(url).port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def allow(world: World, given: Given) -> None:
    kinds = given.json("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed_updates: expected an Array of String")
    world.updates.allow([kind for kind in kinds if kind in KINDS])


def delete_webhook(world: World, given: Given) -> bool:
    world.settings.webhook, world.settings.webhook_headers = {"url": ""}, {}
    world.on_webhook()
    return _drop_pending(world, given)


def webhook_info(world: World, _: Given) -> Json:
    kinds = world.updates.allowed
    return {
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        **({"allowed_updates": sorted(kinds)} if kinds else {}),
        **world.settings.webhook,
    }


def _drop_pending(world: World, given: Given) -> bool:
    if given.flag("drop_pending_updates"):
        world.updates.clear()
    return True
