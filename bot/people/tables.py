"""The person: consent, language, zone, quiet hours, and when anything is next owed to them."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import SealedJson


class Person(Base):
    """One Telegram user in a private chat who has consented."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    created_at: Mapped[datetime]
    consent_version: Mapped[int] = mapped_column(index=True)
    consented_at: Mapped[datetime]
    set_up_at: Mapped[datetime | None]
    language: Mapped[str]
    zone: Mapped[str] = mapped_column(default="UTC")
    """IANA name of where the person is: what clocks on screens show."""
    plan_zone: Mapped[str] = mapped_column(default="UTC")
    """IANA name in which the plan's local times are meant; differs only while home time is kept."""
    wake_time: Mapped[time] = mapped_column(default=time(7))
    bed_time: Mapped[time] = mapped_column(default=time(22, 30))
    condition: Mapped[str | None]
    side: Mapped[str | None]
    related: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """Other conditions the person told of, as `rules.Related` names them."""
    easy_mode: Mapped[bool] = mapped_column(default=False)
    """Whether there are few keys and buttons, and all of them large."""
    two_keys: Mapped[bool] = mapped_column(default=False)
    """Whether the keyboard of easy mode has two large keys, and not the one."""
    speaks_week: Mapped[bool] = mapped_column(default=False)
    """Whether the week summary is also read aloud."""
    is_discreet: Mapped[bool] = mapped_column(default=False)
    """Whether what the bot says names nothing."""
    weekly_questions: Mapped[bool] = mapped_column(default=True)
    """Whether the evening asks some of the weekly self-check."""
    offer_morning: Mapped[bool] = mapped_column(default=False)
    """Whether the morning question is still to be offered, once: it came after their set-up."""
    paused_until: Mapped[datetime | None]
    pause_from: Mapped[datetime | None]
    """When that pause begins; None for one of everything that is on already."""
    pause_rests: Mapped[str | None] = mapped_column(String(16))
    """What rests in a pause with a beginning, as `rules.Rests` names it."""
    home_zone: Mapped[str | None]
    """IANA name of where they are at home, while they travel; None at home."""
    away_until: Mapped[datetime | None] = mapped_column(index=True)
    """When a journey ends by itself; None until they say that they are back."""
    urgent_region: Mapped[str | None]
    """Whose emergency numbers the urgent card shows; all of them until the person chose."""
    hushed_until: Mapped[datetime | None]
    """Until then the bot by itself sends only medicines, injections and appointments."""
    kept_until: Mapped[datetime | None]
    """As `advanced_until`, of what did not go along when the plan's clocks moved; None when those
    are one."""
    held_zone: Mapped[str | None]
    """IANA name by whose clocks what is open was held over night, from a change of zones or hours
    until the engine has held it anew."""
    held_wake: Mapped[time | None]
    """When they got up by those hours."""
    blocked_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    """Set when somebody who had blocked the bot is back, until they were told what was held."""
    advanced_until: Mapped[datetime]
    """Everything owed up to this instant has become occurrences."""
    zone_changed_at: Mapped[datetime | None]
    wake_at: Mapped[datetime | None] = mapped_column(index=True)
    """The earliest instant at which anything is owed; too early is harmless, too late is a bug."""
    seen_on: Mapped[date | None] = mapped_column(index=True)
    """The last day, in UTC, on which they sent or tapped anything."""

    @property
    def easy_keys(self) -> int:
        """How many large keys there are; 0 outside easy mode."""
        return (2 if self.two_keys else 1) if self.easy_mode else 0


class FoldedButtons(Base):
    """All the buttons of a message that shows few of them in easy mode, until it is old."""

    __tablename__ = "folded_buttons"

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    """What tells these buttons from others: the message carries it."""
    rows: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    shown_at: Mapped[datetime] = mapped_column(index=True)


class ConsentText(Base):
    """A privacy text as it was shown to people: one row for each wording."""

    __tablename__ = "consent_text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the text."""
    version: Mapped[int]
    language: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]


class Consent(Base):
    """That somebody agreed, to what, and when; one row for each time."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    version: Mapped[int]
    digest: Mapped[str | None] = mapped_column(String(64))
    """The text that was shown; None for what was agreed to before texts were kept."""
    agreed_at: Mapped[datetime]


class HeavyRequest(Base):
    """That somebody asked for what takes long to make; gone an hour later, at the next one."""

    __tablename__ = "heavy_request"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime]
