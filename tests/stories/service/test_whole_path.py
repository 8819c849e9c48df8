"""From the first word on a phone to a closed case, through the real service, by each library."""

from __future__ import annotations

from handlers.cases import Status
from playbooks.loading import LIBRARY
from playbooks.phrases import phrases
from tests.fakes.bot_api import Person, Post
from tests.stories.service.serving import House, served, texts

INJURY = (
    ("life at risk", "no"),
    ("Where is it?", "Till"),
    ("Take a photo", None),
    ("When did it happen?", "now"),
    ("What happened?", "He slipped on <wet> tiles & fell."),
    ("What caused it?", "Slipped"),
    ("most care", "First aid here"),
    ("Name and phone?", "/skip"),
    ("Who are they?", "Customer or passenger"),
    ("How old", "Adult"),
    ("Where are they hurt?", "Hand"),
    ("How bad is it?", "Pain or bruise"),
    ("Awake the whole time?", "yes"),
    ("First aid given?", "no"),
    ("Is there another one?", "[＋ Injured person]"),
    ("Name and phone?", "/skip"),
    ("Who are they?", "Colleague"),
    ("How old", "Child"),
    ("Where are they hurt?", "/skip"),
    ("How bad is it?", "Cut or burn"),
    ("Awake the whole time?", "/skip"),
    ("First aid given?", "yes"),
    ("Is there another one?", "[That is all]"),
    ("How was the floor?", "Wet"),
    ("warning sign", "no"),
    ("light good enough", "yes"),
    ("shoes", "/skip"),
    ("safe now?", "yes"),
    ("Who saw it?", "/skip"),
)


async def talks(person: Person, exchanges: tuple[tuple[str, str | None], ...]) -> None:
    """Answers each question once it is asked; None is a photo, `[…]` a tap."""
    for question, answer in exchanges:
        await person.hears(question)
        if answer is None:
            await person.sends_photo()
            await person.taps("Done")
        elif answer.startswith("["):
            await person.taps(answer.strip("[]"))
        else:
            await person.says(answer)


def _card(manager: Person) -> Post:
    return next(post for post in manager.sees if "I-2026-000001" in post.text)


async def test_an_injury_is_reported_alerted_taken_and_closed(each: House) -> None:
    bo, ana, ming, duty = each.bo, each.ana, each.ming, each.duty
    async with served(each, playbooks=LIBRARY) as running:
        await bo.says("/incident")
        await bo.taps("Injury")
        await talks(bo, INJURY)
        await bo.taps("Submit")
        await bo.hears("The number is I-2026-000001", "Told: Duty managers")

        for reader in (ana, duty):
            await reader.hears("I-2026-000001", "He slipped on <wet> tiles & fell.", "Not taken yet")
        await ming.hears("I-2026-000001", "He slipped on <wet> tiles & fell.")
        await bo.taps("Done")  # the first step of the checklist
        await duty.hears("Checklist: 1 of")

        tap = await ana.taps("Acknowledge", message=_card(ana))
        assert "I-2026-000001" in await tap.answered()
        await duty.hears("Taken by Ana")
        await ana.hears("Taken by Ana")
        await bo.hears("Ana has taken I-2026-000001")
        await running.quiet()
        assert not any("Not taken yet" in text for reader in (ana, ming, duty) for text in texts(reader))

        late = await ming.taps(phrases("zh-Hant")("Acknowledge"), message=_card(ming))
        assert "Ana" in await late.answered()
        await ana.taps("Details", message=_card(ana))
        await ana.hears("He slipped on <wet> tiles & fell.", "Customer or passenger", "Colleague")

        card = await duty.hears("Taken by Ana")
        await ana.says("Is the floor dry?", chat=duty, reply_to=card)
        question = await bo.hears("Ana on I-2026-000001: Is the floor dry?")
        await running.quiet()
        await bo.says("Dry & closed off", reply_to=question)
        await bo.hears("Added to I-2026-000001.")
        await duty.hears("Bo on I-2026-000001: Dry & closed off")
        await bo.says("/cases")
        await bo.hears("I-2026-000001")
        await (await ana.taps("Resolve", message=_card(ana))).answered()
        await bo.hears("I-2026-000001 is resolved (Ana)")
        await duty.hears("Resolved")
        await running.quiet()

    (case,) = each.cases()
    assert (case.status, case.acknowledged_by) == (Status.RESOLVED, "ana")
    with each.looking() as store:
        assert store.verify(case.number) is None
        assert {"acknowledged", "noted", "resolved"} <= {entry.kind for entry in store.timeline(case.id)}
        assert len(store.attachments(case.id)) == 1


async def test_a_complaint_in_traditional_chinese(each: House) -> None:
    kit, ana, ming = each.kit, each.ana, each.ming
    say = phrases("zh-Hant")
    async with served(each, playbooks=LIBRARY) as running:
        await kit.says("/complaint")
        await talks(
            kit,
            (
                ("投訴甚麼？", "[收費及退款]"),
                ("發生了甚麼事？", "佢哋收咗<兩次>錢。"),
                ("✓", "MOP 240"),
                ("240", "/skip"),
                ("甚麼時候發生的？", f"[{say('Now')}]"),
                ("在哪裏發生的？", "收銀處"),
            ),
        )
        await kit.hears("收銀處")
        for _ in range(12):
            await running.quiet()
            if kit.last.button(say("✓ Submit")):
                break
            if "電話" in kit.last.text:
                await kit.says("6612 3456")
            elif kit.last.button(say("Skip")):
                await kit.taps(say("Skip"), message=kit.last)
            else:
                await kit.taps(kit.last.buttons[0], message=kit.last)
            await kit.hears()
        await kit.taps(say("✓ Submit"))
        await kit.hears("C-2026-000001")
        await ana.hears("C-2026-000001 · Complaint", "佢哋收咗<兩次>錢。", "Not taken yet")
        card = await ming.hears("C-2026-000001 · 投訴", "佢哋收咗<兩次>錢。")
        await ming.taps(say("Details"), message=card)
        await ming.hears("240")
        await ming.taps(say("Acknowledge"), message=card)
        await ana.hears("C-2026-000001 · Complaint", "Taken by Ming")


async def test_a_medical_emergency_alerts_on_the_first_tap_even_by_a_bot_of_its_own(each: House) -> None:
    bo, ana, duty = each.bo, each.ana, each.duty
    async with served(each, playbooks=LIBRARY, duty_bot=each.duty_bot()) as running:
        await bo.says("/emergency")
        await bo.taps("Medical emergency")
        card = await duty.hears("E-2026-000001", "Not taken yet")
        assert card.bot == each.api.bot("duty_bot").id
        await bo.hears("E-2026-000001", ever=True)
        tap = await ana.taps("Acknowledge", chat=duty)
        assert "E-2026-000001" in await tap.answered()
        await bo.hears("Ana has taken E-2026-000001")
        await bo.says("Till")
        await duty.hears("Till", "Taken by Ana")
        await ana.hears("Till", "Taken by Ana", ever=True)
        await running.quiet()
        assert not any("Not taken yet" in text for reader in (ana, each.ming, duty) for text in texts(reader))
