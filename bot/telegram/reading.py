"""What an update says: who sent it, what was written, which button was tapped."""

from telegram import Message, Update, User

from bot.errors import UserError
from bot.screen import ButtonCodec, ButtonData, MalformedButtonError, RetiredButtonError
from bot.telegram import incoming


def account_of(user: User) -> str:
    """`Ben Miller (@benm)`: how somebody else may know whose account it is."""
    return f"{user.full_name} (@{user.username})" if user.username else user.full_name


def below_in(message: object) -> tuple[str, ...]:
    """The data of the buttons below a message; nothing where Telegram no longer shows it."""
    rows = incoming.rows_of(message) if isinstance(message, Message) else ()
    return tuple(str(one["callback_data"]) for row in rows for one in row if "callback_data" in one)


def button_of(codec: ButtonCodec, update: Update) -> ButtonData:
    """The typed data of the button that was tapped; UserError when it is none of ours now."""
    assert update.callback_query is not None
    try:
        return codec.unpack(readable(update.callback_query.data))
    except RetiredButtonError:
        raise UserError(
            "This button is from an older version of me. /today shows what is current."
        ) from None
    except MalformedButtonError:
        raise UserError("I don't know this button. /help shows what I can do.") from None


def tapped_data(update: Update) -> str:
    """The data of the button that was tapped, as it came."""
    query = update.callback_query
    return readable(query.data) if query else ""


def words_in(update: Update) -> str:
    """What was typed after the command, line breaks kept."""
    parts = text_of(update).split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def text_of(update: Update) -> str:
    return readable(update.message.text if update.message else None)


def written_in(update: Update) -> str:
    """All that a person wrote: a command with its words, or what stands below a picture."""
    message = update.message
    return readable((message.text or message.caption) if message else None)


def readable(text: str | None) -> str:
    """Without what no database stores: NUL, and halves of surrogate pairs."""
    return (text or "").replace("\0", "").encode(errors="ignore").decode()


def key_of(update: Update) -> str:
    """What tells an update apart, also when Telegram restarts its count."""
    query, message = update.callback_query, update.message
    sent = int(message.date.timestamp()) if message else 0
    return f"{update.update_id}.{query.id[:32] if query else 'm'}.{sent}"
