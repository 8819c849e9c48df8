"""How a form about a case is begun, or gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.cases import Case
from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.engine import begin, redraw, resume
from playbooks.forms import form


def is_begun(visit: Visit, case: Case, name: str) -> bool:
    """Whether they are in the middle of the form `name` about the case, or have set it aside."""
    waiting = (*visit.session.frames, *visit.session.drafts)
    return any((frame.playbook, frame.about) == (name, case.id) for frame in waiting)


def start_form(visit: Visit, case: Case, name: str, prefill: Mapping[str, Any] | None = None) -> None:
    """Asks the form `name` about the case, in a private chat; one that was set aside is gone on with."""
    live = visit.session.live
    if live is not None and (live.playbook, live.about) == (name, case.id):
        apply(visit, redraw(visit.session, visit.at))
        return
    draft = next((f for f in visit.session.drafts if (f.playbook, f.about) == (name, case.id)), None)
    if draft is not None:
        apply(visit, resume(visit.session, draft.id, visit.at))
    else:
        apply(visit, begin(visit.session, form(name), visit.at, case.site, prefill, run=case.run, about=case.id))
