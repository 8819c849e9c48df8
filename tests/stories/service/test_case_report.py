"""The report of a case, from the button to the phone: a real PDF, by both libraries, made beside the service."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.stories.service.serving import House, reports, served


async def test_who_asks_for_the_report_gets_it_as_a_pdf(each: House) -> None:
    async with served(each) as running:
        await reports(each.bo, "Milk <3 & #oil")
        card = await each.ana.hears("Milk <3 & #oil")
        await (await each.ana.taps("Details", message=card)).answered()
        details = await each.ana.hears("Who was told")
        tap = await each.ana.taps("Report (PDF)", message=details)
        assert await tap.answered() == "The report is on its way."
        report = await each.ana.hears("Report of I-2026-000001", within=20)
        await running.quiet()
    file = list(each.api.world.files.by_unique.values())[-1]
    assert (report.media, file.name, file.mime) == ("document", "I-2026-000001.pdf", "application/pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
    assert "Milk <3 & #oil" in text
    assert "Ana had the report sent" in text
    assert "as they were written" in text
