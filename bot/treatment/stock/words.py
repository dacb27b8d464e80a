"""A supply in words."""

from markupsafe import Markup

from bot.plan.rules import AsNeeded
from bot.texts import Translator
from bot.treatment.stock.rules import UNIT, is_low
from bot.treatment.stock.store import Supply


def units_words(t: Translator, hundredths: int) -> str:
    """`30`, `12.5`, `−1`: no more digits than are needed, in the language's own way."""
    sign = "−" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), UNIT)
    return f"{sign}{whole}" if not rest else t.figures(f"{sign}{whole}.{rest:02}".rstrip("0"))


def left_words(t: Translator, supply: Supply) -> Markup:
    """`Expected: 12 left, enough for 6 days.` Below zero it says so, and asks for a count."""
    units = supply.units or 0
    count = t.html("Expected: <b>{n}</b> left", n=units_words(t, units))
    if units < 0:
        return count + t.html(
            ". More was taken than I knew of: please count again, then it is right."
        )
    return count + t.html("{enough}.", enough=_enough(t, supply))


def last_words(t: Translator, supply: Supply) -> Markup:
    """What the warning says."""
    words = left_words(t, supply)
    if not is_low(supply.lasts, supply.warn_days):
        return words
    return words + t.html(" Time to think of a new prescription?")


def _enough(t: Translator, supply: Supply) -> str:
    days = supply.lasts.days
    if days is None:
        return ""
    if isinstance(supply.item.schedule.when, AsNeeded):
        return t.plural(
            ", enough for {n} day at the most a day that your prescription allows",
            ", enough for {n} days at the most a day that your prescription allows",
            n=days,
        )
    if not days and supply.lasts.out_on == supply.lasts.today:
        return t(", not enough for today")
    if not days:
        return t(", not enough for tomorrow")
    return t.plural(", enough for {n} day", ", enough for {n} days", n=days)
