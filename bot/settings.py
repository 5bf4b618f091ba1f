"""What an operator may set: by flag, environment, `.env`, file or default, the first that is there."""

import difflib
import ipaddress
import logging
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.model.errors import SettingsError

PREFIX = "BANHOC_"
CONFIG_KEY = "BANHOC_CONFIG"
"""Names another settings file than `banhoc.toml` in the working folder."""

SECRET_CHARACTERS = 32
"""The shortest secret key: 16 random bytes in hex. Source: NIST SP 800-131A, 128 bits of security."""

_FORM_OF_BOT = r"\d{6,12}:[A-Za-z0-9_-]{30,}"
"""What BotFather gives out. Source: Telegram Bot API, "Authorizing your bot"."""

_TEST_PREFIX = "BANHOC_TEST_"
_FORMS_OF_URL = re.compile(r"sqlite\+aiosqlite:///.+|postgresql\+asyncpg://.+")
_log = logging.getLogger(__name__)


def _known_database(url: str) -> str:
    if _FORMS_OF_URL.fullmatch(url) is None:
        raise ValueError("write sqlite+aiosqlite:///path/to/file.db or postgresql+asyncpg://user@host/name")
    try:
        _ = urlsplit(url).port
    except ValueError as error:
        raise ValueError(f"its host or port is none: {error}") from error
    return url


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(f"there is no time zone {name!r}; write it like Asia/Ho_Chi_Minh") from error
    return name


def _web_address(url: str) -> str:
    if url and re.fullmatch(r"https?://[^/\s]+", url) is None:
        raise ValueError("write it like https://hocai.example.vn, without a path")
    return url


def _base_address(url: str) -> str:
    if re.fullmatch(r"https?://[^/\s?#]+(/[^\s?#]*[^/\s?#])?", url) is None:
        raise ValueError("write it like https://api.telegram.org, without a slash at the end")
    return url


def _model_address(url: str) -> str:
    return _base_address(url) if url else url


def _proxy_address(url: str) -> str:
    if url and re.fullmatch(r"http://[^/\s]+", url) is None:
        raise ValueError("write it like http://proxy.example.vn:3128")
    return url


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(name.strip()) for name in text.split(",") if name.strip())
    except ValueError as error:
        raise ValueError(f"{error}; write networks with commas between them, like 127.0.0.1, 172.18.0.0/16") from error


def _known_networks(text: str) -> str:
    _networks(text)
    return text


Count = Annotated[int, Field(ge=1)]
Span = Annotated[float, Field(gt=0)]


