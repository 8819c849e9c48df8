"""Joint reviews in words: what is asked, what a group says, what was decided; and what happened with them."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.cases import Case, Entry
from handlers.incidents.joint import Decision, JointReview, Standing, Verdict, View
from handlers.people import Directory
from playbooks.locale_format import labelled, series
from playbooks.phrases import Phrases

MARKS = {Verdict.AGREE: "✅", Verdict.CONDITIONS: "⚠️", Verdict.DISAGREE: "❌", Verdict.WORDS: "💬"}
#: The kinds of entry that are about joint reviews and are worded here.
KINDS = ("review", "view", "decided", "review off")
_QUOTED = 700  # characters of what somebody wrote that are passed on; the whole of it is on the timeline


def standing_words(standing: Standing, say: Phrases) -> str:
    """The question of a joint review that nobody had to write."""
    if standing == "enough":
        # TRANSLATORS: Asked of several departments that look at an incident together.
        return say("Is what was done enough?")
    # TRANSLATORS: Asked of several departments that look at an incident together.
    return say("What caused it, and what must change?")


def question_words(review: JointReview, say: Phrases) -> str:
    """What the groups are asked."""
    return review.question or standing_words(review.standing, say)


def title(case: Case, say: Phrases) -> str:
    """The first line of everything that is said about a joint review."""
    # TRANSLATORS: Several departments look at one incident together and decide: 联席审核.
    return "👥 " + say("Joint review of {number}", number=case.number)


def verdict_words(verdict: Verdict, say: Phrases) -> str:
    """How a group stands to what it was asked."""
    return {
        # TRANSLATORS: What a department says to what it was asked; after its name: “Safety office: agrees”.
        Verdict.AGREE: say("agrees"),
        Verdict.CONDITIONS: say("agrees only if"),
        Verdict.DISAGREE: say("does not agree"),
        Verdict.WORDS: say("says"),
    }[verdict]


def group_name(group: str, directory: Directory, say: Phrases) -> str:
    """What a group is called; its id if there is none any more."""
    found = directory.group_by_id.get(group)
    return found.name.text(say.language) if found is not None else group


def group_names(groups: tuple[str, ...], directory: Directory, say: Phrases) -> str:
    """Several of them in one line."""
    return series([group_name(group, directory, say) for group in groups], say.language)


def view_line(view: View, directory: Directory, say: Phrases) -> str:
    """“❌ Safety office: does not agree (Sam): The part is missing.”"""
    name = group_name(view.group, directory, say)
    # TRANSLATORS: What a department says, and who said it for them: “Safety office: agrees (Sam)”.
    stands = say("{verdict} ({name})", verdict=verdict_words(view.verdict, say), name=name_of(view.by, directory))
    line = f"{MARKS[view.verdict]} {labelled(name, stands, say.language)}"
    return labelled(line, quoted(view.words), say.language) if view.words else line


def standing_lines(review: JointReview, directory: Directory, say: Phrases) -> list[str]:
    """One line for each group, in the order in which they were called."""
    lines = []
    for group in review.groups:
        view = review.view_of(group)
        # TRANSLATORS: A department that was asked and has not said anything: “Safety office: no answer yet”.
        silent = labelled(group_name(group, directory, say), say("no answer yet"), say.language)
        lines.append(f"… {silent}" if view is None else view_line(view, directory, say))
    return lines


def decision_line(decision: Decision, directory: Directory, say: Phrases) -> str:
    """“Decision: ✅ agreed (Ana): The ramp stays closed.”"""
    # TRANSLATORS: What came of a joint review; then the decision in words.
    result = "✅ " + say("agreed") if decision.agreed else "❌ " + say("not agreed")
    by = say("{verdict} ({name})", verdict=result, name=name_of(decision.by, directory))
    return labelled(labelled(say("Decision"), by, say.language), quoted(decision.words), say.language)


def quoted(text: str) -> str:
    """As much of it as a message can hold beside the rest."""
    return text if len(text) <= _QUOTED else text[:_QUOTED].rstrip() + "…"


def review_entry(entry: Entry, directory: Directory, say: Phrases) -> str:
    """One entry of these kinds in words."""
    name, data = name_of(entry.actor, directory), entry.data
    match entry.kind:
        case "review":
            groups = group_names(tuple(data.get("groups", ())), directory, say)
            return say("{name} called a joint review: {groups}", name=name, groups=groups)
        case "view":
            group = group_name(str(data.get("group", "")), directory, say)
            stands = verdict_words(Verdict(str(data.get("verdict", Verdict.WORDS))), say)
            said = labelled(group, say("{verdict} ({name})", verdict=stands, name=name), say.language)
            return labelled(said, str(data["words"]), say.language) if data.get("words") else said
        case "decided":
            result = say("agreed") if data.get("agreed") else say("not agreed")
            said = say("{name} decided the joint review: {result}", name=name, result=result)
            return labelled(said, str(data.get("words", "")), say.language)
    return say("{name} called the joint review off", name=name)
