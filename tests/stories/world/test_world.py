"""The stories' world can fail a story: what nobody expected, and what was logged as an error, come to light."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog

from tests.stories.world.world import World


def test_a_message_that_nobody_looked_at_fails_the_story(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="nobody expected this:\nto duty:"), World(tmp_path) as world:
        world.person("bo").raises("spill")


def test_a_line_logged_as_an_error_fails_the_story_unless_it_is_expected(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="the roof is leaking"), World(tmp_path):
        structlog.get_logger().error("the roof is leaking")
    with World(tmp_path) as world:
        world.expects_error("roof")
        structlog.get_logger().error("the roof is leaking")


def test_an_expected_error_that_does_not_come_fails_it_too(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="not logged"), World(tmp_path) as world:
        world.expects_error("roof")


def test_who_expects_something_else_is_told_what_was_said(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        bo, duty = world.person("bo"), world.group("duty")
        bo.raises("spill")
        with pytest.raises(AssertionError, match=r"should have heard \['Fire'\]"):
            duty.hears("Fire", "Spill")


def test_time_passes_when_the_story_says_so_and_not_otherwise(tmp_path: Path) -> None:
    with World(tmp_path, starts="2026-03-02 23:59") as world:
        world.person("bo").raises("spill")
        assert world.time == "23:59"
        world.passes(days=1, minutes=2)
        assert world.time == "00:01"
        world.group("duty").heard()
        for someone in world.people("bo", "ana", "ming", "wai"):
            someone.heard()


def test_a_killed_process_does_nothing_more_and_the_next_goes_on(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        bo, duty = world.person("bo"), world.group("duty")
        bo.raises("gas")
        duty.hears("E-2026-000001")
        world.dies()
        world.passes(minutes=5)
        duty.hears_nothing()
        world.starts()
        world.work()
        duty.hears("asked again 09:05", "is not taken yet")
