"""A checklist step that waits to be settled."""

from __future__ import annotations

from typing import Any

from handlers.engine.answers import media_count
from handlers.engine.matching import normal
from handlers.engine.moves import to_checklist
from handlers.engine.places.base import Given, Page, Place
from handlers.engine.places.header import title
from handlers.engine.questions.base import Key, Keys, shortened
from handlers.engine.questions.evidence import as_value, media_of, refusal
from handlers.engine.questions.yes_no import meaning
from handlers.engine.relevance import open_place, trail
from handlers.engine.scene import Scene
from handlers.engine.session import Settlement
from handlers.engine.turn import Settled
from handlers.engine.walk import way
from handlers.events import Said, Shared
from handlers.messages import Span
from playbooks.model import Kind
from playbooks.model import PlainStep as Step
from playbooks.variables import filled
from playbooks.words import Words

_REASON = 500
_EVIDENCE = 10
_WORDS = {
    "ok": "done finished 完成 做完 做完了 已完成 搞掂 feito concluído",
    "na": "na n/a 不适用 不適用 唔適用",
    "no": "cannot cant 做不到 不能 唔得 impossível não posso",
}
_MEANT = {normal(word): action for action, words in _WORDS.items() for word in words.split()}


class StepPlace(Place):
    def page(self, scene: Scene) -> Page:
        step, say = _step(scene), scene.say
        spans = [Span(_header(scene, step) + "\n", "italic"), Span(_says(scene, step.text) + "\n", "bold")]
        if step.caution:
            spans.append(Span("⚠️ " + _says(scene, step.caution) + "\n"))
        if role := _role(scene, step):
            spans.append(Span("👤 " + role + "\n"))
        if step.hint:
            spans.append(Span(_says(scene, step.hint) + "\n", "italic"))
        if scene.state.get("why"):
            spans.append(Span(say("What is in the way? Write it in a few words.") + "\n", "bold"))
        return Page((*spans, *_before(scene, step), *_evidence_lines(scene, step)), self._rows(scene, step))

    def take(self, scene: Scene, event: Given) -> None:
        if isinstance(event, Shared):
            self._prove(scene, event)
        elif not isinstance(event, Said):
            scene.warn(scene.say("Please use the buttons."))
        elif scene.state.get("why"):
            self._reason(scene, event.text)
        elif (action := _typed(scene, event.text)) is not None:
            self.tapped(scene, action)
        else:
            scene.warn(scene.say("Please use the buttons."))

    def tapped(self, scene: Scene, action: str) -> bool:
        step = _step(scene)
        if action.startswith("o="):
            return self._decided(scene, step, action[2:])
        if action == "ok" and not step.decide:
            self.done(scene)
        elif action == "na":
            self._settle(scene, step, "not_applicable")
        elif action == "no":
            scene.remember(why=True)
        elif action == "no!" and scene.state.get("why") and not step.critical:
            self._settle(scene, step, "cannot")
        elif action == "ask":
            self.leave(scene)
            return _to_questions(scene)
        else:
            return False
        return True

    def _decided(self, scene: Scene, step: Step, option: str) -> bool:
        if option not in [each.id for each in step.decide]:
            return False
        self._settle(scene, step, option)
        return True

    def done(self, scene: Scene) -> None:
        step = _step(scene)
        if step.decide:
            scene.warn(scene.say("Please use the buttons."))
        elif step.evidence_required and not scene.state.get("proof"):
            scene.warn(scene.say("Please send the proof first (a photo or file)."))
        else:
            self._settle(scene, step, "done")

    def skip(self, scene: Scene) -> None:
        if _step(scene).critical:
            scene.warn(scene.say("This step is critical. Tap what happened with it."))
        else:
            self._settle(scene, _step(scene), "not_applicable")

    def leave(self, scene: Scene) -> None:
        if proof := scene.state.get("proof"):
            scene.hold(proof=proof)

    def back(self, scene: Scene) -> None:
        if scene.state.get("why"):
            scene.remember(why=None)
            return
        self.leave(scene)
        steps = [step.id for step in way(scene)]
        here = steps.index(_step(scene).id) if _step(scene).id in steps else 0
        before = [step for step in steps[:here] if step in scene.frame.steps]
        if before:
            scene.go(f"step:{before[-1]}", **_settled_proof(scene, before[-1]))
        elif scene.frame.kind is Kind.EMERGENCY and (asked := list(trail(scene))):
            scene.go(asked[-1])
        else:
            scene.go(None)

    def takes_media(self, scene: Scene) -> bool:
        return bool(_step(scene).evidence) or _step(scene).evidence_required

    def _settle(self, scene: Scene, step: Step, outcome: str, reason: str = "") -> None:
        proof = tuple(scene.state.get("proof", ()))
        known = {name: settled for name, settled in scene.frame.steps.items() if name != step.id}
        scene.change(steps={**known, step.id: Settlement(outcome, scene.at.now, reason, proof)})
        scene.emit(Settled(scene.frame, step.id, outcome, reason, media_of(proof)))
        line = f"{_mark(outcome)} {shortened(_says(scene, step.text), 60)}"
        scene.note(line)
        scene.toast(line)
        to_checklist(scene)

    def _reason(self, scene: Scene, text: str) -> None:
        if not text.strip() or len(text) > _REASON:
            scene.warn(scene.say("Please say it in at most {most} characters.", most=_REASON))
        else:
            self._settle(scene, _step(scene), "cannot", text)

    def _prove(self, scene: Scene, event: Shared) -> None:
        step, proof = _step(scene), list(scene.state.get("proof", ()))
        kinds = [kind for kind in step.evidence if kind != "location"] or ["photo", "video", "voice", "document"]
        settled = scene.frame.steps.get(step.id)
        held = media_count(scene.frame) - len(settled.evidence if settled else ()) + len(proof)
        if why := refusal(scene.say, scene.at.limits, event.media, kinds, held):
            scene.warn(why)
        elif len(proof) >= _EVIDENCE:
            scene.warn(scene.say("That is enough. Thank you."))
        elif all(item["unique"] != event.media.unique for item in proof):
            scene.remember(proof=[*proof, as_value(event)])
            scene.amends = event.album is not None and bool(proof)

    def _rows(self, scene: Scene, step: Step) -> tuple[Keys, ...]:
        say = scene.say
        if scene.state.get("why"):
            anyway = () if step.critical else (Key(say("Go on without a reason"), "no!"),)
            return (*((key,) for key in anyway), (Key(say("◀ Back"), "b"), Key("✕", "x")))
        # TRANSLATORS: Button: this step of a checklist was done.
        rows: list[Keys] = [(Key(say("✓ Done"), "ok", "success"),)]
        if step.decide:
            rows = [(Key(option.label.text(scene.language), f"o={option.id}"),) for option in step.decide]
        # TRANSLATORS: Buttons; hints in playbooks name “Not applicable” as it is written here.
        rows.append((Key(say("Not applicable"), "na"), Key(say("Cannot do"), "no")))
        if scene.frame.deferred and open_place(scene) is not None:
            # TRANSLATORS: Button: leave the checklist and go on with the questions.
            rows.append((Key(say("Questions"), "ask"),))
        return (*rows, (Key(say("◀ Back"), "b"), Key("✕", "x")))


