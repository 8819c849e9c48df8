"""A place of the site's tree (tapped level by level, or typed), a shared location, or own words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from handlers.engine.matching import Names, all_texts
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    Key,
    NeedsConfirmation,
    Partial,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
    page_of,
    shortened,
)
from handlers.engine.tokens import token
from handlers.events import Event, Located, Said
from handlers.messages import Span
from handlers.people import Directory, Place, Site
from playbooks.model import PlaceQuestion

_OWN_WORDS = 200


#: Between the places of a way, from the outermost to the place itself.
WAY = " › "


class PlaceAsker(Asker[PlaceQuestion]):
    def ask(self, asking: Asking[PlaceQuestion]) -> Prompt:
        site = self._site(asking)
        if site is None and len(_sites(asking)) > 1:
            keys = [own(shortened(s.name.text(asking.language), 50), f"s:{token(s.id)}") for s in _sites(asking)]
            return Prompt(self._line(asking), self._paged(asking, keys))
        if site is None or not site.places:
            return Prompt(self._line(asking))
        here = site.place(asking.state.get("in", ""))
        keys = [self._key(asking, place) for place in (here.places if here else site.places)]
        line = (Span(f"📍 {_way(here.id, asking.at.directory, asking.language)}\n"),) if here else ()
        return Prompt(
            (*line, *self._line(asking)),
            self._here(asking, here) + self._paged(asking, keys) + self._up(asking, here),
        )

    def read(self, asking: Asking[PlaceQuestion], event: Event) -> Reading | None:
        if isinstance(event, Located):
            return _located(asking, event)
        if not isinstance(event, Said):
            return None
        if not event.text.strip():
            return Rejected(asking.say("Please write something."))
        match = names_of(asking.at.directory, self._searched(asking)).match(event.text)
        if match.sure:
            return Accepted({"place": match.found[0]})
        own_words = [{"text": event.text}] if asking.question.own_words and len(event.text) <= _OWN_WORDS else []
        if match.found:
            return NeedsConfirmation(tuple([{"place": found} for found in match.found] + own_words))
        return Accepted(own_words[0]) if own_words else Rejected(self._not_found(asking, event.text))

    def tapped(self, asking: Asking[PlaceQuestion], argument: str) -> Reading | None:
        site, here = self._site(asking), asking.state.get("in", "")
        verb, _, name = argument.partition(":")
        if argument == "sites" and len(_sites(asking)) > 1:
            return Partial({"sites": True})
        if argument == "up" and site is not None:
            return Partial(_state(site, _parent(site, here)))
        if verb == "s":
            chosen = next((s for s in _sites(asking) if token(s.id) == name), None)
            return None if chosen is None else Partial(_state(chosen, None))
        if site is None or verb not in ("p", "h"):
            return None
        place = next((p for p in site.walk() if token(p.id) == name), None)
        if place is None:
            return None
        return (
            Partial(_state(site, place)) if verb == "p" and place.places else Accepted({"place": place.id}, "tapped")
        )

    def stands(self, asking: Asking[PlaceQuestion], value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        if isinstance(value.get("text"), str):
            return asking.question.own_words and bool(value["text"].strip())
        if "place" in value:
            return any(site.place(value["place"]) for site in asking.at.directory.sites)
        return _on_earth(value.get("latitude"), value.get("longitude"))

    def show(self, question: PlaceQuestion, value: Any, showing: Showing) -> str:
        if "place" in value:
            return _way(value["place"], showing.directory, showing.language)
        if "latitude" in value:
            return f"📍 {value['latitude']:.5f}, {value['longitude']:.5f}"
        return str(value.get("text", ""))

    def _site(self, asking: Asking[PlaceQuestion]) -> Site | None:
        """The site whose places are shown: the one picked here, else the conversation's, else the only one."""
        if asking.state.get("sites"):
            return None
        wanted, sites = asking.state.get("site") or asking.site, _sites(asking)
        found = asking.at.directory.site_by_id.get(wanted) if wanted else None
        return found or (sites[0] if len(sites) == 1 else None)

    def _searched(self, asking: Asking[PlaceQuestion]) -> tuple[str, ...]:
        """The sites whose places a typed name is looked up in."""
        site = self._site(asking)
        return (site.id,) if site is not None else tuple(s.id for s in _sites(asking))

    def _key(self, asking: Asking[PlaceQuestion], place: Place) -> Key:
        name = shortened(place.name.text(asking.language), 50)
        return own(f"{name} ▸" if place.places else name, f"p:{token(place.id)}")

    def _paged(self, asking: Asking[PlaceQuestion], keys: list[Key]) -> tuple[tuple[Key, ...], ...]:
        return page_of(keys, asking.state.get("page", 0), asking.at.limits.buttons_per_page)

    def _here(self, asking: Asking[PlaceQuestion], here: Place | None) -> tuple[tuple[Key, ...], ...]:
        if here is None:
            return ()
        name = shortened(here.name.text(asking.language), 40)
        # TRANSLATORS: Button: this place itself, none of those inside it.
        return ((own(asking.say("✓ Here: {place}", place=name), f"h:{token(here.id)}", "primary"),),)

    def _up(self, asking: Asking[PlaceQuestion], here: Place | None) -> tuple[tuple[Key, ...], ...]:
        if here is not None:
            return ((own(asking.say("▴ Up"), "up"),),)
        return ((own(asking.say("Another site"), "sites"),),) if len(_sites(asking)) > 1 else ()

    def _line(self, asking: Asking[PlaceQuestion]) -> tuple[Span, ...]:
        say, own_words = asking.say, asking.question.own_words
        words = say("Tap, type the name, or share a location.")
        if not any(site.places for site in _sites(asking)):
            words = say("Write where it is, or share a location.") if own_words else say("Share a location.")
        return (Span(words + "\n", "italic"),)

    def _not_found(self, asking: Asking[PlaceQuestion], text: str) -> str:
        return asking.say("I know no place called “{text}”. Tap one, or share a location.", text=shortened(text, 40))


