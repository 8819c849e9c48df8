"""What the measurements say: medians and spread, and whether the bars are met."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.alerts.idle import Idle
from bench.alerts.mass import PER_SECOND, Mass
from bench.measuring import percentile

FIRST_S = 1.0
RATE = 0.95  # of what the platform allows
TAP_MS = 250.0
CYCLE_MS = 5.0
GROWTH = 1.5  # times, and as much again for noise; what grew with the rows would be hundreds of times as much


@dataclass(frozen=True, slots=True)
class Tapped:
    """Alarms with `queued` notices waiting: seconds from each tap to the first alert."""

    queued: int
    took: list[float]

    @property
    def p99_ms(self) -> float:
        return percentile(self.took, 0.99) * 1000


def summary(masses: Sequence[Mass], tapped: Sequence[Tapped], idles: Sequence[Idle]) -> dict[str, Any]:
    """Everything, as JSON holds it."""
    figures = {
        name: _spread([float(value) for value in values])
        for name, values in _by_name([asdict(mass) for mass in masses]).items()
    }
    report: dict[str, Any] = {"mass": figures, "bars": _mass_bars(masses)}
    if tapped:
        report["tap_ms"] = {str(one.queued): _tap_figures(one) for one in tapped}
        report["bars"] |= {_tap_bar(one): one.p99_ms < TAP_MS for one in tapped}
    if idles:
        report["cycle_ms"] = {str(one.closed): _spread(one.cycles_ms) for one in idles}
        report["bars"] |= _idle_bars(idles)
    return report


def _tap_figures(tapped: Tapped) -> dict[str, float]:
    figures = _spread([took * 1000 for took in tapped.took])
    return {**figures, "p99": round(tapped.p99_ms, 1), "alarms": len(tapped.took)}


def _tap_bar(tapped: Tapped) -> str:
    return f"from the tap to the first alert, {tapped.queued} waiting: p99 under {TAP_MS:.0f} ms"


def _by_name(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}


def _mass_bars(masses: Sequence[Mass]) -> dict[str, bool]:
    if not masses:
        return {}
    return {
        "mass alert: the first within 1 s of the commit": all(m.first_s <= FIRST_S for m in masses),
        "mass alert: at 95% of the allowed rate or faster": all(m.rate >= RATE * PER_SECOND for m in masses),
        "mass alert: no limit exceeded": all(m.over_limit == 0 for m in masses),
        "mass alert: not one lost": all(m.reached == m.told and not m.dead for m in masses),
        "mass alert: whatever came twice said so": all(m.unmarked == 0 for m in masses),
    }


def _idle_bars(idles: Sequence[Idle]) -> dict[str, bool]:
    medians = [one.median_ms for one in idles]
    return {
        "a cycle with nothing due: under 5 ms": max(medians) < CYCLE_MS,
        "a cycle with nothing due: does not grow with what is over": medians[-1] <= GROWTH * medians[0] + 0.5,
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 3),
        "min": round(min(values), 3),
        "max": round(max(values), 3),
    }


def table(report: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"On {report['database']}: medians (and spread)", ""]
    lines += [f"mass alert, {name:12}{_shown(figure)}" for name, figure in report["mass"].items()]
    for queued, figure in report.get("tap_ms", {}).items():
        lines.append(f"tap to first alert, ms, {queued:>5} waiting   {_shown(figure)}, p99 {figure['p99']:.0f}")
    for closed, figure in report.get("cycle_ms", {}).items():
        lines.append(f"cycle, ms, {closed:>9} cases over   {_shown(figure)}")
    lines += ["", *(f"{'held  ' if held else 'MISSED'}  {bar}" for bar, held in report["bars"].items())]
    return "\n".join(lines)


def _shown(figure: dict[str, float]) -> str:
    return f"{figure['median']:.2f} ({figure['min']:.2f}-{figure['max']:.2f})"
