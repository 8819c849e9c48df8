"""Settings come from the environment, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_there_is_an_embedded_database_and_invitations_only() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///muster.db"
    assert settings.enrolment == "invite"
    assert settings.staff_bot.library == "aiogram"
    assert settings.duty_bot.library == "python-telegram-bot"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "muster.toml").write_text('enrolment = "open"\n[staff_bot]\napi_base = "http://127.0.0.1:1"\n')
    monkeypatch.setenv("MUSTER_STAFF_BOT__API_BASE", "http://127.0.0.1:2")
    settings = load_settings()
    assert settings.enrolment == "open"
    assert settings.staff_bot.api_base == "http://127.0.0.1:2"


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("MUSTER_ENROLMENT", "everybody", "MUSTER_ENROLMENT"),
        ("MUSTER_STAFF_BOT__LIBRARY", "telethon", "MUSTER_STAFF_BOT__LIBRARY"),
        ("MUSTER_WEBHOOK__URL", "https://example.org/hook", "MUSTER_WEBHOOK__SECRET"),
        ("MUSTER_PROBE__WITHIN", "60", "MUSTER_PROBE__WITHIN must be less"),
        ("MUSTER_PROBE__EVERY", "1", "MUSTER_PROBE__EVERY"),
        ("MUSTER_WEBHOOK__URL", "example.org", "MUSTER_WEBHOOK__URL is not an address"),
        ("MUSTER_WEBHOOK__SECRET", "very secret", "MUSTER_WEBHOOK__SECRET takes"),
        ("MUSTER_CLOCK_SPEED", "60", "MUSTER_DEMO=1"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if named.startswith("MUSTER_WEBHOOK__URL"):
        monkeypatch.setenv("MUSTER_WEBHOOK__SECRET", "letters-and_digits0")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=named) as caught:
        load_settings()
    assert "very secret" not in str(caught.value)


def test_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_STAFF_BOT__TOKEN", "12345:very-secret")
    monkeypatch.setenv("MUSTER_DATABASE_URL", "postgresql://muster:very-secret@db/muster")
    assert "very-secret" not in repr(load_settings())


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_DUTY_BOT__TOKEN", "")
    monkeypatch.setenv("MUSTER_ENROLMENT", "")
    settings = load_settings()
    assert settings.duty_bot.token is None
    assert settings.enrolment == "invite"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("enrolment = open", "muster.toml: cannot be read"),
        ('enrollment = "open"', "there is no setting `enrollment`; did you mean `enrolment`"),
        ('[staff_bot]\ntokn = "12345:very-secret"', "no setting `staff_bot.tokn`; did you mean `token`"),
        ('[webhook]\nurl = "https://example.org"', "MUSTER_WEBHOOK__SECRET"),
    ],
)
def test_a_mistake_in_the_file_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "muster.toml").write_text(text)
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    assert "very-secret" not in str(caught.value)


def test_half_a_setting_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_STAFF_BOT", "12345:very-secret")
    with pytest.raises(SettingsError, match="MUSTER_STAFF_BOT__TOKEN") as caught:
        load_settings()
    assert "very-secret" not in str(caught.value)


def test_outside_channels_are_named_by_their_settings_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_OUTSIDE__NIGHT_SMS", "json://user:very-secret@example.org/")
    monkeypatch.setenv("MUSTER_OUTSIDE__MAIL", "")
    settings = load_settings()
    assert set(settings.outside) == {"night_sms"}
    assert settings.outside["night_sms"].get_secret_value() == "json://user:very-secret@example.org/"
    assert "very-secret" not in repr(settings)
