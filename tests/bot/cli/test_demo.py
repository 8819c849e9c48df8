"""`muster demo` for real: through a pipe, and at a terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

MUSTER = [sys.executable, "-c", "from bot.cli import main; main()"]
PATIENCE = 60.0  # seconds; only a broken demo takes so long


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    return kept | {"TERM": "xterm-256color", "COLUMNS": "110", "PYTHONWARNINGS": "error"}


def _piped(folder: Path, *arguments: str, lines: str) -> subprocess.CompletedProcess[str]:
    command = [*MUSTER, *arguments]
    return subprocess.run(
        command, input=lines, text=True, capture_output=True, cwd=folder, env=_environment(), timeout=PATIENCE
    )


EMERGENCY = "/emergency\n1\nana 1\nGate 12\n"


def test_an_emergency_is_raised_and_taken_through_a_pipe(tmp_path: Path) -> None:
    done = _piped(tmp_path, "demo", "--language", "en", lines=EMERGENCY)
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout
    assert "bo> /emergency" in told
    assert "The alarm is out. Number E-" in told
    assert "ana 1 [Acknowledge]" in told
    assert told.index("bo> ana 1") < told.index("Ana has taken E-") < told.index("bo> Gate 12")
    assert "✓ Where: Terminal 1 › Gates › Gates 8 to 14 › Gate 12" in told
    assert "Goodbye. Your cases are in muster.db" in told.splitlines()[-1]


def test_cases_are_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    _piped(tmp_path, "demo", "--language", "en", lines=EMERGENCY)
    assert "Taken by Ana" in _piped(tmp_path, "demo", "--language", "en", lines="/cases\n").stdout
    cases = json.loads(_piped(tmp_path, "cases", "--json", lines="").stdout)
    assert len(cases) == 1


def test_a_conversation_goes_on_where_it_was(tmp_path: Path) -> None:
    _piped(tmp_path, "demo", "--language", "en", lines="/complaint\n1\n")
    again = _piped(tmp_path, "demo", "--language", "en", lines="They shouted at him\n").stdout
    assert "What happened? Use the customer's own words." in again
    assert "✓ What happened: They shouted at him" in again


def test_a_fresh_start_keeps_nothing(tmp_path: Path) -> None:
    done = _piped(tmp_path, "demo", "--language", "en", "--fresh", lines=EMERGENCY)
    assert done.stdout.endswith("Goodbye. Nothing was kept.\n")
    assert list(tmp_path.iterdir()) == []


def test_the_same_lines_give_the_same_words(tmp_path: Path) -> None:
    lines = "/complaint\n1\nThey shouted at him\n/cancel\n1\n/quit\nnever read\n"
    first, second = (_piped(tmp_path, "demo", "--language", "en", "--fresh", lines=lines).stdout for _ in range(2))
    assert first == second
    assert "never read" not in first
    assert "\x1b" not in first


def test_a_reader_who_has_seen_enough_does_no_harm(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        [*MUSTER, "demo", "--language", "en"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=_environment(),
    )
    assert demo.stdin is not None
    assert demo.stdout is not None
    assert demo.stderr is not None
    demo.stdout.readline()
    demo.stdout.close()
    with demo.stdin, demo.stderr:
        demo.stdin.write(EMERGENCY)
        demo.stdin.close()
        assert (demo.stderr.read(), demo.wait(PATIENCE)) == ("", 0)
    assert len(json.loads(_piped(tmp_path, "cases", "--json", lines="").stdout)) == 1


def test_a_photo_is_sent_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "scene.jpg").write_bytes(b"not really a photo")
    done = _piped(
        tmp_path, "demo", "--language", "en", "--fresh", lines="/incident\n6\n2\nGate 1\n/photo scene.jpg\n"
    )
    assert "1 photo" in done.stdout
    done = _piped(
        tmp_path, "demo", "--language", "en", "--fresh", lines="/incident\n6\n2\nGate 1\n/photo other.jpg\n"
    )
    assert "There is no such file" in done.stdout


def test_somebody_else_may_sit_at_the_terminal(tmp_path: Path) -> None:
    done = _piped(tmp_path, "demo", "--as", "sam", "--language", "pt", "--fresh", lines="/complaint\n")
    assert "sam> /complaint" in done.stdout
    assert "De que se queixa o cliente?" in done.stdout
    wrong = _piped(tmp_path, "demo", "--as", "anna", "--fresh", lines="")
    assert wrong.returncode == 2
    assert "did you mean `ana`?" in wrong.stderr


def test_chat_needs_a_person_of_the_organisation(tmp_path: Path) -> None:
    file = tmp_path / "muster.toml"
    sample = Path(__file__).parents[3] / "playbooks" / "samples" / "harbour-terminal.yaml"
    file.write_text(f'org = "{sample}"\n', encoding="utf-8")
    done = _piped(tmp_path, "chat", "--as", "sam", lines="/complaint\n")
    assert done.returncode == 0, done.stderr
    assert "Complaint · 1 of" in done.stdout
    assert "Goodbye. Your cases are in muster.db" in done.stdout


def test_the_demo_keeps_out_of_a_real_organisation(tmp_path: Path) -> None:
    small = Path(__file__).parents[2] / "transcripts" / "organisations" / "small.yaml"
    (tmp_path / "muster.toml").write_text(f'org = "{small}"\n', encoding="utf-8")
    assert _piped(tmp_path, "chat", "--as", "bo", lines="").returncode == 0
    done = _piped(tmp_path, "demo", lines="")
    assert done.returncode == 1
    assert done.stderr == "muster.db belongs to Corner Shop; try `muster demo --fresh`, or `muster chat`\n"


class Terminal:
    """A demo at a real (pseudo) terminal."""

    def __init__(self, folder: Path) -> None:
        self.shown = ""
        self._looked = 0
        self._fd, inside = pty.openpty()
        self._process = subprocess.Popen(
            [*MUSTER, "demo", "--language", "en", "--fresh"],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=folder,
            env=_environment(),
            start_new_session=True,
            preexec_fn=_take_the_terminal,
        )
        os.close(inside)
        self.pid = self._process.pid

    def types(self, line: str) -> None:
        self._looked = len(self.shown)
        os.write(self._fd, line.encode())

    def shows(self, words: str) -> None:
        """Waits until `words` are on the screen since the last typed line."""
        while words not in self.shown[self._looked :]:
            assert self._more(), f"“{words}” never came:\n{self.shown}"

    def ends(self) -> int:
        """Its exit code."""
        while self._more():
            pass
        return self._process.wait(PATIENCE)

    def leave(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._fd)

    def _more(self) -> bool:
        ready, _, _ = select.select([self._fd], [], [], PATIENCE)
        if not ready:
            return False
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:  # the other end is closed
            return False
        self.shown += chunk.decode(errors="replace")
        return bool(chunk)


def _take_the_terminal() -> None:
    """Makes standard input the process's own terminal, so that Ctrl-C on it reaches the process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    opened.leave()


def test_at_a_terminal_alerts_appear_beside(terminal: Terminal) -> None:
    terminal.shows("Bo ›")
    terminal.types("/emergency\n")
    terminal.shows("Medical emergency")
    terminal.types("1\n")
    terminal.shows("Duty managers · Ana")
    terminal.shows("Where?")
    terminal.types("ana 1\n")
    terminal.shows("Ana has taken E-")
    terminal.types("\x04")  # Ctrl-D
    terminal.shows("Goodbye. Nothing was kept.")
    assert terminal.ends() == 0


@pytest.mark.parametrize("farewell", ["/quit\n", "\x03"], ids=["quit", "ctrl-c"])
def test_at_a_terminal_it_ends_with_a_goodbye(terminal: Terminal, farewell: str) -> None:
    terminal.shows("Bo ›")
    terminal.types(farewell)
    terminal.shows("Goodbye. Nothing was kept.")
    assert terminal.ends() == 0


def test_it_ends_when_it_is_told_to(terminal: Terminal) -> None:
    terminal.shows("Bo ›")
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.shows("Goodbye. Nothing was kept.")
    assert terminal.ends() == 0
