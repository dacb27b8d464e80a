"""The nginx of deploy/, on loopback: our own file, with other addresses and places in it."""

import asyncio
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx.conf"
HOW = "no nginx or openssl found; on Debian: apt-get install -y nginx-light openssl"


@dataclass(frozen=True, slots=True)
class Front:
    address: str
    trust: ssl.SSLContext


def programs() -> tuple[str, str]:
    """The paths of nginx and openssl; without them the test is skipped, but in CI it fails."""
    folders = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
    nginx, openssl = (shutil.which(name, path=folders) for name in ("nginx", "openssl"))
    if nginx and openssl:
        return nginx, openssl
    if os.environ.get("CI"):
        pytest.fail(HOW)
    pytest.skip(HOW)


def rendered(folder: Path, port: int, bots: Sequence[int]) -> str:
    """deploy/nginx.conf for this machine; each change must find what it changes."""
    text = CONFIGURATION.read_text()
    changes = {
        r"worker_processes auto;": "worker_processes 1;\ndaemon off;",
        r"pid /var/run/nginx.pid;": f"pid {folder}/nginx.pid;",
        r"listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        r"/etc/nginx/certs/": f"{folder}/",
        r"server_tokens off;": "server_tokens off;\n"
        + "\n".join(
            f"{name}_temp_path {folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ),
    } | {rf"bot-{number}:8081": f"127.0.0.1:{bot}" for number, bot in enumerate(bots, 1)}
    for old, new in changes.items():
        text, found = re.subn(old, new, text)
        assert found, old
    return text


@asynccontextmanager
async def nginx_before(folder: Path, port: int, bots: Sequence[int]) -> AsyncIterator[Front]:
    """Runs nginx in front of the bots at these ports of this machine."""
    nginx, openssl = programs()
    certificate = folder / "fullchain.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(folder / "privkey.pem"), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    configuration = folder / "nginx.conf"
    configuration.write_text(rendered(folder, port, bots))
    process = await asyncio.create_subprocess_exec(
        nginx, "-c", str(configuration), "-p", str(folder), "-e", "/dev/stderr"
    )
    try:
        await _answers(port)
        yield Front(
            f"https://127.0.0.1:{port}", ssl.create_default_context(cafile=str(certificate))
        )
    finally:
        process.terminate()
        await process.wait()


async def _answers(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return
