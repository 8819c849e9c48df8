"""What was given up is not lost: it can be seen, and somebody has it tried again while the service runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World


def muster(world: World, *words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"MUSTER_DATABASE_URL": world.settings.database_url})


def test_what_was_given_up_goes_out_when_somebody_has_it_tried_again(
    night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    world = night("")
    world.expects_error("notice given up")
    bo = world.person("bo")
    broken = world.api.faults.add("500", method="sendMessage", chat=bo.number, times=None)
    bo.says("/incident")
    world.passes(hours=1)
    bo.hears_nothing()
    assert "given up after 12 tries" in muster(world, "outbox").output
    broken.times = 0
    world.passes(minutes=10)
    bo.hears_nothing()
    assert muster(world, "outbox", "--retry", "all").output == "1 queued again\n"
    world.work()
    bo.hears("[Spill]")
    assert muster(world, "outbox").output == "nothing\n"
    assert muster(world, "outbox", "--retry", "all").output == "0 queued again\n"


def test_a_card_that_is_sent_after_all_says_how_things_stand_by_then(night: Night) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}]")
    ana, duty = world.person("ana"), world.group("duty")
    ana.on_platform.blocked.add(world.api.bot().id)
    world.expects_error("notice given up")
    world.person("bo").raises("spill")
    for label in ("Acknowledge", "Resolve"):
        world.person("ming").taps(label)
    ana.unblocks()
    for chat in (*world.people("bo", "ming"), duty):
        chat.heard()
    ana.hears_nothing()
    (card,) = [item.notice.id for item in world.dead() if item.notice.card]
    assert world.store.retry(card)
    world.passes(seconds=5)
    ana.hears("Resolved")
