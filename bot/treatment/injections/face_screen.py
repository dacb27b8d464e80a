"""The drawing of a face with its sites, and buttons laid out like it."""

from datetime import date
from functools import partial

from markupsafe import Markup

from bot.journal.words import urgent
from bot.marks import ticked
from bot.screen import Attachment, Button, Screen
from bot.texts import Translator
from bot.treatment.injections.buttons import ClearSites, Flag, OpenInjection, ToggleSite
from bot.treatment.injections.face import FaceDrawing, face_picture
from bot.treatment.injections.rules import Entry, Half, Site, Zone
from bot.treatment.injections.words import number_of, sites_words, title, zone_words

ROWS = (
    (Zone.FOREHEAD, Zone.BROW),
    (Zone.OUTER_EYE, Zone.UPPER_LID),
    (Zone.CHEEK, Zone.LOWER_LID),
    (Zone.JAW, Zone.MOUTH),
    (Zone.NECK, Zone.CHIN),
)
"""From the outer side to the middle; mirrored for the other half."""


def face_screen(t: Translator, entry: Entry, today: date) -> Screen:
    """As in a mirror: the person's left is on the left."""
    lines = [
        title(t, entry, today),
        t.html("Tap where it went. As in a mirror: <b>your left is on the left</b>."),
        t.html("📍 {sites}", sites=sites_words(t, entry.sites)) if entry.sites
        else t.html("No site marked yet."),
        urgent(t),
    ]  # fmt: skip
    rows = [
        (
            *(_site(t, entry, Site(Half.LEFT, zone)) for zone in row),
            *(_site(t, entry, Site(Half.RIGHT, zone)) for zone in reversed(row)),
        )
        for row in ROWS
    ]
    last = [Button(t("✅ Done"), OpenInjection(entry.id))]
    if entry.sites:
        last.insert(0, Button(t("✖️ Clear all"), ClearSites(entry.id)))
    marked = frozenset(site.code for site in entry.sites)
    made = partial(face_picture, FaceDrawing(t("Left"), t("Right"), tuple(sorted(marked))))
    picture = Attachment("face.png", made, is_picture=True)
    return Screen(Markup("\n").join(lines), (*rows, tuple(last)), attachment=picture)


def _site(t: Translator, entry: Entry, site: Site) -> Button:
    is_on = site in entry.sites
    label = f"{number_of(site.zone)} {zone_words(t, site.zone)}"
    data = ToggleSite(entry.id, site.half, site.zone, Flag.OFF if is_on else Flag.ON)
    return Button(ticked(t, label, is_on=is_on), data)
