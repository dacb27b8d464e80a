"""What a story about the edge looks at: rows, answers to taps, and errors."""

from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import metadata
from bot.people.tables import Person
from tests.phone import Phone, Story

NOBODYS = frozenset(
    {
        "encryption_key",
        "handled_update",
        "invite_code",
        "heartbeat",
        "lease",
        "rate_budget",
        "sent_file",
        "consent_text",
    }
)


async def rows_of(phone: Phone) -> dict[str, list[Any]]:
    """Every row that belongs to the person, by table."""
    async with phone.story.app.db.reading() as session:
        person = await session.scalar(select(Person.id).where(Person.telegram_id == phone.user.id))
        return {} if person is None else await _rows(session, person)


async def _rows(session: AsyncSession, person: int) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    items: list[int] = []
    for table in metadata.sorted_tables:
        if table.name not in NOBODYS:
            query = select(table).where(_owned(table, person, items)).order_by(*table.primary_key)
            found[table.name] = [tuple(row) for row in await session.execute(query)]
        if table.name == "plan_item":
            items = [row[0] for row in found[table.name]]
    return found


def _owned(table: Table, person: int, items: list[int]) -> Any:
    if table.name == "person":
        return table.c.id == person
    if "person_id" in table.c:
        return table.c.person_id == person
    return table.c.item_id.in_(items)


def errors(story: Story) -> dict[str, float]:
    """How often what went wrong, by kind."""
    return {
        sample.labels["kind"]: sample.value
        for metric in story.app.metrics.registry.collect()
        for sample in metric.samples
        if sample.name == "bot_errors_total"
    }


def refused_calls(story: Story) -> dict[tuple[str, str], int]:
    """What Telegram did not like of what it was sent."""
    return {call: n for call, n in story.standin.outcomes.items() if call[1] != "ok"}


def answers(story: Story) -> int:
    """How often a tap was answered."""
    return story.standin.outcomes["answerCallbackQuery", "ok"]


async def all_at_once(phone: Phone, message_id: int, *data: str) -> None:
    """Taps without waiting for an answer in between; each is answered exactly once."""
    before = answers(phone.story)
    ids = [phone.user.tap(message_id, one) for one in data]
    await phone.does(ids[-1])
    queries = [
        call.params["callback_query_id"]
        for call in list(phone.story.standin.calls)
        if call.method == "answerCallbackQuery"
    ]
    assert answers(phone.story) - before == len(data)
    assert len(queries) == len(set(queries))
