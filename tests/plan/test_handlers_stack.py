"""The plan over the whole bot: what is added reminds, what is changed or removed is silent."""


def received(phone, words):
    return [message for message in phone.user.received if words in message.text]


async def test_what_is_saved_reminds_at_its_minute(story, phone):
    await phone.sends("/add Clonazepam 0.5 mg 08:00")
    await phone.taps("Save")
    assert "next: today 08:00" in phone.text
    await story.at("08:00")
    assert "Clonazepam" in phone.text
    assert "Taken" in str(phone.labels())


async def test_every_step_survives_a_restart_of_the_bot(story, phone):
    for act in ["/add", "!Medicine", "Baclofen", "10 mg", "!Once a day", "!09:00", "!Save"]:
        await story.life.stop()
        await story.life.start()
        await (phone.taps(act[1:]) if act[0] == "!" else phone.sends(act))
    assert "Baclofen 10 mg" in phone.text
    assert "next: today 09:00" in phone.text


async def test_a_removed_item_reminds_no_more_and_undo_brings_it_back(story, phone):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    saved = phone.last
    await phone.taps("Undo")
    await story.at("08:05")
    assert received(phone, "Taken") == []
    assert "no longer in your plan" in phone.text

    await phone.taps("Undo")
    await story.at("08:00")
    assert phone.last is not saved
    assert "Taken" in str(phone.labels())


async def test_a_medicine_removed_after_its_reminder_is_not_repeated(story, phone):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    before = len(phone.user.received)
    await phone.sends("/plan")
    await phone.taps("Clonazepam", phone.last)
    await phone.taps("Remove", phone.last)
    await phone.taps("🗑 Remove", phone.last)
    await story.later(hours=6)
    assert len(phone.user.received) == before + 1  # the plan itself


async def test_a_paused_item_is_silent_and_a_resumed_one_catches_nothing_up(story, phone):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await phone.sends("/plan")
    await phone.taps("Clonazepam", phone.last)
    await phone.taps("Pause")
    before = len(phone.user.received)
    await story.at("08:30")
    assert len(phone.user.received) == before
    await phone.taps("Resume")
    await story.at("09:30")
    assert len(phone.user.received) == before
    await story.at("08:00")
    assert len(phone.user.received) == before + 1


async def test_a_dose_answered_today_is_not_prompted_again_by_an_earlier_time(story, phone):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    await story.at("08:00")
    await phone.taps("Taken")
    await phone.sends("/plan")
    await phone.taps("Clonazepam", phone.last)
    await phone.taps("Times")
    await phone.sends("07:30")
    before = len(phone.user.received)
    await story.at("23:00")
    assert len(phone.user.received) == before
    await story.at("07:30")
    assert len(phone.user.received) == before + 1


async def test_a_sticker_leaves_the_question_where_it_was(story, phone):
    await phone.sends("/add")
    await phone.taps("Medicine")
    await phone.does(phone.user.send_sticker())
    assert "text" in phone.text
    await phone.sends("Baclofen")
    assert "How much each time?" in phone.text


async def test_one_persons_buttons_do_nothing_in_the_hands_of_another(story, phone):
    await phone.adds("Clonazepam 0.5 mg 08:00")
    _, data = phone.button("Undo")
    eve = await story.phone("Eve").sets_up()
    await eve.taps_data(data, eve.last)
    assert "can't find this" in eve.notice
    await phone.sends("/plan")
    assert "Clonazepam 0.5 mg" in phone.text
