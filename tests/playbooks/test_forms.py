"""The forms that Muster asks of itself: as good as the bundled playbooks, in every language, and never chosen."""

from __future__ import annotations

import pytest

from playbooks.forms import FORMS, form, form_by_digest, forms
from playbooks.lint import lint_files
from playbooks.loading import load_library


def test_there_is_nothing_to_say_against_them() -> None:
    day = max(edition.playbook.reviewed for edition in forms().values())
    assert [str(problem) for problem in lint_files(FORMS, day)] == []


@pytest.mark.parametrize("name", sorted(forms()))
def test_a_form_is_found_by_its_name_and_by_what_it_says(name: str) -> None:
    assert form_by_digest(form(name).digest) == form(name)


def test_no_form_is_among_the_playbooks_that_can_be_chosen() -> None:
    assert not set(forms()) & set(load_library().editions)


def test_what_is_no_form_is_not_found() -> None:
    assert form_by_digest("e" * 64) is None
    with pytest.raises(KeyError):
        form("fire")