class Settings(BaseSettings):
    """What every command reads. Each description says the setting to the operator; `config init` writes them out."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )
    is_demo: ClassVar[bool] = False

    operator_name: str = Field("", description="Who answers for the data: shown on the first screen.")
    operator_contact: str = Field("", description="Where learners reach them: a telephone number, a mail address.")
    database_url: Annotated[str, AfterValidator(_known_database)] = Field(
        "sqlite+aiosqlite:///data/banhoc.db", description="Where everything is kept; or postgresql+asyncpg://…"
    )
    lessons_dir: Path | None = Field(
        None, description="A lesson bank of your own; without it the one that ships.", examples=["lessons"]
    )
    secret_key_file: Path | None = Field(
        None, description="A file that holds the secret key, in its place.", examples=["/run/secrets/banhoc"]
    )
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs links and seals what is secret; make one with `openssl rand -hex 32`."
    )
    host: str = Field("127.0.0.1", description="The address at which the web server listens.")
    port: int = Field(8080, ge=0, le=65_535, description="The port of the web server.")
    public_url: Annotated[str, AfterValidator(_web_address)] = Field(
        "", description="Where people reach this server from outside.", examples=["https://hocai.example.vn"]
    )
    trusted_proxies: Annotated[str, AfterValidator(_known_networks)] = Field(
        "127.0.0.0/8, ::1", description="Networks of proxies that say truly who asked them; commas between them."
    )
    telegram_token_file: Path | None = Field(
        None, description="A file that holds the bot's token, in its place.", examples=["/run/secrets/telegram"]
    )
    telegram_token: SecretStr = Field(
        SecretStr(""), description="The token of the Telegram bot, from BotFather; without it there is no Telegram."
    )
    telegram_api_url: Annotated[str, AfterValidator(_base_address)] = Field(
        "https://api.telegram.org", description="Telegram's Bot API, or a server of your own that speaks it."
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="How messages arrive: fetched, or brought to the public address (webhook)."
    )
    telegram_rate: float = Field(28, gt=0, description="Messages a second that the bot sends at most.")
    telegram_chat_rate: float = Field(1, ge=0, description="Messages a second in one chat; 0 sets no limit.")
    telegram_chat_burst: int = Field(3, ge=1, description="Messages that one chat may get at once.")
    llm_base_url: Annotated[str, AfterValidator(_model_address)] = Field(
        "",
        description="An OpenAI-compatible API that adds to the feedback on prompts; without it all is judged here.",
        examples=["https://llm.example.vn/v1"],
    )
    llm_api_key_file: Path | None = Field(
        None, description="A file that holds that API's key, in its place.", examples=["/run/secrets/llm"]
    )
    llm_api_key: SecretStr = Field(SecretStr(""), description="The key of that API; some need none.")
    llm_model: str = Field("", description="The model's name there.", examples=["qwen3:8b"])
    llm_name: str = Field(
        "", description="What people are told that service is called.", examples=["Gemini của Google"]
    )
    llm_timeout_seconds: float = Field(20, gt=0, le=60, description="How long it may take, tries included.")
    llm_daily_budget: int = Field(0, ge=0, description="Attempts a day that are sent to it; 0 sets no limit.")
    llm_learner_budget: int = Field(20, ge=0, description="Attempts a day of one learner; 0 sets no limit.")
    llm_allow_private: bool = Field(
        default=False, description="Whether it may stand in this machine or network, and be reached by http."
    )
    http_proxy: Annotated[str, AfterValidator(_proxy_address)] = Field(
        "", description="A proxy for every call to the outside.", examples=["http://proxy.example.vn:3128"]
    )
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "Asia/Ho_Chi_Minh", description="Where days begin and end."
    )
    log_format: Literal["console", "json"] | None = Field(
        None, description="console or json; without it console on a terminal, else json.", examples=["json"]
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least that is logged.")
    limit_text_characters: Count = Field(4_000, description="A longer text is read up to here.")
    limit_name_characters: Count = Field(40, description="The longest name that is kept.")
    limit_check_tries: Count = Field(3, description="Wrong answers before a check is explained and left.")
    limit_menu_hours: Count = Field(24, description="How long a typed number or word may mean a choice, in hours.")
    limit_short_return_days: Count = Field(7, description="After so many days away a learner is led back in.")
    limit_long_return_days: Count = Field(30, description="After so many days, with the card kept last.")
    limit_claim_hours: Span = Field(8, description="Hours on duty that a mentor has for a question that they took.")
    limit_class_hours: Span = Field(4, description="Hours on duty that a question waits for its class's mentors.")
    limit_commune_hours: Span = Field(4, description="Then for the mentors of the commune.")
    limit_province_hours: Span = Field(8, description="Then for those of the province.")
    limit_everywhere_hours: Span = Field(8, description="Then for everybody, before the admins are told.")
    limit_admin_hours: Span = Field(24, description="Hours on duty after which the admins are told again.")
    limit_urgent_minutes: Span = Field(15, description="Minutes that an urgent question waits in each circle.")
    limit_urgent_claim_minutes: Span = Field(30, description="Minutes that its mentor has to answer it.")
    limit_urgent_admin_minutes: Span = Field(60, description="Minutes after which the admins are told again of it.")
    limit_reaction_hours: Span = Field(168, description="Hours after which an answer counts as understood.")
    limit_open_questions: Count = Field(3, description="Questions to humans that one learner may have under way.")
    limit_weekly_broadcasts: Count = Field(3, description="Broadcasts that one learner gets in seven days at most.")
    limit_lone_recipients: Count = Field(1_000, description="The largest audience that one admin writes to alone.")
    limit_failed_percent: Count = Field(20, description="Per cent of failed calls above which a broadcast pauses.")

    @property
    def proxies(self) -> tuple[Network, ...]:
        """The networks of the trusted proxies."""
        return _networks(self.trusted_proxies)

    @field_validator("secret_key", "telegram_token", "llm_api_key", mode="before")
    @classmethod
    def _of_file(cls, value: SecretStr | str, facts: ValidationInfo) -> SecretStr | str:
        path, key = facts.data.get(f"{facts.field_name}_file"), key_of(f"{facts.field_name}_file")
        if not isinstance(path, Path):
            return value
        if value not in {"", SecretStr("")}:
            raise ValueError(f"set this or {key}, not both")
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise ValueError(f"the file {path} of {key} cannot be read: {reason}") from error

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value) < SECRET_CHARACTERS:
            raise ValueError(f"takes at least {SECRET_CHARACTERS} characters; make one with `openssl rand -hex 32`")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _known_token(cls, value: SecretStr) -> SecretStr:
        if value and re.fullmatch(_FORM_OF_BOT, value.get_secret_value()) is None:
            raise ValueError("is no token; BotFather gives one out like 123456789:AA… (/newbot, /token)")
        return value

    @field_validator("llm_api_key")
    @classmethod
    def _fits_a_header(cls, value: SecretStr) -> SecretStr:
        if value and re.fullmatch(r"[!-~]+", value.get_secret_value()) is None:
            raise ValueError("holds a space, a line break or a letter with accents; a key has none")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.telegram_token and self.telegram_mode == "webhook" and not self.public_url.startswith("https://"):
            raise ValueError(f"{PREFIX}TELEGRAM_MODE=webhook needs a {PREFIX}PUBLIC_URL with https://")
        if self.llm_base_url and not self.llm_model:
            raise ValueError(f"{PREFIX}LLM_BASE_URL needs a {PREFIX}LLM_MODEL")
        if self.llm_base_url.startswith("http://") and not self.llm_allow_private:
            raise ValueError(f"{PREFIX}LLM_BASE_URL needs https://, or {PREFIX}LLM_ALLOW_PRIVATE=true")
        if self.limit_short_return_days >= self.limit_long_return_days:
            raise ValueError(f"{PREFIX}LIMIT_SHORT_RETURN_DAYS must be less than {PREFIX}LIMIT_LONG_RETURN_DAYS")
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
        """The sources, the strongest first."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls, config_file())


