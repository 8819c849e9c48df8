"""What the measurements say: medians and spread, ratios, and whether the bars are met."""

from __future__ import annotations

from typing import Any

from bench.measuring import middle
from bench.programs import PROGRAMS
from bench.rounds import Result

FIGURES = ("cpu_ms", "redis_cpu_ms", "p50_ms", "p99_ms", "per_second", "peak_mb", "first_reply_s")
LIBRARY = {program.name: program.library for program in PROGRAMS}
ECHO = {"aiogram": "echo-aiogram", "python-telegram-bot": "echo-ptb"}


def summary(results: list[Result], help_s: list[float]) -> dict[str, Any]:
    """Everything, as JSON holds it."""
    names = list(dict.fromkeys(result.program for result in results))
    programs = {name: _program([r for r in results if r.program == name]) for name in names}
    for name, figures in programs.items():
        echo = programs.get(ECHO[LIBRARY[name]])
        if echo is not None:
            figures["times_echo"] = round(figures["cpu_ms"]["median"] / echo["cpu_ms"]["median"], 2)
    report: dict[str, Any] = {"programs": programs, "bars": bars(programs, help_s)}
    if help_s:
        report["muster_help_s"] = _spread(help_s)
    return report | {"rounds": [result.as_dict() for result in results]}


def _program(results: list[Result]) -> dict[str, Any]:
    figures: dict[str, Any] = {name: _spread([getattr(r, name) for r in results]) for name in FIGURES}
    return figures | {"messages": sum(result.messages for result in results)}


def _spread(values: list[float]) -> dict[str, float]:
    return {"median": round(middle(values), 3), "min": round(min(values), 3), "max": round(max(values), 3)}


def bars(programs: dict[str, Any], help_s: list[float]) -> dict[str, bool]:
    """Which of the promises hold, as far as what they compare was measured."""
    held: dict[str, bool] = {}
    cpu = {name: figures["cpu_ms"]["median"] for name, figures in programs.items()}
    for name in (n for n in programs if n.startswith("muster-")):
        echo = ECHO[LIBRARY[name]]
        if "echo-aiogram" in cpu:
            held[f"{name}: CPU at most 1.3 times the aiogram echo bot"] = cpu[name] <= 1.3 * cpu["echo-aiogram"]
        for rival in ("form-aiogram-redis", "form-ptb-pickle"):
            if rival in cpu:
                held[f"{name}: CPU below {rival}"] = cpu[name] < cpu[rival]
        if echo in programs:
            more = _over(programs, name, echo, "peak_mb")
            later = _over(programs, name, echo, "first_reply_s")
            held[f"{name}: peak memory at most 60 MB above {echo}"] = more <= 60
            held[f"{name}: first reply at most 1 s later than {echo}"] = later <= 1
    if help_s:
        held["muster --help under 0.3 s"] = middle(help_s) < 0.3
    return held


def _over(programs: dict[str, Any], name: str, echo: str, figure: str) -> float:
    return float(programs[name][figure]["median"] - programs[echo][figure]["median"])


def table(report: dict[str, Any]) -> str:
    """The same for people."""
    lines = [
        "Medians (and spread) of the rounds; CPU in ms per staff message, latency in ms, memory in MB",
        "",
        f"{'':20}{'CPU':>18}{'x echo':>8}{'p50':>21}{'p99':>22}{'msg/s':>7}{'memory':>8}{'first reply':>13}",
    ]
    for name, figures in report["programs"].items():
        lines.append(
            f"{name:20}{_shown(figures['cpu_ms'], 2):>18}{figures.get('times_echo', ''):>8}"
            f"{_shown(figures['p50_ms'], 1):>21}{_shown(figures['p99_ms'], 1):>22}"
            f"{figures['per_second']['median']:7.0f}{figures['peak_mb']['median']:8.0f}"
            f"{figures['first_reply_s']['median']:11.2f} s"
        )
        if figures["redis_cpu_ms"]["median"]:
            lines.append(f"{'  of it Redis':20}{_shown(figures['redis_cpu_ms'], 2):>18}")
    if "muster_help_s" in report:
        lines.append(f"\nmuster --help: {_shown(report['muster_help_s'], 2)} s")
    lines += ["", *(f"{'held  ' if held else 'MISSED'}  {bar}" for bar, held in report["bars"].items())]
    return "\n".join(lines)


def _shown(figure: dict[str, float], digits: int) -> str:
    return f"{figure['median']:.{digits}f} ({figure['min']:.{digits}f}-{figure['max']:.{digits}f})"
