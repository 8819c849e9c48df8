"""What is seen in the end is how things stand, whatever the platform did in between."""

from __future__ import annotations

import pytest

from tests.fakes.bot_api.faults import Trouble
from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World

GROUP = -1001
EDIT = "editMessageText"


def card(world: World) -> str:
    """The words of the case's card in the group, as everybody sees them now."""
    posts = [post for post in world.api.world.groups[GROUP].visible if "Emergency · Critical" in post.text]
    assert len(posts) == 1, posts
    return posts[0].text


@pytest.mark.parametrize("trouble", ["429", "502", "cut-before", "cut-after"])
def test_a_card_that_could_not_be_edited_for_a_while_says_what_is_true_in_the_end(
    night: Night, trouble: Trouble
) -> None:
    world = night()
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    world.passes(seconds=30)
    fault = world.api.faults.add(trouble, method=EDIT, chat=GROUP, times=3, seconds=2)
    ana.taps("Acknowledge", duty)
    world.passes(minutes=1)
    ana.taps("Give back", duty)
    world.passes(minutes=1)
    assert fault.hits == 3
    assert "Not taken yet" in card(world)
    for chat in (bo, ana, duty):
        chat.heard()
