"""The after-action review, made of the run's log and sent to those who train, each in their language."""

from __future__ import annotations

from handlers.desk.drills.curing import cures_of
from handlers.desk.drills.scoring import playbook_of
from handlers.desk.drills.steps import Play, run_by_id
from handlers.drills.run import LEADS
from handlers.drills.wording import filler, percent_words
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Button, Message, Row, Span
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.reports.drill.findings import to_improve
from handlers.reports.drill.found import Found, Review
from handlers.reports.drill.review import review_paper
from handlers.reports.drill.sections import chain_words
from handlers.taps import Tap
from playbooks.model.scenario import DrillRole
from playbooks.phrases import Phrases, phrases

_SHOWN = 6  # findings in the message; the document has all


def found_in(play: Play) -> Found:
    """All that the review is made of, as it is now."""
    uow, run = play.uow, play.run
    log = uow.drill_log(run.id)
    actions = tuple(uow.actions_of_source(run.number))
    return Found(
        run,
        playbook_of(play),
        uow.directory,
        uow.now,
        actions,
        cures_of(play, actions),
        _photos(play),
        log[-1].hash,
        log[-1].sequence,
    )


def _photos(play: Play) -> dict[str, str]:
    """What was fetched of what evaluators sent."""
    wanted = {str(file["unique"]) for one in play.run.evaluation.observations for file in one.files}
    if not wanted:
        return {}
    files = [file for case in (play.run.id, *play.run.cases) for file in play.uow.files(case)]
    return {one.media.unique: one.digest for one in files if one.digest is not None and one.media.unique in wanted}


def send_review(play: Play, person: Staff, form: str = "pdf") -> str:
    """To whoever asks for it of those who lead or evaluate, as `pdf` or `html`; who got it stands in the log."""
    run, say = play.run, phrases(person.language)
    if run.people.get(person.id) not in (*LEADS, DrillRole.EVALUATOR):
        return say("Only those who lead the exercise can do that.")
    found = found_in(play)
    paper = review_paper(found, person.language)
    message = Message(_spans(found, say), _rows(play, say), attached=paper.document(f"{run.number}.{form}"))
    play.tell(person.id, message)
    play.log("reviewed", person.id)
    return say("The review is on its way.")


def review_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """The hot debrief has been gathered: whoever leads gets the review, once, without having to ask for it."""
    run = run_by_id(uow, event.data["drill"])
    if run is None or run.closed or run.evaluation.gathered:
        return
    play = Play.of(uow, house, run)
    play.log("reviewed", None)
    for lead in run.leads:
        if (person := uow.directory.staff_by_id.get(lead)) is not None:
            send_review(play, person)


def _spans(found: Found, say: Phrases) -> tuple[Span, ...]:
    """What matters most, for whoever sees only the words."""
    run, score = found.run, found.score
    spans = [Span(f"📄 {run.number} · {run.scenario.title.text(say.language)}\n", "bold")]
    spans.append(
        Span(say("After-action review") + " · " + say("{share} of the points", share=percent_words(score.percent)))
    )
    fill = filler(found.playbook, found.directory.site_by_id.get(run.site or ""), say.language)
    if lacking := to_improve(run, score):
        spans.append(Span("\n\n" + say("Areas to improve") + "\n", "bold"))
        lines = [f"– {one.text(say, fill)}" for one in lacking[:_SHOWN]]
        lines += [say("and {n} more", n=len(lacking) - _SHOWN)] if len(lacking) > _SHOWN else []
        spans.append(Span("\n".join(lines)))
    review = Review(found, say.language)
    if chains := [(action.number, chain_words(review, action)) for action in found.actions]:
        spans.append(Span("\n\n" + say("Corrective actions") + "\n", "bold"))
        spans.append(Span("\n".join(" · ".join(filter(None, chain)) for chain in chains[:_SHOWN])))
    return tuple(spans)


def _rows(play: Play, say: Phrases) -> tuple[Row, ...]:
    # TRANSLATORS: Button under the review of an exercise: agree what is to be put right.
    act = Button("＋ " + say("Add a corrective action"), Tap("x", play.run.id, 0, "act").data)
    # TRANSLATORS: Button under a PDF: send me the same as a web page.
    page = Button(say("As a web page"), Tap("x", play.run.id, 0, "review=html").data)
    return (act,), (page,)
