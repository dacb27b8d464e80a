"""A supporter far away: each reads an instant by their own clocks."""

from tests.circle.life import card, joined
from tests.conftest import on_sqlite
from tests.phone import Story


@on_sqlite
async def test_an_appointment_is_told_by_the_readers_own_clocks(story: Story) -> None:
    anna, ben = await story.phone("Anna").sets_up(), story.phone("Ben")
    await joined(anna, ben)
    await ben.sends("/timezone New York")
    await card(anna)
    await anna.taps("Visits: off", anna.last)
    await anna.sends("/visits in 3 days 10:30 Dr. Weber")
    for _ in range(5):
        await story.at("23:30")
    (told,) = [m for m in ben.user.received if "has an appointment" in m.text]
    assert "04:30 · Dr. Weber" in told.text
    (moment,) = [one for one in told.entities if one["type"] == "date_time"]
    words = told.text.encode("utf-16-le")[2 * moment["offset"] :][: 2 * moment["length"]]
    assert words.decode("utf-16-le").endswith("04:30")
    assert moment["date_time_format"] == "wDt"
