"""Screens of the communities."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from bot.community.buttons import Scope, ShareCommunities, ShowCommunities
from bot.community.rules import Community, page_of, speaks
from bot.community.words import about, checked, languages_words, link, place_words
from bot.people.rules import SEE_A_DOCTOR, Condition
from bot.people.words import condition_words
from bot.screen import Button, Screen
from bot.texts import Translator

SHARE = "https://t.me/share/url?url={url}&text={text}"
"""Telegram's own page that lets somebody choose a chat."""


def communities_screen(
    t: Translator,
    found: Sequence[Community],
    condition: Condition | None,
    scope: Scope,
    page: int,
) -> Screen:
    """One page of communities, with what they are and when somebody last looked."""
    shown, page, last = page_of(found, page)
    parts = [_heading(t, condition, scope)]
    if (note := doctor_first(t, condition)) is not None:
        parts.append(note)
    days = {one.last_checked for one in shown}
    parts += [_entry(t, one, is_dated=len(days) > 1) for one in shown]
    foot = t.html("<i>What others write is opinion, not medical advice.</i>")
    if len(days) == 1:
        foot = t.html("{foot}\n<i>Links {checked}.</i>", foot=foot, checked=checked(t, *days))
    parts.append(foot)
    return Screen(Markup("\n\n").join(parts), (*_paging(t, scope, page, last), *_ways(t, scope)))


def doctor_first(t: Translator, condition: Condition | None) -> Markup | None:
    """What stands above the links for what a doctor should see first."""
    if condition not in SEE_A_DOCTOR:
        return None
    return t.html("🩺 Please see a doctor first, so that you know what it is.")


def to_forward(t: Translator, chosen: Sequence[Community]) -> Screen:
    """A message for somebody else: it says nothing of the person."""
    head = t("For people whose face or eyelids move by themselves, and for those close to them:")
    lines = [t("{name}\n{url}", name=one.name, url=one.url) for one in chosen]
    plain = "\n\n".join((head, *lines[1:]))
    share = SHARE.format(url=quote(chosen[0].url, safe=""), text=quote(plain, safe=""))
    text = Markup("\n\n").join(map(Markup.escape, (head, *lines)))
    return Screen(text, ((Button(t("📤 Choose a chat"), url=share),),))


def how_to_forward(t: Translator) -> str:
    return t("Forward the message below. It says nothing about you.")


def _entry(t: Translator, one: Community, *, is_dated: bool) -> Markup:
    """`is_dated`: it says itself when somebody looked, since others have other dates."""
    where = place_words(t, one)
    if not speaks(one, t.language):
        where = t("{place} · {languages}", place=where, languages=languages_words(t, one))
    told = [about(t, one)]
    if one.is_named_only:
        told.append(t("address from another site"))
    if is_dated:
        told.append(checked(t, one.last_checked))
    return t.html(
        "<b>{link}</b> · {where}\n{about}", link=link(one), where=where, about="; ".join(told)
    )


def _heading(t: Translator, condition: Condition | None, scope: Scope) -> Markup:
    if scope is Scope.ALL:
        return t.html("🤝 <b>People who understand</b> · everywhere")
    if condition in {None, Condition.UNDIAGNOSED}:
        return t.html("🤝 <b>People who understand</b>")
    words = condition_words(t, Condition(condition))
    return t.html("🤝 <b>People who understand</b> · {condition}", condition=words)


def _paging(t: Translator, scope: Scope, page: int, last: int) -> tuple[tuple[Button, ...], ...]:
    row: list[Button] = []
    if page > 0:
        row.append(Button(t("◀ {page} of {last}", page=page, last=last + 1),
                          ShowCommunities(scope, page - 1)))  # fmt: skip
    if page < last:
        row.append(Button(t("{page} of {last} ▶", page=page + 2, last=last + 1),
                          ShowCommunities(scope, page + 1)))  # fmt: skip
    return (tuple(row),) if row else ()


def _ways(t: Translator, scope: Scope) -> tuple[tuple[Button, ...], ...]:
    if scope is Scope.MINE:
        other = Button(t("🌍 Show all"), ShowCommunities(Scope.ALL, 0))
    else:
        other = Button(t("🙋 Those for me"), ShowCommunities(Scope.MINE, 0))
    return ((other, Button(t("📤 Share"), ShareCommunities())),)
