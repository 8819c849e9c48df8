"""Everything that is not as promised, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.crash.heard import MARK, Heard, Said
from bench.crash.reporters import Reported, Reporter
from bench.crash.victim import Victim
from handlers.delivery import NoticeState

SETTLED = 5.0  # seconds after which the result of a send is on disk whatever happens


@dataclass(frozen=True, slots=True)
class Judge:
    """`alerted` are the chats that must hear of every case."""

    victim: Victim
    heard: Heard
    reporters: list[Reporter]
    alerted: tuple[int, ...]

    @property
    def reports(self) -> list[Reported]:
        """What everybody reported."""
        return [made for reporter in self.reporters for made in reporter.reports_made]

    def wrong(self) -> list[str]:
        """Every broken promise."""
        answers, alerts = self._cases_wrong(), self._alerts_wrong()
        return [*answers, *alerts, *self._repeats_wrong(), *self._given_up_wrong()]

    def _cases_wrong(self) -> Iterator[str]:
        reports = self.reports
        with self.victim.looking() as store:
            stored = store.cases(limit=1_000_000)
            yield from (f"the timeline of {c.number} is broken" for c in stored if store.verify(c.number) is not None)
        cases = [case.answers for case in stored]
        for made in reports:
            mine = [case for case in cases if case.get("what") == made.what]
            if len(mine) != 1:
                yield f"{len(mine)} cases for {made}"
            expected = {"kind": "water", "hurt": "no", "people": 12, "where": made.where, "urgency": "now"}
            for case in mine:
                if lost := {k: case.get(k) for k, v in expected.items() if case.get(k) != v}:
                    yield f"answers lost or changed in {made}: {lost}"
        if len(cases) != len(reports):
            yield f"{len(cases)} cases, but {len(reports)} reports"

    def _alerts_wrong(self) -> Iterator[str]:
        for made in self.reports:
            for chat in self.alerted:
                told = [one for one in self.heard.by(chat) if made.what in one.text]
                if not told:
                    yield f"no alert in {chat} for {made}"
                if sum(not one.marked for one in told) > 1:
                    yield f"an alert twice in {chat} without a mark: {told}"
        yield from (wrong for one in self.heard.said if one.marked and (wrong := self._not_cut_off(one)))

    def _not_cut_off(self, repeat: Said) -> str | None:
        """A repeat is right only if a kill came between it and the send it repeats, or kept that from arriving."""
        if not any(killed < repeat.at for killed in self.victim.killed_at):
            return f"marked as a repeat before anything was killed: {repeat}"
        before = [s for s in self.heard.said if s.at < repeat.at and (s.chat, s.words) == (repeat.chat, repeat.words)]
        if before and not any(before[-1].at - 0.1 <= k <= before[-1].at + SETTLED for k in self.victim.killed_at):
            return f"repeated although nothing was cut off: {repeat}"
        return None

    def _repeats_wrong(self) -> Iterator[str]:
        """Within one report nothing is said twice without a mark, unless its author asked where they were."""
        for reporter in self.reporters:
            ends = [made.begun for made in reporter.reports_made[1:]] + [float("inf")]
            for made, end in zip(reporter.reports_made, ends, strict=True):
                heard = [s for s in self.heard.by(reporter.person.id) if made.begun <= s.at < end]
                words = [one.words for one in heard if not one.marked]
                for twice in {w for w in words if words.count(w) > 1 + made.nudges}:
                    yield f"{reporter.person.name} read {twice!r} {words.count(twice)} times, unmarked"

    def _given_up_wrong(self) -> Iterator[str]:
        """What was cut off is given up only after a second, marked try."""
        with self.victim.looking() as store:
            for dead in store.outbox([NoticeState.DEAD], limit=100_000):
                if dead.notice.critical or not dead.notice.message.text.startswith(MARK):
                    yield f"given up too early: {dead.notice.message.text!r} to {dead.notice.chat}"
