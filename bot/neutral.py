"""Discreet mode's texts: for each that would name something, one that does not.

What is not in here is covered where it names something (`bot/discreet/covering.py`): a text that is
forgotten says too little, never too much.
"""

import gettext
from collections.abc import Mapping


def neutrally(message: str) -> str:
    """Marks a text for the catalogue."""
    return message


def neutrally_plural(one: str, many: str) -> tuple[str, str]:
    return one, many


TEXTS: Mapping[str, str] = {
    # the keys below the message field
    "⚡ Episode": neutrally("⚡ Note"),
    "🎯 Trigger": neutrally("🎯 Mark"),
    # reminders
    "✅ Taken": neutrally("✅ Done"),
    "✅ Taken {time}": neutrally("✅ Done {time}"),
    "Still open. Taken already?": neutrally("Still open. Done already?"),
    "{title}\nWhen did you take it?": neutrally("{title}\nWhen was it done?"),
    "side effect": neutrally("it did not suit me"),
    "doctor said so": neutrally("I was told so"),
    "☁️ I was offline, and these came due. Did you take or do them?": neutrally(
        "☁️ I was offline, and these came due. Are they done?"
    ),
    "🧭 Your clocks moved past these. Did you take or do them?": neutrally(
        "🧭 Your clocks moved past these. Are they done?"
    ),
    "Marked as missed. Please don't take extra to make up. What to do now depends on your medicine:"
    " check its leaflet or ask your pharmacist.": neutrally(
        "Marked as missed. Please don't make up for it by doubling. “Show names” says what to do."
    ),
    "⚠️ Stopping this kind of medicine suddenly can be harmful. Please call your pharmacist or"
    " doctor today, and before restarting.": neutrally(
        "⚠️ Important, please read it today: “Show names”, or /urgent."
    ),
    "⚠️ That is more often than your prescription says. If you took it, I note it.": neutrally(
        "⚠️ That is more often than you told me. If it is done, I note it."
    ),
    "Last dose {ago} ago": neutrally("The last one {ago} ago"),
    # what is logged
    "4 · must stop / cannot see": neutrally("4 · must stop"),
    "<b>⚡ Episode saved {time}</b>": neutrally("<b>⚡ Saved {time}</b>"),
    "<s>⚡ Episode {time}</s>\nRemoved.": neutrally("<s>⚡ {time}</s>\nRemoved."),
    "<b>⚡ Episode of {time}</b>\nIs it still going?": neutrally(
        "<b>⚡ Your note of {time}</b>\nIs it still going?"
    ),
    "<b>⚡ Episode of {time}</b>\nDid it help?": neutrally(
        "<b>⚡ Your note of {time}</b>\nDid it help?"
    ),
    "{time} ⚡ <b>Episode</b>": neutrally("{time} ⚡ <b>Note</b>"),
    "✏️ {time} Episode": neutrally("✏️ {time} Note"),
    "🔢 Burst: {count} spasms": neutrally("🔢 {count} at once"),
    "🎯 Triggers": neutrally("🎯 Marks"),
    "✏️ Triggers": neutrally("✏️ Marks"),
    "◀ Triggers": neutrally("◀ Marks"),
    "✏️ Change triggers": neutrally("✏️ Change marks"),
    "➕ Own trigger": neutrally("➕ Own mark"),
    "Triggers: {names}": neutrally("Marks: {names}"),
    "🎯 Triggers: {names}": neutrally("🎯 Marks: {names}"),
    "Triggers: not answered": neutrally("Marks: not answered"),
    "None of the triggers asked.": neutrally("None of what I asked."),
    "🎯 None of the triggers asked.": neutrally("🎯 None of what I asked."),
    "<b>🎯 Triggers {day}</b>": neutrally("<b>🎯 Marks {day}</b>"),
    "What is there, with or without a spasm?": neutrally("What is there?"),
    "<b>🎯 Your triggers</b>\nTap one to rename, merge or hide it.": neutrally(
        "<b>🎯 Your marks</b>\nTap one to rename, merge or hide it."
    ),
    "What is your trigger called? Send me a word or two.": neutrally(
        "What is it called? Send me a word or two."
    ),
    # the evening, and what is asked once a week
    "<b>How was your face today?</b>": neutrally("<b>How was your day?</b>"),
    "💊 Side effects": neutrally("🗒 More questions"),
    "<b>💊 Side effects {day}?</b>": neutrally("<b>🗒 Questions {day}</b>"),
    "Medicines like yours can bring these. Was any of them there? Then Done.": neutrally(
        "Was any of these there? Then Done. “Show names” shows them."
    ),
    "Side effects: {names}": neutrally("Answered: {names}"),
    "None of the side effects asked.": neutrally("None of them."),
    "Side effects: not answered": neutrally("Not answered"),
    "✏️ Side effects": neutrally("✏️ Questions"),
    "✏️ Side effects of the week": neutrally("✏️ Questions of the week"),
    "<b>💊 Side effects this week</b> · {kind}": neutrally("<b>🗒 Questions of this week</b>"),
    "🩺 A new area: please mention this to your doctor.": neutrally(
        "🗒 Something new: please mention this at your next visit."
    ),
    "For how much of your waking time did your face move by itself?": neutrally(
        "The first question of the week, as you know it:"
    ),
    "How much did side effects of your treatment trouble you?": neutrally(
        "Was there anything unwanted?"
    ),
    "Compared with last week, your face was …": neutrally("Compared with last week, it was …"),
    "Does a new part of your face move that did not before?": neutrally("Is anything new?"),
    # the week, the report, goals
    "💊 {n} medicines: {share}": neutrally("▫️ {n} items: {share}"),
    "By day, episodes/rating 0-4: {days}": neutrally("By day, notes/rating 0-4: {days}"),
    "All {n} doses of {name} taken.": neutrally("All {n} of {name} done."),
    "All {n} doses of your medicines taken.": neutrally("All {n} done."),
    "Fewer episodes on the days you noted": neutrally("Fewer notes on the days you noted"),
    "More episodes on the days you noted; some weeks are like that": neutrally(
        "More notes on the days you noted; some weeks are like that"
    ),
    "Nothing noted in this week yet, and that is fine. ⚡ Episode is one tap.": neutrally(
        "Nothing noted in this week yet, and that is fine. ⚡ Note is one tap."
    ),
    "📄 Report for the doctor": neutrally("📄 Report"),
    "📄 <b>Report for the doctor</b>": neutrally("📄 <b>Report</b>"),
    "📄 <b>Report for the doctor</b>\n{period}\n": neutrally("📄 <b>Report</b>\n{period}\n"),
    "🤸 Stretching": neutrally("🔹 Moving"),
    "💊 Medicine reminders": neutrally("🔔 Reminders"),
    # after an injection, visits, supplies
    "💉 <b>{since}</b> after the injection of {day}": neutrally(
        "🗓 <b>{since}</b> after {day}: how is it now?"
    ),
    "<b>How well was your face under control this week?</b> 0 not at all, 10 fully": neutrally(
        "<b>How well was it under control this week?</b> 0 not at all, 10 fully"
    ),
    "✅ Noted for {day}, {since} after the injection: {said}": neutrally("✅ Noted for {day}."),
    "🗓 It is ten weeks since your injection of {day}. If the next visit has no date yet: your"
    " clinic can say when it should be. Send me its date with /visits, for example:\n"
    "<code>/visits 12 March 10:30 injection Dr. Weber</code>": neutrally(
        "🗓 It is ten weeks since {day}. If the next visit has no date yet, now is a good time to"
        " ask for one; /visits keeps it."
    ),
    "💉 Log the injection": neutrally("🗒 Log it"),
    "💊 A medicine": neutrally("🔹 An item"),
    "🔢 A dose": neutrally("🔢 An amount"),
    "It stands in the report for your doctor.": neutrally("It stands in your report."),
    " Time to think of a new prescription?": neutrally(" Time to think of more?"),
    # the circle
    "💊 {name} has not confirmed {item}, due at {time}.\n"
    "It may have been taken all the same: only the tap is missing.": neutrally(
        "🔔 {name} has not confirmed {item}, due at {time}.\n"
        "It may have been done all the same: only the tap is missing."
    ),
    "• 💊 {item}": neutrally("• {item}"),
    # the plan
    "<b>Medicines</b>": neutrally("<b>Items</b>"),
    "<b>Injections</b>": neutrally("<b>Days</b>"),
    # settings
    "🩺 {condition} · {side}": neutrally("🙈 Discreet mode is on"),
    "🩺 Condition and side": neutrally("👤 About you"),
    "🧠 Other conditions": neutrally("👤 More about you"),
    "💊 Side effects, weekly": neutrally("🗒 More questions, weekly"),
    "💊 <b>Side effects, once a week: {when}</b>\nA few taps, only about what your medicines can"
    " bring. On which day and at what time?": neutrally(
        "🗒 <b>More questions, once a week: {when}</b>\nOn which day and at what time?"
    ),
    "⏸ <b>Pause</b>\nDuring a pause I send <b>nothing at all, no medicine reminders either</b>."
    " Your plan and your entries stay. For how long?": neutrally(
        "⏸ <b>Pause</b>\nDuring a pause I send <b>nothing at all, no reminders of any kind</b>."
        " Your plan and your entries stay. For how long?"
    ),
    "⏸ Paused {until}. I send nothing, <b>no medicine reminders either</b>. Please don't stop a"
    " medicine without asking your doctor.\n\n/resume ends the pause.": neutrally(
        "⏸ Paused {until}. I send nothing, <b>no reminders of any kind</b>.\n\n"
        "/resume ends the pause."
    ),
    "🔲 Easy mode: one large key. Tap it and the episode is saved.": neutrally(
        "🔲 Easy mode: one large key. Tap it and a note is saved."
    ),
    "I don't know what to do with this. To add something to your plan, write for example"
    " <code>/add Stretching 09:00</code>. /help lists all.": neutrally(
        "I don't know what to do with this. /add puts something into your plan. /help lists all."
    ),
    # /help, and Telegram's menu
    "add to your plan, such as /add Clonazepam 0.5 mg 08:00 20:00": neutrally("add to your plan"),
    "log an episode, such as /log 3 left cheek stress": neutrally("make a note"),
    "a page for your doctor, such as /report 12": neutrally("a report, such as /report 12"),
    "appointments, such as /visits 12 March 10:30 Dr. Weber": neutrally("dates to come"),
    "when something is new or alarming": neutrally("when something is urgent"),
}

