"""Screens of the cards."""

import re
from collections.abc import Sequence

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup, escape

from bot.journal.words import urgent
from bot.people.rules import Condition
from bot.people.words import condition_words
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.learn.buttons import ListCards, OpenCard
from bot.treatment.learn.rules import PER_LIST, Book, Card, Source, page_of

_BOLD = re.compile(r"\*\*(.+?)\*\*")
LONGEST_QUOTED = 40


def list_screen(
    t: Translator, cards: Sequence[Card], condition: Condition | None, page: int
) -> Screen:
    """A page of all cards; those about the person's condition stand first."""
    shown, page, last = page_of(cards, page)
    lines = [t.html("📚 <b>Learn</b>"), _order_words(t, condition)]
    lines.append(t.html("Looking for something? <code>/learn injections</code>"))
    lines.append(urgent(t))
    paging = _paging(t, page, last, [ListCards(page - 1), ListCards(page + 1)])
    return Screen(Markup("\n").join(lines), (*_card_rows(shown), *paging))


def card_screen(t: Translator, book: Book, card: Card, page: int) -> Screen:
    """One page of a card; where it is from stands on the last."""
    last = len(card.pages) - 1
    page = min(max(page, 0), last)
    head = t.html("{icon} <b>{title}</b>", icon=card.icon, title=card.title)
    parts = [head, _formatted(card.pages[page])]
    if page == last:
        parts.append(_origin(t, card))
    parts.append(urgent(t))
    paging = _paging(t, page, last, [OpenCard(card.id, page - 1), OpenCard(card.id, page + 1)])
    related = _card_rows([book[name] for name in card.related]) if page == last else ()
    back = (Button(t("📚 All cards"), ListCards(0)),)
    return Screen(Markup("\n\n").join(parts), (*paging, *related, back))


def found_screen(t: Translator, cards: Sequence[Card], text: str) -> Screen:
    """What fits the words that were typed; a kind word when nothing does."""
    quoted = text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"
    back = (Button(t("📚 All cards"), ListCards(0)),)
    if not cards:
        sorry = t.html(
            "🔎 I have no card about “{text}” yet. Your doctor or pharmacist can tell you more:"
            " <code>/ask {text}</code> keeps the question for your next visit.",
            text=quoted,
        )
        return Screen(Markup("\n").join((sorry, urgent(t))), (back,))
    lines = [t.html("🔎 About “{text}”:", text=quoted)]
    more = len(cards) - PER_LIST
    if more > 0:
        lines.append(t.html_plural("and {n} more", "and {n} more", n=more))
    lines.append(urgent(t))
    return Screen(Markup("\n").join(lines), (*_card_rows(cards[:PER_LIST]), back))


def _order_words(t: Translator, condition: Condition | None) -> Markup:
    if condition is None or condition is Condition.UNDIAGNOSED:
        return t.html("Short cards in plain words, each with its sources.")
    return t.html(
        "Short cards in plain words, each with its sources. First: {condition}.",
        condition=condition_words(t, condition),
    )


def _card_rows(cards: Sequence[Card]) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(f"{card.icon} {card.title}", OpenCard(card.id, 0)),) for card in cards)


def _paging(
    t: Translator, page: int, last: int, to: Sequence[ListCards | OpenCard]
) -> tuple[tuple[Button, ...], ...]:
    row = []
    if page > 0:
        row.append(Button(t("◀ {page} of {last}", page=page, last=last + 1), to[0]))
    if page < last:
        row.append(Button(t("{page} of {last} ▶", page=page + 2, last=last + 1), to[1]))
    return (tuple(row),) if row else ()


def _formatted(page: str) -> Markup:
    """A page's text, escaped; `**so**` is bold."""
    return Markup(_BOLD.sub(r"<b>\1</b>", str(escape(page))))  # noqa: S704  escaped just before


def _origin(t: Translator, card: Card) -> Markup:
    day = format_date(
        card.reviewed, t("d MMM y"), locale=Locale.parse(t.language.replace("-", "_"))
    )
    return t.html(
        "<i>General information: your doctor knows what is right for you.\n"
        "From: {sources}. Reviewed {day}.</i>",
        sources=Markup("; ").join(map(_source, card.sources)),
        day=day,
    )


def _source(source: Source) -> Markup:
    if source.url is None:
        return escape(source.name)
    return Markup('<a href="{}">{}</a>').format(source.url, source.name)
