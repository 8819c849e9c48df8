"""What differs from site to site, put into the texts that name it: `Go to {meeting}.`

A variable that a site does not fill in says its default, and without one its own name: never a bare brace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from playbooks.model.steps import Variable
from playbooks.words import Words

NAMED = re.compile(r"\{([a-z][a-z0-9_-]{0,31})\}")


def filled(text: str, language: str, variables: Sequence[Variable], values: Mapping[str, Words]) -> str:
    """`text` for a reader of `language`; `values` are the site's own, by variable id. Other braces stay."""
    if "{" not in text:
        return text
    declared = {variable.id: variable for variable in variables}

    def value(found: re.Match[str]) -> str:
        variable = declared.get(found[1])
        return found[0] if variable is None else value_of(variable, language, values)

    return NAMED.sub(value, text)


def value_of(variable: Variable, language: str, values: Mapping[str, Words]) -> str:
    """What a variable says at a site, with its unit."""
    words = values.get(variable.id) or variable.default
    if words is None:
        return f"[{variable.name.text(language)}]"
    return words.text(language) + (f" {variable.unit.text(language)}" if variable.unit else "")
