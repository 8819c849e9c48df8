"""The questions that a draft of each kind begins with, in all languages; whoever goes on with it adds their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbooks.model import Kind

_PLACE = """\
  - id: place
    type: place{optional}
    ask: {{en: Where?, zh-Hans: 在哪里？, zh-Hant: 在哪裏？, pt: Onde?}}
    label: {{en: Where, zh-Hans: 地点, zh-Hant: 地點, pt: Onde}}"""
_HURT = """\
  - id: hurt
    type: yes_no{optional}
    ask: {{en: Is anybody hurt?, zh-Hans: 有人受伤吗？, zh-Hant: 有人受傷嗎？, pt: Alguém está ferido?}}
    label: {{en: Hurt, zh-Hans: 有人受伤, zh-Hant: 有人受傷, pt: Feridos}}"""
_STORY = """\
  - id: story
    type: long_text
    ask: {en: What happened?, zh-Hans: 发生了什么？, zh-Hant: 發生了甚麼？, pt: O que aconteceu?}
    label: {en: What happened, zh-Hans: 经过, zh-Hant: 經過, pt: O que aconteceu}"""
_HEAD = """\
place: place
headline: [{headline}]
questions:  # TODO: ask what decides what is to be done, and nothing else"""
_SKIPPED = "\n    required: false"


def _lines(headline: str, *questions: str) -> Sequence[str]:
    return "\n".join([_HEAD.format(headline=headline), *questions]).splitlines()


QUESTIONS: Mapping[Kind, Sequence[str]] = {
    Kind.EMERGENCY: _lines("hurt", _PLACE.format(optional=_SKIPPED), _HURT.format(optional=_SKIPPED)),
    Kind.INCIDENT: _lines("story", _PLACE.format(optional=""), _STORY, _HURT.format(optional="")),
    Kind.COMPLAINT: _lines("story", _PLACE.format(optional=_SKIPPED), _STORY),
}
