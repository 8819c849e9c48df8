"""Yes, no, or don't know."""

from __future__ import annotations

from typing import Any

from handlers.engine.matching import normal, nth
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    NeedsConfirmation,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
)
from handlers.events import Event, Said
from playbooks.model import YesNoQuestion
from playbooks.phrases import Phrases

_WORDS = {
    "yes": "yes y yeah yep yup ok okay sure correct right true si sim s claro certo correto "
    "是 是的 有 有的 有啊 有呀 对 對 係 係呀 係啊 嗯 好 好的 可以 ✅ 👍",
    "no": "no n nope nah none never false wrong nao não errado nenhum nenhuma "
    "否 不 不是 不对 不對 没有 沒有 没 沒 冇 "
    "冇呀 冇啊 唔係 唔係呀 无 無 未 未有 还没有 還沒有 不用 唔使 ❌ 👎",
    "unknown": "unknown dontknow idontknow dunno notsure unsure maybe perhaps idk noidea "
    "naosei nãosei talvez desconhecido "
    "不知道 不清楚 不确定 不確定 未知 唔知 唔知道 唔清楚 也许 也許 可能 ?",
}
_MEANING = {normal(word) or word: meaning for meaning, words in _WORDS.items() for word in words.split()}


def meaning(text: str) -> str | None:
    """“yes”, “no” or “unknown” when `text` says so in one of our languages."""
    return _MEANING.get(normal(text) or text.strip())


class YesNoAsker(Asker[YesNoQuestion]):
    def ask(self, asking: Asking[YesNoQuestion]) -> Prompt:
        names = _names(asking.say)
        usual = asking.question.default
        offered = [own(names[v], v, "primary" if v == usual else "plain") for v in self._offered(asking)]
        return Prompt(rows=(tuple(offered[:2]), *((key,) for key in offered[2:])))

    def read(self, asking: Asking[YesNoQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        said = meaning(event.text)
        if said in self._offered(asking):
            return Accepted(said)
        if (numbered := nth(event.text, self._offered(asking))) is not None:
            return NeedsConfirmation((numbered,))  # the second answer, or two people?
        if said is None and (first := _first_word(event.text)) in self._offered(asking):
            return NeedsConfirmation((first,))
        if asking.question.unknown:
            return Rejected(asking.say("Please answer yes, no or don't know."))
        return Rejected(asking.say("Please answer yes or no."))

    def tapped(self, asking: Asking[YesNoQuestion], argument: str) -> Reading | None:
        return Accepted(argument, "tapped") if argument in self._offered(asking) else None

    def stands(self, asking: Asking[YesNoQuestion], value: Any) -> bool:
        return value in self._offered(asking)

    def show(self, question: YesNoQuestion, value: Any, showing: Showing) -> str:
        return _names(showing.say).get(value, str(value))

    def _offered(self, asking: Asking[YesNoQuestion]) -> tuple[str, ...]:
        return ("yes", "no", "unknown") if asking.question.unknown else ("yes", "no")


def _names(say: Phrases) -> dict[str, str]:
    return {"yes": say("Yes"), "no": say("No"), "unknown": say("Don't know")}


def _first_word(text: str) -> str | None:
    words = text.replace(",", " ").replace("，", " ").replace(".", " ").replace("。", " ").split(maxsplit=1)
    return meaning(words[0]) if words else None
