"""The circle: two halves of each bond, either of which its owner can take away alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, BigId
from bot.sealing import Sealed

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Of what is deleted and stands in buttons no number is given again: an old button would mean
somebody else. PostgreSQL does so by itself."""


class Supporter(Base):
    """The person's half: somebody whom they invited, and what that one may see."""

    __tablename__ = "supporter"
    __table_args__ = (
        Index("ix_supporter_person_id", "person_id"),
        Index("ix_supporter_token_hash", "token_hash", unique=True),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    called: Mapped[str] = mapped_column(Sealed(40))
    """What the person calls them."""
    shown_as: Mapped[str] = mapped_column(Sealed(40))
    """The name by which they see the person."""
    shares_week: Mapped[bool] = mapped_column(default=False)
    shares_visits: Mapped[bool] = mapped_column(default=False)
    is_neutral: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str | None] = mapped_column(String(64))
    """Of the open invitation; the token itself is kept nowhere."""
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    """When the person was asked whether the account is the right one."""
    confirmed_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    is_settled: Mapped[bool] = mapped_column(default=False)
    """Whether what is owed to the supporter follows what was chosen."""


class Supported(Base):
    """The supporter's half: that they agreed. Nothing of the person's stands in it."""

    __tablename__ = "supported"
    __table_args__ = (
        Index("ix_supported_person_id", "person_id"),
        Index("ix_supported_supporter_id", "supporter_id", unique=True),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    supporter_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("supporter.id", ondelete="SET NULL")
    )
    """The other half; None once that is gone, until the supporter is told."""
    account: Mapped[str] = mapped_column(Sealed(80))
    """Their name on Telegram when they agreed, for the person to know them by."""
    agreed_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When they were told that the person confirmed them."""
    paused_at: Mapped[datetime | None]


class SharedItem(Base):
    """One medicine of which one supporter is told after so many minutes of silence."""

    __tablename__ = "shared_item"
    __table_args__ = (
        Index("ix_shared_item_person_id", "person_id"),
        Index("ix_shared_item_item_id", "item_id"),
    )

    supporter_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("supporter.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("plan_item.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    minutes: Mapped[int]


class Cheer(Base):
    """A few words for the person, whose they are from then on."""

    __tablename__ = "cheer"
    __table_args__ = (
        Index("ix_cheer_person_id", "person_id"),
        Index("ix_cheer_supporter_id", "supporter_id", "sent_at"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    supporter_id: Mapped[int] = mapped_column(BigId, ForeignKey("supporter.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(1))
    text: Mapped[str | None] = mapped_column(Sealed(200))
    """What was typed; None for the words that are there."""
    sent_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When its message became owed."""


class CircleAlert(Base):
    """A prompt of somebody else's whose answer is waited for, in the supporter's name."""

    __tablename__ = "circle_alert"
    __table_args__ = (
        Index("ix_circle_alert_person_id", "person_id"),
        Index("ix_circle_alert_occurrence_id", "occurrence_id"),
        Index("ix_circle_alert_bond", "supported_id", "occurrence_id", unique=True),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id", ondelete="CASCADE"))
    supported_id: Mapped[int] = mapped_column(BigId, ForeignKey("supported.id", ondelete="CASCADE"))
    occurrence_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("occurrence.id", ondelete="CASCADE")
    )
    prompt_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    minutes: Mapped[int]
