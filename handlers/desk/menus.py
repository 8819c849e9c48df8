"""What the desk itself shows: kinds, playbooks to choose from, drafts, languages, help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.desk.health.testing import test_row
from handlers.desk.visit import Visit
from handlers.house import Suggestion
from handlers.messages import Button, ButtonStyle, Message, Row, Span, plain
from handlers.rights import may_examine, may_plan_drills, may_see_readings
from playbooks.locale_format import labelled, sentences
from playbooks.model import ChoiceQuestion, Kind, Playbook
from playbooks.phrases import Phrases

SUGGESTIONS = 3
PLAYBOOKS = 20  # of one kind on one menu

#: Each language by its own name: the one label that must not be translated.
LANGUAGE_NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "pt": "Português"}

_STYLES: dict[Kind, ButtonStyle] = {Kind.EMERGENCY: "danger"}


def show_help(visit: Visit, opening: str = "") -> None:
    """What can be done here, with a button for each kind of report."""
    say = visit.say
    if visit.inbound.bot != visit.house.staff_bot:
        show_alerts_only(visit, opening)
        return
    lines = [
        *([opening] if opening else []),
        say("Tell me in a few words what happened, or choose:"),
        "",
        *(labelled(f"/{name}", what, say.language) for name, what in commands(say).items()),
        say("In a report: /back, /skip, /review, /pause, /cancel"),
    ]
    if may_plan_drills(visit.staff):
        lines.append(say("For trainers: /drill"))
    if may_examine(visit.staff):
        lines.append(say("For admins: /invite, /doctor"))
    if may_see_readings(visit.staff):
        # TRANSLATORS: In the list of commands, for duty managers and admins.
        lines.append(labelled("/reading", say("who has read what is new"), say.language))
    if visit.session.live is None:
        visit.new_render()
        visit.draw(plain("\n".join(lines), *kind_rows(visit), test_row(visit)), replaces=False)
    else:
        visit.tell(plain("\n".join(lines), test_row(visit)))


def commands(say: Phrases) -> dict[str, str]:
    """What can be begun with a command, and what each is for; also what a chat app shows in its menu."""
    return {
        "emergency": say("danger now; the alarm goes out at once"),
        "complaint": say("somebody is not happy"),
        "incident": say("something went wrong or somebody was hurt"),
        "cases": say("your open cases"),
        "actions": say("what is to be put right"),
        "language": say("change the language"),
        "test": say("send me a test alert"),
    }


def show_alerts_only(visit: Visit, opening: str = "") -> None:
    """What a bot that only carries alerts is for, and where reports go."""
    say, name = visit.say, visit.house.bot_username
    words = [opening] if opening else []
    words.append(say("Alerts come to this chat. Reply to one to add a note."))
    if name:
        words.append(say("To report something, write to {bot}.", bot=f"@{name}"))
    visit.tell(plain(sentences(words, say.language), test_row(visit)))


def kind_rows(visit: Visit) -> tuple[Row, ...]:
    """A button for each kind that has a playbook, the emergency's red and on top."""
    kinds = {edition.playbook.kind for edition in visit.uow.editions.all_current()}
    names = kind_labels(visit.say)
    return tuple(
        (Button(names[kind], visit.button_data(f"kind={kind.value}"), _STYLES.get(kind, "plain")),)
        for kind in (Kind.EMERGENCY, Kind.COMPLAINT, Kind.INCIDENT)
        if kind in kinds
    )


def kind_labels(say: Phrases) -> dict[Kind, str]:
    """What the buttons of the three kinds say."""
    return {
        Kind.COMPLAINT: say("Take a complaint"),
        Kind.INCIDENT: say("Report an incident"),
        Kind.EMERGENCY: "🚨 " + say("Emergency"),
    }


def show_kinds(visit: Visit, opening: str = "") -> None:
    """Asks what kind of thing happened; `opening` is said first."""
    visit.new_render()
    lines = [line for line in (opening, visit.say("What is it about?")) if line]
    visit.draw(plain("\n".join(lines), *kind_rows(visit)), replaces=True)


def show_playbooks(visit: Visit, kind: Kind, playbooks: Sequence[Playbook], replaces: bool = True) -> None:
    """Lets them choose among the playbooks of a kind. For an emergency the first tap raises the alarm."""
    visit.new_render()
    say, style = visit.say, _STYLES.get(kind, "plain")
    question = say("Which one? The alarm goes out as soon as you tap.") if style == "danger" else say("Which one?")
    rows = [_start(visit, playbook.id, playbook.title.text(visit.staff.language), style) for playbook in playbooks]
    visit.draw(plain(question, *rows[:PLAYBOOKS]), replaces=replaces)


def show_suggestions(visit: Visit, found: Iterable[Suggestion], opening: str = "") -> None:
    """Offers the playbooks that fit what they wrote; `opening` is said first."""
    visit.new_render()
    rows = [row for row in (_suggested(visit, entry.entry) for entry in found) if row is not None]
    other = (Button(visit.say("Something else"), visit.button_data("kinds")),)
    lines = [line for line in (opening, visit.say("Is it one of these? Tap to start.")) if line]
    visit.draw(plain("\n".join(lines), *rows[:SUGGESTIONS], other), replaces=False)


def _suggested(visit: Visit, entry: str) -> Row | None:
    edition, title = visit.uow.editions.current(entry.partition("/")[0]), entry_title(visit, entry)
    if edition is None or title is None:
        return None
    return _start(visit, entry, title, _STYLES.get(edition.playbook.kind, "plain"))


def entry_title(visit: Visit, entry: str) -> str | None:
    """What a playbook, or one choice in it, is called; None if there is no such playbook."""
    playbook_id, _, choice = entry.partition("/")
    edition, language = visit.uow.editions.current(playbook_id), visit.staff.language
    if edition is None:
        return None
    title = edition.playbook.title.text(language)
    question = question_with(edition.playbook, choice) if choice else None
    if question is None:
        return title
    label = next(option.label for option in question.choices if option.id == choice)
    return labelled(title, label.text(language), language)


def question_with(playbook: Playbook, choice: str) -> ChoiceQuestion | None:
    """The first question of `playbook` that offers `choice`."""
    for question in playbook.questions:
        if isinstance(question, ChoiceQuestion) and any(option.id == choice for option in question.choices):
            return question
    return None


def _start(visit: Visit, entry: str, title: str, style: ButtonStyle) -> Row:
    return (Button(title, visit.button_data(f"start={entry}"), style),)


def show_draft(visit: Visit, playbook: Playbook, frame_id: str) -> None:
    """There is an unfinished one of the same: go on with it, or start anew?"""
    visit.new_render()
    say = visit.say
    words = (
        Span(playbook.title.text(visit.staff.language), "bold"),
        Span("\n" + say("You have one that is not finished.")),
    )
    go_on = Button(say("Continue it"), visit.button_data(f"resume={frame_id}"), "primary")
    anew = Button(say("Start a new one"), visit.button_data(f"new={playbook.id}"))
    visit.draw(Message(words, ((go_on,), (anew,))), replaces=True)


def show_languages(visit: Visit) -> None:
    """Each language by its own name."""
    rows = tuple((Button(name, visit.button_data(f"lang={code}")),) for code, name in LANGUAGE_NAMES.items())
    visit.tell(plain(visit.say("Which language shall I use with you?"), *rows))
