"""The log of every call a bot made, and its check against the method models that aiogram ships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.arguments import Arguments


@dataclass(slots=True)
class Call:
    """One call: `at` in epoch seconds of the fake's clock; `outcome` is `ok`, an error's words, or the fault."""

    at: float
    bot: int
    method: str
    arguments: Arguments
    outcome: str = "under way"

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters, nested ones decoded; uploads are named `attach://…`."""
        return self.arguments.decoded()

    @property
    def chat(self) -> int | None:
        """The chat it was about."""
        return self.arguments.number("chat_id")

    def __repr__(self) -> str:
        return f"<{self.method} {self.parameters} -> {self.outcome}>"


@dataclass(slots=True)
class CallLog:
    """Every call, in order of arrival."""

    calls: list[Call] = field(default_factory=list)
    keep: bool = True

    def add(self, call: Call) -> Call:
        if self.keep:
            self.calls.append(call)
        return call

    def of(self, *methods: str, chat: int | None = None) -> list[Call]:
        """Calls of these methods, in this chat if one is given."""
        return [c for c in self.calls if c.method in methods and chat in (None, c.chat)]

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def check(self) -> None:
        """Raises AssertionError for every call that aiogram's own models of the Bot API would not make."""
        from aiogram import methods
        from pydantic import ValidationError

        wrong = []
        for call in self.calls:
            model = getattr(methods, call.method[:1].upper() + call.method[1:], None)
            try:
                if model is None:
                    raise AssertionError(f"no such method: {call.method}")
                unknown = set(call.parameters) - set(model.model_fields) - set(call.arguments.uploads)
                if unknown:
                    raise AssertionError(f"unknown parameters {sorted(unknown)}")
                model.model_validate({k: v for k, v in call.parameters.items() if k in model.model_fields})
            except (ValidationError, AssertionError) as error:
                wrong.append(f"{call!r}: {error}")
        assert not wrong, "\n".join(wrong)