COUNTED: Mapping[str, tuple[str, str]] = {
    "{n} episode": neutrally_plural("{n} note", "{n} notes"),
    "⚡ <b>{n} episode</b>": neutrally_plural("⚡ <b>{n} note</b>", "⚡ <b>{n} notes</b>"),
    "The four weeks before: {n} episode on {days} noted days": neutrally_plural(
        "The four weeks before: {n} note on {days} noted days",
        "The four weeks before: {n} notes on {days} noted days",
    ),
    "{n} of the {days} days you noted was without an episode.": neutrally_plural(
        "{n} of the {days} days you noted was calm.", "{n} of the {days} days you noted were calm."
    ),
    "Stretch on {n} day": neutrally_plural("Move on {n} day", "Move on {n} days"),
    "Answer all medicine reminders on {n} day": neutrally_plural(
        "Answer all reminders on {n} day", "Answer all reminders on {n} days"
    ),
    "{count} medicine": neutrally_plural("{count} item", "{count} items"),
    "{count} episode": neutrally_plural("{count} note", "{count} notes"),
}
"""By the singular."""


class _Neutral(gettext.NullTranslations):
    """Another one's translations, of neutral texts."""

    def __init__(self, of: gettext.NullTranslations) -> None:
        super().__init__()
        self._of = of

    def gettext(self, message: str) -> str:
        return self._of.gettext(TEXTS.get(message, message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._of.ngettext(*COUNTED.get(msgid1, (msgid1, msgid2)), n)


def neutral(translations: gettext.NullTranslations) -> gettext.NullTranslations:
    return _Neutral(translations)
