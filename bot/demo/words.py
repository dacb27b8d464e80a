"""Lists of Telegram's names, written as one string."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