class TeachingSettings(Settings):
    """For a tutor that real people talk to: who answers for their data must be named."""

    @field_validator("operator_name", "operator_contact", "secret_key")
    @classmethod
    def _given(cls, value: str | SecretStr) -> str | SecretStr:
        if not value:
            raise ValueError("is required; only a demo (--demo) goes without")
        return value


class DemoSettings(Settings):
    """For trying out: a database of its own, and nobody who answers for data."""

    is_demo: ClassVar[bool] = True

    operator_name: str = Field("Bản thử nghiệm", description=Settings.model_fields["operator_name"].description)
    operator_contact: str = Field(
        "người đang mở máy này", description=Settings.model_fields["operator_contact"].description
    )
    database_url: Annotated[str, AfterValidator(_known_database)] = Field(
        "sqlite+aiosqlite:///data/demo.db", description=Settings.model_fields["database_url"].description
    )


SECRETS = frozenset(name for name, facts in Settings.model_fields.items() if facts.annotation is SecretStr)
"""The settings whose values are masked wherever they are shown."""

S = TypeVar("S", bound=Settings)


def load_settings(kind: type[S], flags: Mapping[str, object] | None = None) -> S:
    """Reads the settings from all their sources, and warns of keys that nobody knows.

    Args:
        kind: `Settings` for what touches no learner, `TeachingSettings` or `DemoSettings` for what does.
        flags: what the command line said, by the setting's name; None means not said.

    Returns:
        The settings, all of them valid.

    Raises:
        SettingsError: one or more are missing or wrong; its text lists all.
        OSError: a settings file is there and cannot be read.
    """
    said: dict[str, Any] = {}  # Any: pydantic narrows what the command line said, as it does every source
    said.update((key, value) for key, value in (flags or {}).items() if value is not None)
    try:
        loaded = kind(**said)
        for warning in unknown_keys():
            _log.warning(warning)
    except ValidationError as error:
        faults = [_fault(each["loc"], each["msg"]) for each in error.errors(include_url=False, include_input=False)]
        raise SettingsError("\n".join(("These settings need mending:", *faults))) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The settings file {config_file()} is not valid TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"A settings file (.env or {config_file()}) is not UTF-8 text: {error}.") from error
    return loaded


def _fault(where: Iterable[int | str], message: str) -> str:
    name = key_of(str(next(iter(where), "")))
    words = message.removeprefix("Value error, ")
    return f"  {words}" if name == PREFIX else f"  {name}: {words}"


def key_of(field: str) -> str:
    """The environment's name of a setting."""
    return PREFIX + field.upper()


def config_file() -> Path:
    """The settings file: `banhoc.toml` in the working folder, which need not exist, or the one that is named.

    Raises:
        SettingsError: the named one does not exist.
    """
    named = os.environ.get(CONFIG_KEY)
    if named and not Path(named).is_file():
        raise SettingsError(f"{CONFIG_KEY} names the file {named}, which does not exist.")
    return Path(named or "banhoc.toml")


def origins(kind: type[Settings]) -> Mapping[str, str]:
    """Where each setting that is set comes from, by its field; one that is absent has its default."""
    found: dict[str, str] = {}
    sources: tuple[tuple[str, PydanticBaseSettingsSource], ...] = (
        ("environment", EnvSettingsSource(kind)),
        (".env", DotEnvSettingsSource(kind)),
        (str(config_file()), TomlConfigSettingsSource(kind, config_file())),
    )
    for name, source in sources:
        for field in kind.model_fields.keys() & source().keys():
            found.setdefault(field, name)
    return found


def unknown_keys() -> tuple[str, ...]:
    """A sentence for each key that looks like a setting and is none."""
    known = {key_of(field) for field in Settings.model_fields} | {CONFIG_KEY}
    dotenv = DotEnvSettingsSource(Settings).env_vars
    toml = TomlConfigSettingsSource(Settings, config_file()).toml_data
    written = (
        *((key.upper(), "environment") for key in os.environ),
        *((key.upper(), ".env") for key in dotenv),
        *((key_of(key), str(config_file())) for key in toml),
    )
    return tuple(
        f"Unknown setting {key} ({where}) is ignored{_meant(key, known)}"
        for key, where in written
        if key.startswith(PREFIX) and not key.startswith(_TEST_PREFIX) and key not in known
    )


def _meant(key: str, known: Iterable[str]) -> str:
    words = [each.removeprefix(PREFIX) for each in known]
    close = difflib.get_close_matches(key.removeprefix(PREFIX), words, n=1)
    return f"; did you mean {PREFIX}{close[0]}?" if close else "."
