"""Whatever happens, in whatever order, a conversation holds.

A machine sends everything that people, platforms and clocks can send – duplicates, reordered and stale taps, garbage,
media, commands, silence – over small playbooks of every question type and the bundled ones.  The session is written
out and read back between every two turns (in `Talk`).  By default a few hundred sequences are run, the same ones
until the code or a library changes, so that no build fails by chance; others, and more, before a release:

    MUSTER_SEQUENCES=10000 .venv/bin/pytest tests/handlers/engine/test_invariants.py -n 4
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from handlers.engine import Cancelled, Draw, Finished, Frame, Started, Submitted, Toast
from handlers.engine.carrying import carry
from handlers.events import ContactGiven, Elapsed, Located, Reachable, Said, Shared, Tapped, Unsupported
from handlers.limits import Limits
from handlers.media import Media
from playbooks.edition import Edition
from playbooks.model import Playbook
from tests.handlers.engine.everything import CIRCLING, EVERYTHING, URGENT, bundled
from tests.handlers.engine.finishing import answer_until_over
from tests.handlers.engine.talk import Shelf, Talk, buttons
from tests.handlers.engine.variants import next_version

SEQUENCES = int(os.environ.get("MUSTER_SEQUENCES", "300"))
SHRINK = bool(os.environ.get("MUSTER_SHRINK"))  # a shorter story of a failure, which takes minutes to find
SHARDS = 4  # so that the machine runs on several cores at once
SMALL = Limits(text=500, media_per_case=6, repeats=3, stack=2, drafts=2, corrections=12, buttons_per_page=3)

WORTH_SAYING = (
    "yes|no|unknown|1|2|3|12|MOP 120|120|¥50|now|yesterday 9pm|14:05|yesterday|Gate 12|gate|toilets|Ana|"
    "Ana, 6612 3456|66123456|Fees|fee|staff|red|red, blue|all|是|不知道|三|刚才|"
    "\x00|<b>&amp;|\u202etxet|😀|  |/x|submit|done|\ud800|é"
)
TEXTS = st.one_of(
    st.sampled_from(WORTH_SAYING.split("|")),
    st.text(max_size=30),
    st.sampled_from(["x" * 250, "y" * 501, "z" * 5000]),
)
GARBAGE = st.one_of(
    st.text(max_size=64),
    st.sampled_from(
        ["s.", "s....", "c.1.1.ack", "s.00001.1.a=", "s.00001.²." + "x", "m.home", "s.00001.999999999.ok", "."]
    ),
    st.builds("s.00001.{}.{}".format, st.integers(0, 40), st.text(max_size=20)),
)
MADE_UP = (
    "a= a=done a=now a=pick a=d:2026-11-20 a=h:3 a=m:5 a=m:99 a=up a=sites a=own a=list a=add a=default a=yes "
    "a=MOP a=none b s x x! x0 r p cl k + ok na no no! ask add all up pg=1 pg=99 pg=-1 g=0 g=9 g=n e=0 d=0 q=0 "
    "n=text n=zzz kk e=² a=h:² a=fees a=p:hall-a a=h:hall-a a=s:t2"
)
ACTIONS = st.sampled_from(MADE_UP.split(" "))
KINDS = st.sampled_from(["photo", "video", "voice", "document"])


class Conversation(RuleBasedStateMachine):
    """One staff member's conversation, and everything that can happen to it."""

    @initialize(several_sites=st.booleans(), language=st.sampled_from(["en", "zh-Hant", "zh-Hans", "pt"]))
    def opened(self, several_sites: bool, language: str) -> None:
        books: list[Playbook] = [EVERYTHING, URGENT, CIRCLING, *bundled()]
        self.talk = Talk(*books, limits=SMALL)
        self.talk.speaks(language)
        if several_sites:
            self.talk.works_everywhere()
        self.names = [book.id for book in books]
        self.old_data: list[str] = []
        self.last: Any = Said("?")

    def _watch(self) -> None:
        self.old_data = (self.old_data + [b.data for b in buttons(self.talk.prompt)])[-60:]

    @rule(number=st.integers(0, 9))
    def begins(self, number: int) -> None:
        self.talk.begin(self.names[number % len(self.names)])
        self._watch()

    @rule(text=TEXTS)
    def says(self, text: str) -> None:
        self._sends(Said(text))

    @precondition(lambda self: buttons(self.talk.prompt))
    @rule(number=st.integers(0, 30))
    def taps(self, number: int) -> None:
        keys = buttons(self.talk.prompt)
        self._taps(keys[number % len(keys)].data)

    @precondition(lambda self: buttons(self.talk.prompt))
    @rule(number=st.integers(0, 30))
    def taps_twice(self, number: int) -> None:
        keys = buttons(self.talk.prompt)
        data = keys[number % len(keys)].data
        first, before = self._taps(data), self.talk.session
        second = self._taps(data)
        if self.talk.session.last_tap is not None and data.endswith(self.talk.session.last_tap.action):
            assert first == second
            assert self.talk.session == before

    @precondition(lambda self: self.old_data)
    @rule(number=st.integers(0, 99))
    def taps_an_old_button(self, number: int) -> None:
        self._taps(self.old_data[number % len(self.old_data)])

    @rule(data=GARBAGE)
    def taps_garbage(self, data: str) -> None:
        self._taps(data)

    @rule(action=ACTIONS)
    def taps_what_a_modified_client_made_up(self, action: str) -> None:
        self._taps(f"s.{self.talk.session.tag}.{self.talk.session.render}.{action}")

    @rule(name=st.sampled_from(["back", "skip", "cancel", "pause", "review", "done", "help", "nonsense"]))
    def commands(self, name: str) -> None:
        self.talk.commands(name)
        self._watch()

    @rule(
        kind=KINDS,
        unique=st.integers(0, 12),
        album=st.sampled_from([None, "a", "b"]),
        size=st.sampled_from([None, 10, 99 * 1024 * 1024]),
    )
    def shares(self, kind: Any, unique: int, album: str | None, size: int | None) -> None:
        self._sends(Shared(Media(kind, f"r{unique}", f"u{unique}", size), "caption", album))

    @rule(at=st.tuples(st.floats(), st.floats()))
    def locates(self, at: tuple[float, float]) -> None:
        self._sends(Located(*at))

    @rule(name=TEXTS, phone=st.sampled_from(["", "+853 6612 3456", "x", "1" * 50]))
    def gives_a_contact(self, name: str, phone: str) -> None:
        self._sends(ContactGiven(name, phone))

    @rule(
        event=st.sampled_from([Unsupported("sticker"), Reachable(False), Elapsed("x", "other"), Elapsed("i", "idle")])
    )
    def something_else_comes(self, event: Any) -> None:
        self._sends(event)

    @rule()
    def the_last_one_comes_again(self) -> None:
        self._sends(self.last)

    @rule(minutes=st.sampled_from([1, 14, 16, 130, 3000]))
    def time_passes(self, minutes: int) -> None:
        self.talk.passes(minutes=minutes)
        self._watch()

    @precondition(lambda self: self.talk.session.drafts)
    @rule(number=st.integers(0, 5))
    def takes_up_a_draft(self, number: int) -> None:
        drafts = self.talk.session.drafts
        self.talk.resume(drafts[number % len(drafts)].id)
        self._watch()

    @rule()
    def asks_to_see_it_again(self) -> None:
        self.talk.redraw()
        self._watch()

    @precondition(lambda self: self._reported())
    @rule(number=st.integers(0, 5))
    def changes_a_case(self, number: int) -> None:
        reported = self._reported()
        self.talk.reopens(reported[number % len(reported)])
        self._watch()

    def _reported(self) -> list[Frame]:
        """The newest frame of each case that was neither called off nor closed."""
        off = {effect.frame.id for effect in self.talk.ever_got(Cancelled)}
        seen = [effect.frame for effect in self.talk.all_effects if hasattr(effect, "frame")]
        newest = {frame.id: frame for frame in seen if frame.submitted and frame.id not in off}
        done = {effect.frame.id for kind in (Submitted, Finished) for effect in self.talk.ever_got(kind)}
        return [frame for name, frame in newest.items() if name in done]

    @rule(seed=st.integers(0, 9999))
    def a_new_version_is_published(self, seed: int) -> None:
        """What is under way goes on with it, or stays; either way it can be finished."""
        old = self.talk.editions["everything"]
        new = Edition.of(next_version(old.playbook, seed))
        self.talk.editions["everything"] = new
        self.talk.shelf = Shelf(new, *self.talk.shelf.all_current())
        turn = carry(self.talk.session, "everything", self.talk.at)
        if turn is not None:
            self.talk._keep(turn)
            self._watch()

    @precondition(lambda self: self.talk.session.live)
    @rule()
    def cancels_for_good(self) -> None:
        frames = len(self.talk.session.frames)
        self.talk.commands("cancel")
        self.talk.taps_on("Yes, cancel" if self.talk.staff.language == "en" else buttons(self.talk.prompt)[0].label)
        assert len(self.talk.session.frames) < frames

    def teardown(self) -> None:
        if not hasattr(self, "talk"):
            return
        self.talk.limits = replace(Limits(), corrections=SMALL.corrections)
        frames = len(self.talk.session.frames)
        for left in range(frames, 0, -1):
            answer_until_over(self.talk)
            assert len(self.talk.session.frames) < left, "answering validly must end the conversation"

    def _sends(self, event: Any) -> None:
        self.last = event
        self.talk.does(event)
        self._watch()

    def _taps(self, data: str) -> list[Toast]:
        self.last = Tapped("again", data)
        self.talk.taps_data(data)
        toasts = self.talk.got(Toast)
        assert len(toasts) == 1, "every tap is answered exactly once"
        assert len(toasts[0].text) <= 200
        self._watch()
        return toasts

    @invariant()
    def one_live_question(self) -> None:
        if not hasattr(self, "talk"):
            return
        session = self.talk.session
        draws = self.talk.ever_got(Draw)
        if session.live is not None:
            drawn = buttons(draws[-1].message)
            assert drawn, "there is always a button"
            assert {button.data.split(".")[2] for button in drawn} == {str(session.render)}
        started = [effect.frame.id for effect in self.talk.ever_got(Started)]
        assert len(set(started)) == len(started)
        finished = [effect.frame.id for effect in self.talk.ever_got(Finished)]
        assert len(set(finished)) == len(finished)
        submitted = [effect.frame.id for effect in self.talk.ever_got(Submitted)]
        assert len(set(submitted)) == len(submitted)
        assert not {effect.frame.id for effect in self.talk.ever_got(Cancelled)} & set(submitted)
        here = [frame.id for frame in (*session.frames, *session.drafts)]
        assert len(set(here)) == len(here), "a case is open once"
        assert not any(frame.amending for frame in session.drafts)
        assert len(session.drafts) <= SMALL.drafts
        assert len(session.frames) <= 2 * SMALL.stack


@pytest.mark.parametrize("shard", range(SHARDS))
def test_whatever_happens_a_conversation_holds(shard: int) -> None:
    machine = type(f"Conversation{shard}", (Conversation,), {})
    machine.TestCase.settings = settings(
        max_examples=max(1, SEQUENCES // SHARDS),
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,),
    )
    machine.TestCase("runTest").runTest()
