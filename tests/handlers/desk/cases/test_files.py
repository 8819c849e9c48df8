"""Which of a case's files a bot can show, and what is said about the others."""

from __future__ import annotations

from handlers.desk.cases.files import in_order, showing
from handlers.media import CaseFile, Media, own_content
from playbooks.phrases import phrases

SAY = phrases("en")


def photo(unique: str = "a") -> Media:
    return Media("photo", f"file-{unique}", unique)


def test_the_bot_that_heard_a_file_shows_it_by_its_reference_whatever_became_of_its_content() -> None:
    files = [
        CaseFile(photo("a"), "staff"),
        CaseFile(photo("b"), "staff", "d"),
        CaseFile(photo("c"), "staff", lost="x"),
    ]
    shown = showing(files, "staff")
    assert shown.media == (photo("a"), photo("b"), photo("c"))
    assert shown.line(SAY) == ""


def test_another_bot_shows_what_is_kept_and_tells_what_is_not_here_yet() -> None:
    files = [CaseFile(photo("a"), "staff", "d1"), CaseFile(photo("b"), "staff"), CaseFile(photo("c"), "duty")]
    shown = showing(files, "duty")
    assert shown.media == (own_content(photo("a"), "d1"), photo("c"))
    assert "1 file is not fetched yet" in shown.line(SAY)


def test_what_is_lost_is_not_waited_for() -> None:
    assert showing([CaseFile(photo(), "staff", lost="gone")], "duty").line(SAY) == ""


def test_the_first_ten_are_shown_and_the_rest_counted() -> None:
    shown = showing([CaseFile(photo(str(number)), "staff") for number in range(13)], "staff")
    assert len(shown.media) == 10
    assert "3 more files" in shown.line(SAY)


def test_files_stand_as_they_were_given() -> None:
    given = [{"kind": "photo", "reference": "r", "unique": unique} for unique in ("z", "a")]
    files = [CaseFile(photo(unique), "staff") for unique in ("a", "later", "z")]
    assert [file.media.unique for file in in_order(files, {"photos": given})] == ["z", "a", "later"]
