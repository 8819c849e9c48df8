"""Learning from corrections: a phrase that found the wrong playbook is proposed as an alias of the right one.

Whoever keeps the playbook accepts or refuses it with a tap.  Nobody's name is kept with it, and what could tell
people is taken out of the phrase before it is stored.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.aliases import Alias, AliasState
from handlers.desk.menus import entry_title
from handlers.desk.saying import is_fresh
from handlers.desk.visit import Visit
from handlers.impersonal import impersonal
from handlers.messages import Button, Message, Span
from handlers.rights import may_teach
from handlers.taps import Tap
from playbooks.locale_format import sign

_WAITING = 100  # proposals that are kept; who never looks at them is not to be flooded
_SHOWN = 5


def propose(visit: Visit, entry: str) -> None:
    """`entry` is begun; if another was offered first for what was written, the words are proposed for it."""
    offered = visit.session.desk.get("offered", entry)
    if offered in (entry, entry.partition("/")[0]) or not is_fresh(visit):
        return
    text = impersonal(visit.session.desk["said"], visit.directory)
    alias = Alias(text, entry, visit.uow.now)
    known = visit.directory.aliases
    waiting = sum(each.state is AliasState.PROPOSED for each in known)
    if text and waiting < _WAITING and all(each.id != alias.id for each in known):
        visit.uow.keep_alias(alias)


def show_proposals(visit: Visit, argument: str = "") -> None:
    """The phrases that wait for this person's word, each with its buttons."""
    say = visit.say
    waiting = [alias for alias in visit.directory.aliases if _may_settle(visit, alias)]
    if not waiting:
        visit.tell(say("No phrases are waiting for you."))
    for alias in waiting[:_SHOWN]:
        visit.tell(_asked(visit, alias))


def settle(visit: Visit, alias_id: str, accepted: bool) -> None:
    """Accepts or refuses a proposal, if it still waits and they may."""
    alias = next((each for each in visit.directory.aliases if each.id == alias_id), None)
    if alias is None or not _may_settle(visit, alias):
        visit.toast(visit.say("That is settled already, or not yours to say."), alert=True)
        return
    state = AliasState.ACCEPTED if accepted else AliasState.REFUSED
    visit.uow.keep_alias(replace(alias, state=state, settled_by=visit.staff.id))
    visit.toast(visit.say("Learned. Thank you.") if accepted else visit.say("Left out."))


def _may_settle(visit: Visit, alias: Alias) -> bool:
    edition = visit.uow.editions.current(alias.entry.partition("/")[0])
    owner = "" if edition is None else edition.playbook.owner
    return alias.state is AliasState.PROPOSED and may_teach(visit.staff, owner, visit.directory)


def _asked(visit: Visit, alias: Alias) -> Message:
    say = visit.say
    title = entry_title(visit, alias.entry) or alias.entry
    # TRANSLATORS: A phrase that staff used, and the report it was for; shall the phrase find that report from now on?
    question = say("Shall this find it from now on?")
    words = (Span(alias.text, "bold"), Span(f"{sign(': ', say.language)}{title}\n"), Span(question))
    # TRANSLATORS: Button: from now on this phrase finds that report.
    yes, no = say("✓ Yes, learn it"), say("No")
    return Message(words, ((_button(visit, yes, f"teach={alias.id}"), _button(visit, no, f"unteach={alias.id}")),))


def _button(visit: Visit, label: str, action: str) -> Button:
    return Button(label, Tap("s", visit.session.tag, visit.session.render, f"m.{action}").data)
