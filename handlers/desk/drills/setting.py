"""Planning a run in chat: where, when, who in which role, which group chats, announced or not, how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.desk.drills.awaiting import await_words
from handlers.desk.drills.steps import Play, set_date
from handlers.drills.run import PLAY, Drill
from handlers.events import Inbound
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Staff
from handlers.taps import Tap, mark
from playbooks.locale_format import moment, series
from playbooks.model.scenario import DrillRole
from playbooks.phrases import Phrases, phrases

PAGE = 8  # people on one page
EVERY = (None, 30, 90, 180, 365)  # days
_HOUR = timedelta(hours=1)


def role_name(role: DrillRole, say: Phrases) -> str:
    """What a role in a drill is called."""
    return {
        # TRANSLATORS: Roles in an exercise, after HSEEP and ISO 22398.
        DrillRole.DIRECTOR: say("director"),
        DrillRole.CONTROLLER: say("controller"),
        DrillRole.EVALUATOR: say("evaluator"),
        DrillRole.SAFETY: say("safety officer"),
        DrillRole.PLAYER: say("player"),
        DrillRole.ACTOR: say("actor"),
        DrillRole.OBSERVER: say("observer"),
    }[role]


def missing(play: Play, say: Phrases) -> str:
    """What a run cannot begin without; nothing if it can."""
    run = play.run
    if not run.with_role(DrillRole.PLAYER):
        return say("Nobody plays yet. Choose the people first.")
    if not run.leads:
        return say("Nobody leads it yet. Choose a director first.")
    for other in play.uow.directory.drills:
        busy = [
            person.name for person in play.uow.directory.staff if person.id in other.playing and _plays(run, person)
        ]
        if busy and other.is_live and other.id != run.id:
            return say("{name} still plays in {number}.", name=busy[0], number=other.number)
    return ""


def _plays(run: Drill, person: Staff) -> bool:
    return run.people.get(person.id) in PLAY


def show_plan(play: Play, person: Staff, edits: int | None = None) -> None:
    """The plan as it stands, with a button for everything that can be changed."""
    run, say = play.run, phrases(person.language)
    spans = (Span(f"{run.number} · {run.scenario.title.text(say.language)}\n", "bold"), Span(_plan_lines(play, say)))
    play.tell(person.id, Message(spans, _plan_rows(run, say)), key=f"plan:{person.id}", edits=edits)


def _plan_lines(play: Play, say: Phrases) -> str:
    run, directory = play.run, play.uow.directory
    site = directory.site_by_id.get(run.site or "")
    zone = ZoneInfo(directory.timezone)
    when = moment(run.starts, say.language, zone, play.uow.now) if run.starts else say("when you start it")
    lines = [
        run.scenario.summary.text(say.language),
        "📍 " + (site.name.text(say.language) if site else say("every site")),
        "🕐 " + when,
        *("👥 " + line for line in _people_lines(play, say)),
        "📣 " + (say("announced") if run.announced else say("not announced: players hear of it when it begins")),
    ]
    if run.groups:
        names = [g.name.text(say.language) for g in directory.groups if g.id in run.groups]
        lines.append("💬 " + say("group chats: {names}", names=series(names, say.language)))
    lines += _outside_lines(play, say)
    if run.every is not None:
        lines.append("🔁 " + say("again every {n} days", n=run.every))
    return "\n".join(lines)


def _outside_lines(play: Play, say: Phrases) -> list[str]:
    """Which outside channels of the groups hear of it, marked as an exercise, and which are off."""
    every = dict.fromkeys(name for group in play.uow.directory.groups for name in group.outside)
    on = [name for name in every if name in play.run.outside and name in _safe(play)]
    off = [name for name in every if name not in on]
    # TRANSLATORS: Ways out besides the chats (mail, SMS), by which an exercise is told, or not told.
    lines = [say("outside channels: {names}", names=series(on, say.language))] if on else []
    lines += [say("outside channels that are off: {names}", names=series(off, say.language))] if off else []
    return ["📤 " + line for line in lines]


def _safe(play: Play) -> tuple[str, ...]:
    """The outside channels that the organisation lets exercises use."""
    return play.uow.directory.reports.drill_outside


def _people_lines(play: Play, say: Phrases) -> list[str]:
    run, staff = play.run, play.uow.directory.staff_by_id
    lines = []
    for role in DrillRole:
        names = [_named(run, one, staff[one].name) for one in run.with_role(role) if one in staff]
        least = next((one.least for one in run.scenario.staffing if one.role is role), 0)
        if names or least:
            lacking = " " + say("(at least {n})", n=least) if len(names) < least else ""
            lines.append(f"{role_name(role, say)}: {series(names, say.language) if names else '–'}{lacking}")
    return lines


def _named(run: Drill, staff: str, name: str) -> str:
    """With what they answered to the invitation, and to the receive test."""
    coming = run.coming.get(staff)
    sign = "" if coming is None else " ✓" if coming else " ✗"
    return name + sign + (" 📶" if staff in run.received else "")


def _button(run: Drill, label: str, argument: str) -> Button:
    return Button(label, Tap("x", run.id, 0, f"plan={argument}").data)


def _plan_rows(run: Drill, say: Phrases) -> tuple[Row, ...]:
    def plan(label: str, argument: str) -> Button:
        return _button(run, label, argument)

    def ruling(label: str, action: str) -> Button:
        return Button(label, Tap("x", run.id, 0, action).data)

    announced = say("Do not announce") if run.announced else say("Announce it")
    return (
        (
            plan("📍 " + say("Where"), "sites"),
            plan("🕐 " + say("When"), "when"),
            plan("🔁 " + say("Repeat"), "every"),
        ),
        (plan("👥 " + say("People"), "roles"), plan("💬 " + say("Group chats"), "chats")),
        (plan("📣 " + announced, "announce"),),
        (ruling(say("Invite them"), "invite"), ruling("📶 " + say("Receive test"), "test")),
        (Button("▶ " + say("Start it now"), Tap("x", run.id, 0, "start").data, "primary"),),
        (ruling(say("Call it off"), "cancel"),),
    )


def tapped(play: Play, inbound: Inbound, person: Staff, argument: str) -> str:
    """Does what a button of the plan says, and shows the page that it leads to."""
    name, _, value = argument.partition(".")
    say = phrases(person.language)
    pages = {"sites": _sites, "when": _when, "roles": _roles, "role": _role, "chats": _chats, "every": _every}
    if name in pages and not (name in ("when", "every") and value):
        rows, words = pages[name](play, say, value)
        back = (_button(play.run, "◀ " + say("Back"), ""),)
        play.tell(person.id, plain(words, *rows, back), key=f"plan:{person.id}", edits=inbound.message)
        return ""
    if name == "when" and value == "type":
        await_words(play, inbound, "when")
        return say("Write day and time, such as 2026-12-01 14:30.")
    _change(play, person, name, value)
    if name == "put":
        return tapped(play, inbound, person, f"role.{value.rpartition('.')[0]}")
    if name in ("chat", "out"):
        return tapped(play, inbound, person, "chats")
    show_plan(play, person, inbound.message)
    return ""


def _change(play: Play, person: Staff, name: str, value: str) -> None:
    run, directory = play.run, play.uow.directory
    if name == "site":
        site = next((site.id for site in directory.sites if mark(site.id) == value), None)
        play.log("set", person.id, site=site)
    elif name == "when":
        set_date(play, person.id, _moment_of(play, value))
    elif name == "every":
        play.log("set", person.id, every=int(value) if value.isdecimal() and value != "0" else None)
    elif name == "announce":
        play.log("set", person.id, announced=not run.announced)
    elif name == "chat":
        group = next((g.id for g in directory.groups if g.chat is not None and mark(g.id) == value), None)
        if group is not None:
            others = [one for one in run.groups if one != group]
            play.log("set", person.id, groups=others if group in run.groups else [*others, group])
    elif name == "out":
        channel = next((one for one in _safe(play) if mark(one) == value), None)
        if channel is not None:
            left = [one for one in run.outside if one != channel]
            play.log("set", person.id, outside=left if channel in run.outside else [*left, channel])
    elif name == "put":
        _put(play, person, value)


def _put(play: Play, person: Staff, value: str) -> None:
    """Into a role, or out of it. The last one who leads it stays."""
    role, _, rest = value.partition(".")
    who = next((p.id for p in play.uow.directory.staff if mark(p.id) == rest.partition(".")[2]), None)
    if who is None or role not in tuple(DrillRole):
        return
    held = play.run.people.get(who)
    if play.run.leads == (who,) and held in (DrillRole.DIRECTOR, DrillRole.CONTROLLER):
        return
    play.log("cast", person.id, staff=who, role=None if held == role else role)


def _moment_of(play: Play, value: str) -> str | None:
    """In an hour, tomorrow or in a week at this time: what `value` says in hours; None: whenever it is started."""
    if not value.isdecimal() or value == "0":
        return None
    return (play.uow.now + int(value) * _HOUR).isoformat()


def typed_date(play: Play, person: Staff, text: str) -> None:
    """The day and time that somebody typed, on the organisation's clocks."""
    say, zone = phrases(person.language), ZoneInfo(play.uow.directory.timezone)
    try:
        at = datetime.fromisoformat(text.strip()).replace(tzinfo=zone)
    except ValueError:
        play.tell(person.id, plain(say("Write day and time, such as 2026-12-01 14:30.")))
        return
    set_date(play, person.id, at.isoformat())
    show_plan(play, person)