def _typed(scene: Scene, text: str) -> str | None:
    """The button that a text means: by its own words, or another way to say them."""
    say, wanted = scene.say, normal(text)
    labels = {say("✓ Done"): "ok", say("Not applicable"): "na", say("Cannot do"): "no"}
    for label, action in labels.items():
        if wanted and normal(label) == wanted:
            return action
    said = meaning(text)
    return "ok" if said == "yes" else "no" if said == "no" else _MEANT.get(wanted)


def _settled_proof(scene: Scene, step: str) -> dict[str, Any]:
    """The proof that a step was settled with; it stays when the step is settled anew."""
    proof = scene.frame.steps[step].evidence
    return {"proof": list(proof)} if proof else {}


def _says(scene: Scene, words: Words) -> str:
    """A text of the playbook as it reads at this site."""
    site = scene.at.directory.site_by_id.get(scene.frame.site or "")
    values = site.variables if site else {}
    return filled(words.text(scene.language), scene.language, scene.plan.playbook.variables, values)


def _step(scene: Scene) -> Step:
    return scene.plan.playbook.step_by_id[(scene.frame.at or "").partition(":")[2]]


def _header(scene: Scene, step: Step) -> str:
    say, ids = scene.say, [each.id for each in way(scene)]
    parts = [title(scene)]
    if step.id in ids:
        parts.append(say("Step {n} of {total}", n=ids.index(step.id) + 1, total=len(ids)))
    if step.within:
        parts.append("⏱ " + _within(scene, int(step.within.total_seconds())))
    if step.critical:
        # TRANSLATORS: Of a step of a checklist, as in “Step 2 of 9 · critical”.
        parts.append("❗ " + say("critical"))
    return " · ".join(parts)


def _within(scene: Scene, seconds: int) -> str:
    if seconds < 120 and seconds % 60:
        return scene.say("within {n} s", n=seconds)
    if seconds % 3600 == 0:
        return scene.say("within {n} h", n=seconds // 3600)
    return scene.say("within {n} min", n=max(1, seconds // 60))


def _role(scene: Scene, step: Step) -> str:
    roles = scene.plan.playbook.roles
    return next((role.name.text(scene.language) for role in roles if role.id == step.role), "")


def _before(scene: Scene, step: Step) -> tuple[Span, ...]:
    settled = scene.frame.steps.get(step.id)
    if settled is None:
        return ()
    words = {option.id: option.label.text(scene.language) for option in step.decide} | {
        "done": scene.say("Done"),
        "not_applicable": scene.say("Not applicable"),
        "cannot": scene.say("Cannot do"),
    }
    return (Span(scene.say("Now: {answer}", answer=words.get(settled.outcome, settled.outcome)) + "\n"),)


def _evidence_lines(scene: Scene, step: Step) -> tuple[Span, ...]:
    proof = scene.state.get("proof", ())
    if proof:
        return (Span("📎 " + scene.say.many("{n} file", "{n} files", n=len(proof)) + "\n"),)
    if step.evidence_required:
        return (Span("📎 " + scene.say("Send a photo or file as proof, then tap Done.") + "\n"),)
    return (Span("📎 " + scene.say("You can send a photo or file as proof.") + "\n"),) if step.evidence else ()


def _mark(outcome: str) -> str:
    return {"not_applicable": "↷", "cannot": "✗"}.get(outcome, "✓")


def _to_questions(scene: Scene) -> bool:
    place = open_place(scene)
    if place is None:
        return False
    scene.change(deferred=False)
    scene.go(place)
    return True
