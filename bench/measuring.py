"""Looking at processes from outside: processor time, peak memory, how long a command takes."""

from __future__ import annotations

import statistics
import subprocess
import time
from pathlib import Path

import psutil


class Watched:
    """A process and its children."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)

    def cpu(self) -> float:
        """Seconds of processor time, user and system, so far."""
        own = self._process.cpu_times()
        total = own.user + own.system + own.children_user + own.children_system
        for child in self._process.children(recursive=True):
            times = child.cpu_times()
            total += times.user + times.system
        return float(total)

    def peak_mb(self) -> float:
        """The most memory it ever held, in MB (10^6 bytes); where the system does not say, what it holds now."""
        processes = [self._process, *self._process.children(recursive=True)]
        return sum(_peak(process) for process in processes) / 1e6


def _peak(process: psutil.Process) -> int:
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    except OSError:
        return int(process.memory_info().rss)
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def wall(command: list[str], times: int = 5) -> list[float]:
    """How long a command takes from start to end, in seconds, so many times."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - start)
    return took


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0-1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)