# pages: rows of buttons, and the words above them


def _sites(play: Play, say: Phrases, value: str) -> tuple[list[Row], str]:
    sites = play.uow.directory.sites
    rows: list[Row] = [(_button(play.run, s.name.text(say.language), f"site.{mark(s.id)}"),) for s in sites]
    return [*rows, (_button(play.run, say("every site"), "site.-"),)], say("Where does it take place?")


def _when(play: Play, say: Phrases, value: str) -> tuple[list[Row], str]:
    choices = ((say("when you start it"), "0"), (say("in an hour"), "1"), (say("tomorrow at this time"), "24"))
    rows: list[Row] = [(_button(play.run, label, f"when.{hours}"),) for label, hours in choices]
    rows += [
        (_button(play.run, say("in a week at this time"), "when.168"),),
        (_button(play.run, say("type it"), "when.type"),),
    ]
    return rows, say("When does it take place?")


def _every(play: Play, say: Phrases, value: str) -> tuple[list[Row], str]:
    labels = [say("once") if days is None else say("again every {n} days", n=days) for days in EVERY]
    values = [f"every.{days or 0}" for days in EVERY]
    pairs = zip(labels, values, strict=True)
    return [(_button(play.run, label, value),) for label, value in pairs], say("How often?")


def _roles(play: Play, say: Phrases, value: str) -> tuple[list[Row], str]:
    run = play.run
    rows: list[Row] = [
        (_button(run, f"{role_name(role, say)} ({len(run.with_role(role))})", f"role.{role.value}.0"),)
        for role in DrillRole
    ]
    return rows, say("For which role?")


