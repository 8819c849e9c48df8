"""The report of a case, from the button to the phone: a real PDF, by both libraries, made beside the service."""

from __future__ import annotations

import asyncio
import hashlib
from io import BytesIO

from pypdf import PdfReader

from bot.documents.press import Job
from bot.documents.printer import run_press
from tests.stories.service.serving import House, reports, served


async def test_who_asks_for_the_report_gets_it_as_a_pdf(each: House) -> None:
    async with served(each) as running:
        await reports(each.bo, "Milk <3 & #oil")
        card = await each.ana.hears("Milk <3 & #oil")
        await (await each.ana.taps("Details", message=card)).answered()
        details = await each.ana.hears("Who was told")
        tap = await each.ana.taps("Report (PDF)", message=details)
        assert await tap.answered() == "The report is on its way."
        report = await each.ana.hears("Report of I-2026-000001", within=60)
        await running.quiet()
    file = list(each.api.world.files.by_unique.values())[-1]
    assert (report.media, file.name, file.mime) == ("document", "I-2026-000001.pdf", "application/pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
    assert "Milk <3 & #oil" in text
    assert "Ana had the report sent" in text
    assert "as they were written" in text


async def test_a_photo_is_in_the_report_and_what_is_none_does_no_harm(house: House) -> None:
    picture = run_press(Job("rows", "png", "en", {"title": "A leak", "note": "", "rows": [["Oil", "much", "bad"]]}))
    async with served(house) as running:
        await reports(house.bo, "Oil")
        thanks = await house.bo.hears("The number is")
        for content in (picture, b"\xff\xd8\xff no picture at all"):
            await house.bo.sends_photo(content=content, reply_to=thanks)
        await _fetched(house, 2)
        card = await house.ana.hears("Oil", "Not taken yet")
        await (await house.ana.taps("Details", message=card)).answered()
        details = await house.ana.hears("Who was told")
        await (await house.ana.taps("Report (PDF)", message=details)).answered()
        await house.ana.hears("Report of I-2026-000001", within=60)
        await running.quiet()
    file = list(house.api.world.files.by_unique.values())[-1]
    pages = PdfReader(BytesIO(file.content)).pages
    assert sum(len(page.images) for page in pages) == 1
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert hashlib.sha256(picture).hexdigest() in text


async def _fetched(house: House, files: int) -> None:
    """Until the contents of so many files are kept."""
    async with asyncio.timeout(60):
        while True:
            with house.looking() as store:
                (case,) = store.cases()
                if sum(file.digest is not None for file in store.attachments(case.id)) == files:
                    return
            await house.api.world.bell.until(lambda: None, 0.1)
