"""How long it takes from the words for a real emergency until everybody on the list was told."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from bench.drills.setting import PATIENCE, Ground, ground

LOOK = 0.005


async def told(players: int, rounds: int) -> list[float]:
    """Milliseconds, one figure for each time; somebody else says the words each time."""
    with tempfile.TemporaryDirectory(prefix="muster-drills-") as name:
        async with ground(Path(name), players, 0) as place, place.service():
            await place.begun()
            return [await _once(place, number) for number in range(min(rounds, players))]


async def _once(place: Ground, number: int) -> float:
    await asyncio.sleep(6.0)  # the last one's messages are out, and the platform's limits are free again
    since, said = len(place.api.calls), time.time()
    await place.people[number].says("REAL EMERGENCY")
    wanted = {person.id for person in (*place.people, place.director)}
    for _ in range(round(PATIENCE / LOOK)):
        calls = list(place.api.calls)[since:]
        heard = {c.chat: c.at for c in calls if "This is not an exercise" in str(c.parameters.get("text"))}
        if wanted <= heard.keys():
            break
        await asyncio.sleep(LOOK)
    assert wanted <= heard.keys(), f"{len(wanted - heard.keys())} were not told"
    run = place.run()
    post = place.director.last
    await place.director.taps_data(post, f"x.{run.id}.0.resume").answered(within=PATIENCE)
    return (max(heard.values()) - said) * 1000
