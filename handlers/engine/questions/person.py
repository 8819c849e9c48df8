"""Somebody's name and phone number: typed together, one after the other, or as a shared contact."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from handlers.engine.questions.base import Accepted, Asker, Asking, Partial, Prompt, Reading, Rejected, Showing, own
from handlers.engine.questions.yes_no import meaning
from handlers.events import ContactGiven, Event, Said
from handlers.messages import Span
from playbooks.model import PersonQuestion

_NAME = 120
_PHONE = re.compile(r"\+?\(?\d[\d\s().\-/]{4,24}\d")
_DIGITS = (5, 15)  # digits in a phone number; ITU-T E.164 allows 15


class PersonAsker(Asker[PersonQuestion]):
    def ask(self, asking: Asking[PersonQuestion]) -> Prompt:
        name = asking.state.get("name")
        if name is None:
            if asking.question.phone == "none":
                return Prompt()
            return Prompt((Span(asking.say("Name and phone number, or share a contact.") + "\n", "italic"),))
        line = Span(asking.say("Phone number of {name}?", name=name) + "\n")
        no_phone = own(asking.say("No phone number"), "none")
        return Prompt((line,), ((no_phone,),) if asking.question.phone == "optional" else ())

    def read(self, asking: Asking[PersonQuestion], event: Event) -> Reading | None:
        if isinstance(event, ContactGiven):
            return self._judge(asking, event.name, phone_in(event.phone) or None)
        if not isinstance(event, Said):
            return None
        name, phone = split_person(event.text)
        if (known := asking.state.get("name")) is not None:
            return self._phone_of(asking, known, name, phone, event.text)
        return self._judge(asking, name, phone or asking.state.get("phone"))

    def tapped(self, asking: Asking[PersonQuestion], argument: str) -> Reading | None:
        name = asking.state.get("name")
        if argument != "none" or name is None or asking.question.phone != "optional":
            return None
        return Accepted({"name": name, "phone": None}, "tapped")

    def stands(self, asking: Asking[PersonQuestion], value: Any) -> bool:
        if not isinstance(value, dict) or not isinstance(value.get("name"), str) or not value["name"].strip():
            return False
        return asking.question.phone != "required" or bool(value.get("phone"))

    def show(self, question: PersonQuestion, value: Any, showing: Showing) -> str:
        phone = value.get("phone")
        return f"{value['name']}, {phone}" if phone else str(value["name"])

    def _judge(self, asking: Asking[PersonQuestion], name: str, phone: str | None) -> Reading:
        say = asking.say
        if not name.strip():
            words = say("Please send the name first.")
            return Partial({"phone": phone}, words, warning=True) if phone else Rejected(words)
        if len(name) > _NAME:
            return Rejected(say("Please say it in at most {most} characters.", most=_NAME))
        if asking.question.phone == "none":
            return Accepted({"name": name.strip(), "phone": None})
        if phone is None:
            return Partial({"name": name.strip()})
        return Accepted({"name": name.strip(), "phone": phone})

    def _phone_of(
        self, asking: Asking[PersonQuestion], name: str, more: str, phone: str | None, text: str
    ) -> Reading:
        if phone is not None:
            return Accepted({"name": name, "phone": phone})
        if asking.question.phone == "optional" and meaning(text) in ("no", "unknown"):
            return Accepted({"name": name, "phone": None})
        return Rejected(asking.say("That is no phone number. Digits only, please, for example 6612 3456."))


def split_person(text: str) -> tuple[str, str | None]:
    """“Ana, 6612 3456” as name and phone; the phone is None if there is none."""
    folded = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    found = _PHONE.search(folded)
    if found is None or not (phone := phone_in(found.group())):
        return text.strip(), None
    rest = re.sub(r"[(（]\s*[)）]", " ", folded[: found.start()] + " " + folded[found.end() :]).strip()
    return re.sub(r"\s*[,;:，；：、\-–(（]+\s*$|^\s*[,;:，；：、]+\s*", "", rest).strip(), phone


def phone_in(text: str) -> str:
    """A phone number with its spaces tidied, or nothing if there is none."""
    folded = unicodedata.normalize("NFKC", text)[:40]
    digits = sum(char.isdecimal() for char in folded)
    if not _DIGITS[0] <= digits <= _DIGITS[1]:
        return ""
    return " ".join(re.sub(r"[^\d+\- ]", " ", folded).split())