def site_of(directory: Directory, place_id: str, preferred: str | None) -> str | None:
    """The site that holds a place; `preferred` if it does."""
    sites = sorted(directory.sites, key=lambda site: site.id != preferred)
    return next((site.id for site in sites if site.place(place_id)), None)


def names_of(directory: Directory, sites: tuple[str, ...]) -> Names[str]:
    """The names of all places of these sites, in all languages."""
    return _names(Keyed((id(directory), sites), (directory, sites)))


def _sites(asking: Asking[PlaceQuestion]) -> tuple[Site, ...]:
    return asking.at.directory.sites_of(asking.at.staff)


def _state(site: Site, place: Place | None) -> dict[str, Any]:
    return {"site": site.id} if place is None else {"site": site.id, "in": place.id}


def _parent(site: Site, place_id: str) -> Place | None:
    return next((place for place in site.walk() if any(inner.id == place_id for inner in place.places)), None)


def _way(place_id: str, directory: Directory, language: str) -> str:
    """“Hall A › Gate 12”, with the site in front where there are several."""
    for site in directory.sites:
        if (way := _down_to(site.places, place_id)) is not None:
            names = [place.name.text(language) for place in way]
            return WAY.join([site.name.text(language), *names] if len(directory.sites) > 1 else names)
    return place_id


def _down_to(places: tuple[Place, ...], place_id: str) -> list[Place] | None:
    for place in places:
        if place.id == place_id:
            return [place]
        if (rest := _down_to(place.places, place_id)) is not None:
            return [place, *rest]
    return None


def _located(asking: Asking[PlaceQuestion], event: Located) -> Reading:
    if not _on_earth(event.latitude, event.longitude):
        return Rejected(asking.say("That location makes no sense. Please try again."))
    return Accepted({"latitude": event.latitude, "longitude": event.longitude}, "shared")


def _on_earth(latitude: Any, longitude: Any) -> bool:
    for value, most in ((latitude, 90), (longitude, 180)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
            return False
    return True


@lru_cache(maxsize=64)
def _names(key: Keyed[tuple[Directory, tuple[str, ...]]]) -> Names[str]:
    return Names(_named(key))


def _named(key: Keyed[tuple[Directory, tuple[str, ...]]]) -> Iterator[tuple[str, list[str]]]:
    directory, sites = key.thing
    for name in sites:
        for place in directory.site_by_id[name].walk():
            yield place.id, [*all_texts(place.name), place.id]
