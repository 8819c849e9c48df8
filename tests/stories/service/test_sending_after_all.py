"""`muster outbox --retry` beside a service that runs: what was given up is sent after all, once."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from handlers.delivery import NoticeState
from tests.fakes.web_hook import WebHook
from tests.stories.service.program import environment
from tests.stories.service.serving import House, all_sent, reports, served

MUSTER = (sys.executable, "-c", "from bot.cli import main; main()")


async def muster(house: House, folder: Path, *words: str) -> tuple[int | None, str]:
    """A command of its own process, on the same database; its exit code and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *MUSTER, *words, env=environment(house), cwd=folder, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    return process.returncode, printed.decode()


async def test_what_was_given_up_is_sent_once_more_when_somebody_says_so(any_house: House, tmp_path: Path) -> None:
    async with WebHook() as hook:
        house, hook.always = any_house, 422
        house.options = {"events": {"url": f"http://{hook.base}/muster", "secret": "not-to-be-told-0123"}}
        async with served(house) as running:
            await reports(house.bo, "Milk")
            await hook.hears(4)
            await running.quiet()
            await all_sent(house)
            dead = [item.notice.id for item in house.notices(NoticeState.DEAD)]
            refused = len(hook.heard)
            assert dead
            shown = (await muster(house, tmp_path, "outbox"))[1].splitlines()
            assert [line.split()[0] for line in shown] == dead
            assert await muster(house, tmp_path, "outbox", "--retry", "nothing") == (1, "")
            hook.always = 204
            assert await muster(house, tmp_path, "outbox", "--retry", dead[0]) == (0, "1 queued again\n")
            await hook.hears(refused + 1)
            await all_sent(house)
            others = len(dead) - 1
            assert await muster(house, tmp_path, "outbox", "--retry", "all") == (0, f"{others} queued again\n")
            await hook.hears(refused + len(dead))
            await all_sent(house)
            assert await muster(house, tmp_path, "outbox") == (0, "nothing\n")
            assert await muster(house, tmp_path, "outbox", "--retry", "all") == (0, "0 queued again\n")
    taken = [json.loads(request.body)["id"] for request in hook.heard[refused:]]
    assert sorted(taken) == sorted(dead)
