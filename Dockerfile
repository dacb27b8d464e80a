# The bot in a small image: docker build -t facial-spasm-companion .
# docker run --read-only -e BOT_TOKEN=... -v companion-data:/data facial-spasm-companion

FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.11-slim
# The voice that reads the week aloud to those who want it.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends espeak-ng opus-tools \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home companion && install -d -o companion /data
COPY --from=build /venv /venv
COPY pyproject.toml LICENSE /app/
COPY bot /app/bot
COPY migrations /app/migrations
# Nothing is written there later: without it each start compiles 550 modules, for half a second.
RUN python -m compileall -q /app

ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BOT_DATABASE_URL=sqlite+aiosqlite:////data/bot.db \
    BOT_LOG_FORMAT=json \
    BOT_HTTP_HOST=0.0.0.0 \
    BOT_HTTP_PORT=8081

USER 10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-c", \
    "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['BOT_HTTP_PORT']}/healthz\", timeout=4)"]
CMD ["python", "-m", "bot", "run"]
