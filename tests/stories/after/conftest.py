"""Stories about what comes after: on the emulated Telegram, with the bundled playbooks where a story names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from playbooks.loading import LIBRARY
from tests.stories.alerting.conftest import Night, night, pytest_runtest_makereport
from tests.stories.world.world import World

__all__ = ["night", "pytest_runtest_makereport"]

Terminal = Callable[..., World]

PEOPLE = """
groups:
  - {id: duty, members: [ana, ming], lead: wai}
  - {id: first-aid, name: {en: First aiders}, members: [kit, sam], lead: ming}
routing:
  - {when: {kind: emergency}, notify: [duty, first-aid]}
  - {notify: [duty]}
"""


@pytest.fixture
def terminal(night: Night) -> Terminal:
    """Makes the night terminal with first aiders and the bundled playbooks; nobody is asked about updates there."""

    def make(changes: str = "", **more: Any) -> World:
        return night(PEOPLE + changes, **({"playbooks": LIBRARY} | more))

    return make
