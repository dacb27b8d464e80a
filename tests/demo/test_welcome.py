"""How the demo opens: an address, a browser where there is a screen, a clear word otherwise."""

import pytest
from aiohttp import web

from bot.demo.welcome import has_browser, welcome, window
from bot.errors import StartupError


@pytest.mark.parametrize(
    ("platform", "environment", "opens"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {}, False),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "10.0.0.1 22"}, False),
    ],
)
def test_a_browser_is_opened_where_there_is_a_screen(
    platform: str, environment: dict[str, str], opens: bool
) -> None:
    assert has_browser(platform, environment) is opens


def test_the_terminal_names_the_address_and_the_way_to_a_token() -> None:
    text = welcome("http://127.0.0.1:8080")
    assert "http://127.0.0.1:8080" in text
    assert "BotFather" in text
    assert "BOT_TOKEN" in text


async def test_a_taken_port_is_said_in_one_line() -> None:
    async with window(web.Application(), 0) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(StartupError, match=f"port {port} cannot be used.*--port"):
            async with window(web.Application(), port):
                pass
