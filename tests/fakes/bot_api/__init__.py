"""A Bot API of our own on the loopback: as strict as Telegram, with trouble on order.

    async with BotApi() as api:
        ana = api.person(2001, "Ana")
        await ana.says("hello")            # the bot gets an update
        await ana.hears("Hello")           # and Ana sees what it sends

Both client libraries talk to it unchanged (`tests/contracts/test_bot_api.py`); `python -m tests.fakes.bot_api` runs
it as a process of its own.  It knows nothing of Muster.
"""

from tests.fakes.bot_api.api import BotApi
from tests.fakes.bot_api.bots import DUTY_TOKEN, STAFF_TOKEN
from tests.fakes.bot_api.faults import Fault
from tests.fakes.bot_api.groups import Group
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.posts import Post
from tests.fakes.bot_api.quota import Quota
from tests.fakes.bot_api.tapping import Tap

__all__ = ["DUTY_TOKEN", "STAFF_TOKEN", "BotApi", "Fault", "Group", "Person", "Post", "Quota", "Tap"]
