"""The form that every rival asks; the same as `form.yaml`."""

from __future__ import annotations

#: Name, question, and the labels of its buttons (none: typed).
QUESTIONS: list[tuple[str, str, list[str]]] = [
    ("what", "What happened?", []),
    ("kind", "What kind of trouble is it?", ["Lift", "Crowd", "Water", "Power"]),
    ("hurt", "Is anybody hurt?", ["Yes", "No"]),
    ("people", "How many people are affected?", []),
    ("where", "Where exactly?", []),
    ("urgency", "How urgent is it?", ["At once", "Today", "This week"]),
]
CLOSING = "Thank you, it is reported."


def progress(index: int) -> str:
    """The question as it is shown."""
    return f"{index + 1} of {len(QUESTIONS)}\n{QUESTIONS[index][1]}"


def wrong(name: str, text: str) -> str | None:
    """What is wrong with a typed answer, if anything."""
    if name == "people" and not (text.isdecimal() and int(text) <= 500):
        return "Please send a whole number from 0 to 500."
    return None


def review(answers: dict[str, str]) -> str:
    """The answers, to be confirmed."""
    return "Please check:\n" + "\n".join(f"{ask} {answers[name]}" for name, ask, _ in QUESTIONS)
