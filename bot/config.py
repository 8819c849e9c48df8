"""What can be set, from the environment (prefix `MUSTER_`) or `muster.toml`; the environment wins.

Read once, at start. Secrets come from the environment or the file only and are never printed.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as CannotBeRead

from playbooks.problems import instead

LIBRARY_FOLDER = Path(__file__).parent.parent / "playbooks" / "library"
TELEGRAM = "https://api.telegram.org"
FILE = "muster.toml"

LEAST_SECRET = 16  # characters

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Library = Literal["aiogram", "python-telegram-bot"]


class SettingsError(Exception):
    """A setting is wrong; the text names it and says what it takes."""


class StaffBot(BaseModel):
    token: SecretStr | None = Field(default=None, description="The bot's token, from BotFather.")
    api_base: str = Field(default=TELEGRAM, description="Where the Bot API is.")
    library: Library = Field(default="aiogram", description="Which client library talks to it.")


class DutyBot(StaffBot):
    library: Library = "python-telegram-bot"


class Webhook(BaseModel):
    url: str | None = Field(default=None, description="Public https address; unset: long polling.")
    secret: SecretStr | None = Field(default=None, description="Checked on every delivery; required with a URL.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8080, ge=0, le=65535, description="Port to listen on.")

    @model_validator(mode="after")
    def _secret_goes_with_url(self) -> Webhook:
        if self.url and not self.secret:
            raise ValueError("set MUSTER_WEBHOOK__SECRET as well: without it anybody could send us updates")
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError("MUSTER_WEBHOOK__URL is not an address; it looks like https://muster.example.org")
        if self.secret and not _SECRET.fullmatch(self.secret.get_secret_value()):
            raise ValueError(
                "MUSTER_WEBHOOK__SECRET takes up to 256 letters, digits, - and _, which is all Telegram sends"
            )
        return self


class Health(BaseModel):
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int | None = Field(default=None, ge=0, le=65535, description="Port of /health; unset: none.")


class Heartbeat(BaseModel):
    url: SecretStr | None = Field(default=None, description="Asked for every minute while all is well.")

    @model_validator(mode="after")
    def _is_an_address(self) -> Heartbeat:
        if self.url is not None and not is_web_address(self.url.get_secret_value()):
            raise ValueError(
                "MUSTER_HEARTBEAT__URL is not an address; it looks like https://monitor.example.org/ping"
            )
        return self


class Probe(BaseModel):
    chat: int | None = Field(default=None, description="Account or chat that gets test alerts; unset: none are sent.")
    every: int = Field(default=60, ge=5, le=24 * 60, description="Minutes from one to the next.")
    within: int = Field(default=5, ge=1, le=60, description="Minutes in which one must be proved.")
    answered: bool = Field(default=True, description="Whether that takes a tap, or only that the platform took it.")
    outside: str | None = Field(default=None, description="Outside channel that hears of failures, besides admins.")

    @model_validator(mode="after")
    def _one_at_a_time(self) -> Probe:
        if self.within >= self.every:
            raise ValueError("MUSTER_PROBE__WITHIN must be less than MUSTER_PROBE__EVERY")
        return self


class Events(BaseModel):
    url: SecretStr | None = Field(default=None, description="Told of what happens to cases; unset: nobody is.")
    secret: SecretStr | None = Field(default=None, description="What each is signed with; required with a URL.")
    details: bool = Field(default=False, description="Also tell what people wrote and said.")

    @model_validator(mode="after")
    def _secret_goes_with_url(self) -> Events:
        if self.url is not None and not is_web_address(self.url.get_secret_value()):
            raise ValueError("MUSTER_EVENTS__URL is not an address; it looks like https://example.org/muster")
        if self.url is not None and (self.secret is None or len(self.secret.get_secret_value()) < LEAST_SECRET):
            raise ValueError(f"set MUSTER_EVENTS__SECRET as well, to at least {LEAST_SECRET} characters")
        return self


def is_web_address(text: str) -> bool:
    """Whether `text` is an http or https address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