def _role(play: Play, say: Phrases, value: str) -> tuple[list[Row], str]:
    """People to put into one role, page by page; those of the run's site first."""
    name, _, page = value.partition(".")
    role, at = DrillRole(name), int(page) if page.isdecimal() else 0
    people = choosable(play)
    shown = people[at * PAGE : (at + 1) * PAGE]
    rows: list[Row] = [(_person(play.run, person, role, at, say),) for person in shown]
    turn = [_button(play.run, "◀", f"role.{role.value}.{at - 1}")] if at else []
    turn += [_button(play.run, "▶", f"role.{role.value}.{at + 1}")] if (at + 1) * PAGE < len(people) else []
    more = [tuple(turn)] if turn else []
    return [*rows, *more, (_button(play.run, "◀ " + say("Roles"), "roles"),)], say(
        "Who is {role}? Tap to add or remove.", role=role_name(role, say)
    )


def _person(run: Drill, person: Staff, role: DrillRole, page: int, say: Phrases) -> Button:
    held = run.people.get(person.id)
    sign = "☑" if held is role else "☐"
    other = f" · {role_name(held, say)}" if held not in (None, role) else ""
    return _button(run, f"{sign} {person.name}{other}", f"put.{role.value}.{page}.{mark(person.id)}")


def choosable(play: Play) -> list[Staff]:
    """Whoever can be written to, those of the run's site first."""
    site = play.run.site
    people = [p for p in play.uow.directory.staff if p.active and p.telegram is not None]
    return sorted(people, key=lambda p: (bool(site) and bool(p.sites) and site not in p.sites, p.name))


def _chats(play: Play, say: Phrases, value: str) -> tuple[list[Row], str]:
    groups = [group for group in play.uow.directory.groups if group.chat is not None]
    rows: list[Row] = []
    for group in groups:
        sign = "☑" if group.id in play.run.groups else "☐"
        rows.append((_button(play.run, f"{sign} {group.name.text(say.language)}", f"chat.{mark(group.id)}"),))
    for name in _safe(play):
        sign = "☑" if name in play.run.outside else "☐"
        rows.append((_button(play.run, f"{sign} 📤 {name}", f"out.{mark(name)}"),))
    return rows, say("Which group chats may it write to? Everybody in them reads along.")
