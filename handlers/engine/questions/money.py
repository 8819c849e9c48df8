"""An amount of money, with its currency as people write it: “MOP 120”, “120 patacas”, “¥50”, “$20”."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from handlers.engine.numerals import numbers_in
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    Partial,
    Prompt,
    Reading,
    Rejected,
    Showing,
    grid,
    own,
)
from handlers.events import Event, Said
from handlers.messages import Span
from playbooks.locale_format import either
from playbooks.locale_format import money as written
from playbooks.model import MoneyQuestion

_LONGEST = 100
_LARGEST = Decimal(10) ** 12

#: What each currency is called; a name that several share is listed with each, and then asked about.
_CALLED = {
    "MOP": "mop mop$ pataca patacas 澳門元 澳门元 澳門幣 澳门币 葡幣 葡币 澳元 $ 元 块 塊 蚊 圓 圆",
    "HKD": "hkd hk$ hk 港幣 港币 港元 港紙 港纸 $ 元 蚊 dollar dollars dólares dolares",
    "CNY": "cny rmb cn¥ ¥ yuan renminbi 人民幣 人民币 元 块 塊 圓 圆",
    "EUR": "eur € euro euros 歐元 欧元 欧 歐",
    "USD": "usd us$ 美元 美金 美 $ dollar dollars dólares dolares",
    "TWD": "twd nt$ ntd 新台幣 新台币 台幣 台币 臺幣 $ 元",
    "JPY": "jpy jp¥ ¥ yen 日元 日圓 日円 円",
    "GBP": "gbp £ pound pounds libras 英鎊 英镑",
    "SGD": "sgd s$ 新加坡元 新幣 新币 $",
    "AUD": "aud a$ au$ 澳洲元 澳币 $",
}
_MARKS = sorted({name for names in _CALLED.values() for name in names.split()}, key=len, reverse=True)


class MoneyAsker(Asker[MoneyQuestion]):
    def ask(self, asking: Asking[MoneyQuestion]) -> Prompt:
        amount = asking.state.get("amount")
        if amount is None:
            return Prompt()
        among = asking.state.get("among") or asking.question.currencies
        line = Span(asking.say("{amount} in which currency?", amount=amount) + "\n")
        return Prompt((line,), grid([own(code, code) for code in among]))

    def read(self, asking: Asking[MoneyQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        named = currencies_named(event.text) if len(event.text) <= _LONGEST else set()
        found = numbers_in(event.text, asking.language == "pt") if len(event.text) <= _LONGEST else []
        pending = asking.state.get("amount")
        if not found and pending is not None and len(named & set(self._among(asking))) == 1:
            return Accepted(_value(Decimal(pending), (named & set(self._among(asking))).pop()))
        if len(found) != 1:
            return Rejected(asking.say("Please send one amount, for example {example}.", example=_example(asking)))
        return self._amount(asking, found[0], named, event.text)

    def tapped(self, asking: Asking[MoneyQuestion], argument: str) -> Reading | None:
        amount = asking.state.get("amount")
        if amount is None or argument not in self._among(asking):
            return None
        return Accepted(_value(Decimal(amount), argument), "tapped")

    def stands(self, asking: Asking[MoneyQuestion], value: Any) -> bool:
        if not isinstance(value, dict) or value.get("currency") not in asking.question.currencies:
            return False
        try:
            return not _objection(asking, Decimal(str(value.get("amount"))))
        except ArithmeticError:
            return False

    def show(self, question: MoneyQuestion, value: Any, showing: Showing) -> str:
        return written(value["amount"], value["currency"], showing.language)

    def _amount(self, asking: Asking[MoneyQuestion], amount: Decimal, named: set[str], text: str) -> Reading:
        if why := _objection(asking, amount):
            return Rejected(why)
        ours = [code for code in asking.question.currencies if code in named]
        if named and not ours:
            return Rejected(
                asking.say(
                    "Please give it in {currencies}.", currencies=either(asking.question.currencies, asking.language)
                )
            )
        among = ours or asking.question.currencies
        if len(among) == 1:
            return Accepted(_value(amount, among[0]))
        return Partial({"amount": f"{amount:f}", "among": list(among)})

    def _among(self, asking: Asking[MoneyQuestion]) -> list[str]:
        return list(asking.state.get("among") or asking.question.currencies)


def currencies_named(text: str) -> set[str]:
    """The currencies that `text` may mean; empty when it names none."""
    rest = re.sub(r"[\d.,'’ ]+", " ", unicodedata.normalize("NFKC", text).casefold())
    for mark in _MARKS:
        if _names(rest, mark):
            return {code for code, names in _CALLED.items() if mark in names.split()}
    return set()


def _names(text: str, mark: str) -> bool:
    if mark.isascii() and mark.isalpha():
        return re.search(rf"(?<![a-z]){mark}(?![a-z$])", text) is not None
    return mark in text


def _objection(asking: Asking[MoneyQuestion], amount: Decimal) -> str:
    question, say = asking.question, asking.say
    if not amount.is_finite():
        return say("Please send one amount, for example {example}.", example=_example(asking))
    if amount != amount.quantize(Decimal("0.01")) if abs(amount) < _LARGEST else False:
        return say("Please give at most two digits after the point.")
    if amount < question.minimum:
        return say("That is too small; the least is {n}.", n=f"{question.minimum:f}")
    most = _LARGEST if question.maximum is None else question.maximum
    return say("That is too large; the most is {n}.", n=f"{most:f}") if amount > most else ""


def _value(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": f"{amount.quantize(Decimal('0.01')):f}", "currency": currency}


def _example(asking: Asking[MoneyQuestion]) -> str:
    return f"{asking.question.currencies[0]} 120"
