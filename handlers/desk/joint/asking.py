"""The messages that ask a group: sent when it is called, kept up with what it says, sent again as reminders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from handlers.alerts.addressing import group_language
from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.cases.news import News
from handlers.desk.joint.words import about_lines, when_words
from handlers.desk.team.teamwork import case_button
from handlers.desk.telling.lead import can_be_reached
from handlers.desk.visit import Visit
from handlers.escalation.targets import members
from handlers.incidents.joint import NEEDS_WORDS, Asked, JointReview, Verdict, open_review, with_review
from handlers.incidents.review_words import decision_line, group_name, title, view_line
from handlers.messages import Button, Message, Row, Span
from handlers.people import Group, Staff
from handlers.rights import may_speak_for
from handlers.rosters.off_shift import off_shift
from handlers.taps import mark
from playbooks.phrases import Phrases, phrases

Opening = Callable[[Phrases, str], str]


def called(visit: Visit, review: JointReview) -> JointReview:
    """The review with where each group is asked: in its chat and by its lead; one without either, each member."""
    groups = (visit.directory.group_by_id.get(group) for group in review.groups)
    return replace(review, asked=tuple(one for group in groups if group is not None for one in _where(visit, group)))


def _where(visit: Visit, group: Group) -> Iterator[Asked]:
    """Whoever calls is not asked in private: they can answer in the details."""
    if group.open_chat is not None:
        yield Asked(group.id, visit.uow.new_id(), visit.house.alert_bot, group.open_chat)
    people = [person for person in _people(visit, group) if person.id != visit.staff.id]
    lead = [person for person in people if person.id == group.lead]
    for person in lead or ([] if group.open_chat is not None else people):
        assert person.telegram is not None
        yield Asked(group.id, visit.uow.new_id(), visit.house.alert_bot, person.telegram, person.id)


def _people(visit: Visit, group: Group) -> list[Staff]:
    lead = visit.directory.staff_by_id.get(group.lead or "")
    found = {person.id: person for person in [*members(group, visit.directory), *([lead] if lead else [])]}
    return [person for person in found.values() if can_be_reached(person)]


def ask_groups(visit: Visit, case: Case, review: JointReview) -> None:
    """Sends every message that asks."""
    for one in review.asked:
        _send(visit, case, review, one, Lane.ALERT)


def remind_groups(visit: Visit, case: Case, review: JointReview, opening: Opening) -> None:
    """Asks those again who have said nothing: in new messages, as those that are edited make no sound."""
    off = off_shift(visit.directory, visit.uow.now)
    for one in review.asked:
        if one.group in review.waiting and one.staff not in off:
            _send(visit, case, review, one, Lane.ROUTINE, opening)


def _send(
    visit: Visit, case: Case, review: JointReview, one: Asked, lane: Lane, opening: Opening | None = None
) -> None:
    """The first message has the id that the review keeps, so that it can be edited; a reminder replies to it."""
    say = phrases(language_of(visit, one))
    words = asked_message(visit, case, review, one, say)
    if opening is not None:
        words = replace(words, spans=(Span(f"{opening(say, one.group)}\n", "bold"), *words.spans))
    visit.uow.queue(
        Notice(
            visit.uow.new_id() if opening is not None else one.notice,
            one.bot,
            one.chat,
            words,
            lane=lane,
            reply_to=one.notice if opening is not None else None,
            case=case.id,
            staff=one.staff,
            key=key_of(case, one),
            language=say.language,
        )
    )


def redraw(visit: Visit, case: Case, review: JointReview, groups: tuple[str, ...]) -> None:
    """What was asked says what came of it, wherever these groups read it."""
    for one in review.asked:
        if one.group in groups:
            say = phrases(language_of(visit, one))
            words = asked_message(visit, case, review, one, say)
            if not visit.uow.reword(one.notice, words):
                notice = Notice(visit.uow.new_id(), one.bot, one.chat, words, lane=Lane.ALERT, edits=one.notice)
                key = f"edit:{one.notice}"
                visit.uow.queue(replace(notice, case=case.id, staff=one.staff, key=key, language=say.language))


def tell_asked(visit: Visit, case: Case, review: JointReview, news: News) -> set[int]:
    """A message to everybody who was asked, as a reply to the question; gives back the numbers of their chats."""
    for one in {one.chat: one for one in review.asked}.values():
        if one.staff != visit.staff.id:
            say = phrases(language_of(visit, one))
            words = Message((Span(news.words(say)),))
            notice = Notice(visit.uow.new_id(), one.bot, one.chat, words, news.lane or Lane.ROUTINE)
            where = replace(notice, reply_to=one.notice, case=case.id, staff=one.staff)
            visit.uow.queue(replace(where, language=say.language))
    return {one.chat for one in review.asked}


def ask_here(visit: Visit, case: Case, marked: str) -> None:
    """“Answer for Safety office”, in the details: the question and its taps, in this chat."""
    review = open_review(case.reviews)
    groups = [visit.directory.group_by_id.get(one) for one in review.groups] if review is not None else []
    mine = [one.id for one in groups if one is not None and may_speak_for(visit.staff, one)]
    group = next((one for one in mine if mark(one) == marked), None)
    if review is None or group is None or not visit.inbound.private:
        visit.toast(visit.say("That joint review is over."), alert=True)
        return
    here = Asked(group, visit.uow.new_id(), visit.inbound.bot, visit.inbound.chat, visit.staff.id)
    kept = replace(review, asked=(*(one for one in review.asked if one != _at(review, here)), here))
    visit.uow.keep_case(replace(case, reviews=with_review(case.reviews, kept), version=case.version + 1))
    _send(visit, case, kept, here, Lane.PROMPT)


def _at(review: JointReview, here: Asked) -> Asked | None:
    """Where the same group was asked in the same chat: only the newest message there is kept up."""
    same = (one for one in review.asked if (one.group, one.bot, one.chat) == (here.group, here.bot, here.chat))
    return next(same, None)


def asked_message(visit: Visit, case: Case, review: JointReview, one: Asked, say: Phrases) -> Message:
    """The question to one group, what it has said so far, and the taps; once it is decided, the decision."""
    lines = about_lines(visit, case, review, say)
    view = review.view_of(one.group)
    if view is not None:
        lines.append(view_line(view, visit.directory, say))
    if review.decision is not None:
        lines.append(decision_line(review.decision, visit.directory, say))
    elif review.off:
        lines.append(say("Called off: nothing needs to be said any more."))
    elif view is None:
        name, by = group_name(one.group, visit.directory, say), when_words(visit, review.due, say)
        # TRANSLATORS: {group} is a department: “Please answer for Safety office by 3 Nov.”
        lines.append(say("Please answer for {group} by {day}.", group=name, day=by))
    elif view.verdict in NEEDS_WORDS and not view.words:
        lines.append(say("Reply to this message to say why."))
    rows = (*_verdicts(case, review, one.group, say), (case_button(case, say("Details"), "show"),))
    return Message((Span(title(case, say), "bold"), Span("\n" + "\n".join(lines))), rows)


def _verdicts(case: Case, review: JointReview, group: str, say: Phrases) -> tuple[Row, ...]:
    if not review.is_open:
        return ()

    def button(verdict: Verdict, label: str) -> Button:
        return case_button(case, label, f"v-{verdict.value[0]}={review.number}.{mark(group)}")

    # TRANSLATORS: Button: what our group thinks, in our own words.
    words = button(Verdict.WORDS, "💬 " + say("In our words"))
    if review.standing == "cause":
        # TRANSLATORS: Button for a department that is asked what caused something.
        return ((words, button(Verdict.AGREE, "✅ " + say("Nothing to add"))),)
    # TRANSLATORS: Buttons for a department that is asked what it thinks of a proposal.
    yes, if_only = button(Verdict.AGREE, "✅ " + say("We agree")), button(Verdict.CONDITIONS, "⚠️ " + say("Only if …"))
    return ((yes, if_only), (button(Verdict.DISAGREE, "❌ " + say("We do not agree")), words))


def language_of(visit: Visit, one: Asked) -> str:
    """What the chat reads."""
    person, group = visit.directory.staff_by_id.get(one.staff or ""), visit.directory.group_by_id.get(one.group)
    if person is not None:
        return person.language
    return group_language(group, visit.directory) if group is not None else visit.directory.languages[0]


def key_of(case: Case, one: Asked) -> str:
    """By this the messages that ask a group are known again when somebody replies to one."""
    return f"review:{case.id}:{mark(one.group)}:{one.chat}"
