"""An organisation's own deadline packs: files beside the organisation file, as good as the bundled ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.check import command
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.problems import Malformed
from playbooks.yaml_file import read_yaml

ORGANISATION = """\
name: Corner Bank
languages: [en, pt]
groups: [{id: duty, name: {en: Duty}, chat: -1001}]
deadline_packs: promise.yaml
deadlines: [{pack: promise, house: {final: 2 days}}]
"""
PACK = """\
id: promise
version: 3
name: {en: Our promise, pt: A nossa promessa}
source: Our own leaflet
reviewed: 2026-01-31
deadlines:
  - {milestone: final, name: {en: Reply, pt: Resposta}, house: 3 days}
"""


def read(folder: Path, organisation: str = ORGANISATION, **packs: str) -> Directory:
    for name, text in packs.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    (folder / "organisation.yaml").write_text(organisation, encoding="utf-8")
    return read_organisation(read_yaml(folder / "organisation.yaml"))


def refused(folder: Path, organisation: str = ORGANISATION, **packs: str) -> str:
    with pytest.raises(Malformed) as caught:
        read(folder, organisation, **packs)
    return "\n".join(map(str, caught.value.problems)).replace(f"{folder}/", "")


def test_it_is_chosen_like_any_other_with_an_own_target(tmp_path: Path) -> None:
    (choice,) = read(tmp_path, promise=PACK).deadlines
    assert (choice.pack.id, choice.pack.version, choice.pack.source) == ("promise", 3, "Our own leaflet")
    assert str(choice.pack.deadlines[0].house) == "2 days"


def test_it_needs_the_languages_of_the_organisation_and_no_others(tmp_path: Path) -> None:
    assert refused(tmp_path, promise=PACK.replace(", pt: Resposta", "")) == (
        "promise.yaml:7:24: `name` is missing in pt; add it"
    )
    assert read(tmp_path, ORGANISATION.replace("[en, pt]", "[en]"), promise=PACK.replace(", pt: Resposta", ""))


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("house: 3 days", "house: 3 days, legal: 2 days", "`house` (3 days) comes after `legal` (2 days)"),
        ("house: 3 days", "house: soon", "promise.yaml:7:"),
        ("id: promise", "id: pledge", "is `pledge` in a file called promise"),
        ("reviewed: 2026-01-31\n", "", "promise.yaml"),
    ],
)
def test_a_bad_one_is_refused_by_its_own_line(tmp_path: Path, wrong: str, right: str, said: str) -> None:
    assert said in refused(tmp_path, promise=PACK.replace(wrong, right))


def test_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path).startswith("promise.yaml:1:1: cannot be read: No such file")


def test_none_takes_the_name_of_another(tmp_path: Path) -> None:
    organisation = ORGANISATION.replace("promise", "eu-rail")
    assert "there is a pack `eu-rail` already" in refused(
        tmp_path, organisation, eu_rail=PACK.replace("promise", "eu-rail")
    )


def test_one_that_was_reviewed_long_ago_is_told_by_the_check_and_keeps_no_service_from_starting(
    tmp_path: Path,
) -> None:
    assert read(tmp_path, promise=PACK.replace("2026-01-31", "2001-01-31"))
    (tmp_path / "matter.yaml").write_text("", encoding="utf-8")
    result = CliRunner().invoke(
        command, [str(tmp_path / "matter.yaml"), "--org", str(tmp_path / "organisation.yaml")]
    )
    assert result.exit_code == 1
    assert "promise.yaml:5:11: was last compared with its source on 2001-01-31" in result.output