class Sending(BaseModel):
    """The platform's limits, as Telegram names them; lower them when several programs share a bot."""

    per_second: int = Field(default=30, ge=1, description="Messages a second, over all chats.")
    per_group_minute: int = Field(default=20, ge=1, description="Messages and edits a minute in one group.")
    at_once: int = Field(default=40, ge=1, le=200, description="Requests under way at the same time.")


class Settings(BaseSettings):
    """One field for each setting; `MUSTER_STAFF_BOT__TOKEN` is `staff_bot.token`."""

    model_config = SettingsConfigDict(
        env_prefix="MUSTER_",
        env_nested_delimiter="__",
        env_ignore_empty=True,  # `MUSTER_DUTY_BOT__TOKEN=` in a deployment file means: not set
        toml_file=FILE,
        extra="ignore",
    )

    database_url: str = Field(  # not in the repr: it may hold a password
        default="sqlite:///muster.db", repr=False, description="SQLite file or PostgreSQL."
    )
    playbooks: Path = Field(default=LIBRARY_FOLDER, description="Folder of playbooks.")
    publish: Literal["folder", "command"] = Field(
        default="folder",
        description="What publishes playbooks: their folder as it changes, or the command alone.",
    )
    org: Path | None = Field(default=None, description="Organisation file to import at start.")
    enrolment: Literal["invite", "open"] = Field(default="invite", description="How unknown senders come in.")
    staff_bot: StaffBot = StaffBot()
    duty_bot: DutyBot = DutyBot()
    webhook: Webhook = Webhook()
    health: Health = Health()
    heartbeat: Heartbeat = Heartbeat()
    probe: Probe = Probe()
    sending: Sending = Sending()
    events: Events = Events()
    outside: dict[str, SecretStr] = Field(
        default_factory=dict, description="Outside channels: MUSTER_OUTSIDE__<NAME> is an apprise address."
    )
    calendar: dict[str, SecretStr] = Field(
        default_factory=dict,
        description="Duty calendars: MUSTER_CALENDAR__<NAME> is the https address of an iCalendar, or a file's path.",
    )
    calendar_minutes: int = Field(default=15, ge=1, le=1440, description="How often duty calendars are looked at.")
    log_format: Literal["console", "json"] = Field(default="console", description="For people or for machines.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")
    demo: bool = Field(default=False, description="Allows a faster clock.")
    clock_speed: float = Field(default=1.0, gt=0, le=3600, description="Factor on elapsed time; demo only.")

    @model_validator(mode="after")
    def _clock_speed_is_for_demos(self) -> Settings:
        if self.clock_speed != 1.0 and not self.demo:
            raise ValueError("MUSTER_CLOCK_SPEED is for demonstrations; set MUSTER_DEMO=1 as well")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError naming the first wrong one."""
    try:
        _refuse_unknown(_file(), Settings)
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{FILE}: cannot be read: {error}") from None
    except CannotBeRead as error:
        raise SettingsError(f"{error}; set its parts one by one, as in MUSTER_STAFF_BOT__TOKEN") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "MUSTER_" + "__".join(str(part) for part in first["loc"]).upper() if first["loc"] else "Settings"
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


def _file() -> dict[str, Any]:
    path = Path(FILE)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _refuse_unknown(given: dict[str, Any], model: type[BaseModel], table: str = "") -> None:
    """A misspelt name in the file would do nothing, and nobody would notice. Raises SettingsError."""
    for name, value in given.items():
        field = model.model_fields.get(name)
        if field is None:
            raise SettingsError(f"{FILE}: there is no setting `{table}{name}`; {instead(name, model.model_fields)}")
        inner = field.annotation
        if isinstance(value, dict) and isinstance(inner, type) and issubclass(inner, BaseModel):
            _refuse_unknown(value, inner, f"{name}.")
