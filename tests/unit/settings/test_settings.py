"""Settings: where they come from, which source is stronger, and how faults are told."""

import logging
from pathlib import Path

import pytest

from bot.model.errors import SettingsError
from bot.settings import (
    PREFIX,
    DemoSettings,
    Settings,
    TeachingSettings,
    config_file,
    key_of,
    load_settings,
    origins,
)

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for key in [key_of(field) for field in Settings.model_fields] + ["BANHOC_CONFIG"]:
        monkeypatch.delenv(key, raising=False)
    return tmp_path


def faults(kind: type[Settings]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(kind)
    return str(caught.value).splitlines()


def test_without_any_source_the_defaults_hold() -> None:
    settings = load_settings(Settings)
    assert settings.database_url == "sqlite+aiosqlite:///data/banhoc.db"
    assert settings.timezone == "Asia/Ho_Chi_Minh"
    assert settings.lessons_dir is None
    assert settings.log_format is None
    assert settings.limit_text_characters == 4000
    assert not settings.is_demo
    assert origins(Settings) == {}


def test_the_stronger_source_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "banhoc.toml").write_text('timezone = "Asia/Seoul"\nlog_level = "error"\noperator_name = "Xã A"\n')
    (folder / ".env").write_text("BANHOC_TIMEZONE=Asia/Tokyo\nBANHOC_LOG_LEVEL=debug\nOTHER=1\n")
    monkeypatch.setenv("BANHOC_TIMEZONE", "Asia/Bangkok")
    settings = load_settings(Settings)
    assert (settings.timezone, settings.log_level, settings.operator_name) == ("Asia/Bangkok", "debug", "Xã A")
    assert origins(Settings) == {"timezone": "environment", "log_level": ".env", "operator_name": "banhoc.toml"}
    said = load_settings(Settings, {"timezone": "Asia/Vientiane", "log_level": None})
    assert (said.timezone, said.log_level) == ("Asia/Vientiane", "debug")


def test_networks_of_proxies_are_read_and_what_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [str(each) for each in load_settings(Settings).proxies] == ["127.0.0.0/8", "::1/128"]
    said = load_settings(Settings, {"trusted_proxies": " 10.0.0.2,, fd00::/8 "})
    assert [str(each) for each in said.proxies] == ["10.0.0.2/32", "fd00::/8"]
    assert load_settings(Settings, {"trusted_proxies": ""}).proxies == ()
    for wrong in ("nginx", "10.0.0.1/8", "10.0.0.0/40", "10.0.0.1;10.0.0.2"):
        monkeypatch.setenv("BANHOC_TRUSTED_PROXIES", wrong)
        assert "BANHOC_TRUSTED_PROXIES" in faults(Settings)[1]


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANHOC_TIMEZONE", "")
    assert load_settings(Settings).timezone == "Asia/Ho_Chi_Minh"


def test_another_file_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = folder / "other.toml"
    other.write_text('operator_name = "Phường B"\n')
    monkeypatch.setenv("BANHOC_CONFIG", str(other))
    assert load_settings(Settings).operator_name == "Phường B"
    assert config_file() == other
    other.unlink()
    assert faults(Settings) == [f"BANHOC_CONFIG names the file {other}, which does not exist."]


def test_who_teaches_must_say_who_answers_for_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults(TeachingSettings) == [
        "These settings need mending:",
        "  BANHOC_OPERATOR_NAME: is required; only a demo (--demo) goes without",
        "  BANHOC_OPERATOR_CONTACT: is required; only a demo (--demo) goes without",
        "  BANHOC_SECRET_KEY: is required; only a demo (--demo) goes without",
    ]
    monkeypatch.setenv("BANHOC_OPERATOR_NAME", "Xã A")
    monkeypatch.setenv("BANHOC_OPERATOR_CONTACT", "1022")
    monkeypatch.setenv("BANHOC_SECRET_KEY", KEY)
    settings = load_settings(TeachingSettings)
    assert (settings.operator_name, settings.operator_contact) == ("Xã A", "1022")
    assert settings.secret_key.get_secret_value() == KEY


def test_a_demo_needs_nothing_and_has_a_database_of_its_own() -> None:
    settings = load_settings(DemoSettings)
    assert settings.is_demo
    assert settings.operator_name
    assert settings.operator_contact
    assert settings.database_url == "sqlite+aiosqlite:///data/demo.db"


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANHOC_TIMEZONE", "Asia/Nowhere")
    monkeypatch.setenv("BANHOC_DATABASE_URL", "mysql://a:geheim@b/c")
    monkeypatch.setenv("BANHOC_SECRET_KEY", "short-secret")
    monkeypatch.setenv("BANHOC_LOG_FORMAT", "xml")
    monkeypatch.setenv("BANHOC_LIMIT_CHECK_TRIES", "0")
    told = faults(Settings)
    assert [line.split(":")[0].strip() for line in told[1:]] == [
        "BANHOC_DATABASE_URL",
        "BANHOC_SECRET_KEY",
        "BANHOC_TIMEZONE",
        "BANHOC_LOG_FORMAT",
        "BANHOC_LIMIT_CHECK_TRIES",
    ]
    assert "there is no time zone 'Asia/Nowhere'" in told[3]
    assert "geheim" not in "".join(told)
    assert "short-secret" not in "".join(told)


@pytest.mark.parametrize(
    "url", ["", "x", "sqlite:///a.db", "sqlite+aiosqlite:///", "postgresql://a/b", "postgresql+asyncpg://a:b/c"]
)
def test_a_database_must_be_one_that_we_can_use(url: str) -> None:
    with pytest.raises(SettingsError, match="BANHOC_DATABASE_URL: "):
        load_settings(Settings, {"database_url": url})


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/passwd", "Asia", "x\0y"])
def test_a_zone_must_exist(name: str) -> None:
    with pytest.raises(SettingsError, match="there is no time zone"):
        load_settings(Settings, {"timezone": name})


def test_the_short_return_comes_before_the_long_one() -> None:
    with pytest.raises(SettingsError, match=r"\n  BANHOC_LIMIT_SHORT_RETURN_DAYS must be less than"):
        load_settings(Settings, {"limit_short_return_days": 30})


def test_the_secret_may_stand_in_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "key"
    file.write_text(f"{KEY}\n")
    monkeypatch.setenv("BANHOC_SECRET_KEY_FILE", str(file))
    assert load_settings(Settings).secret_key.get_secret_value() == KEY
    monkeypatch.setenv("BANHOC_SECRET_KEY", KEY)
    assert faults(Settings)[1:] == ["  BANHOC_SECRET_KEY: set this or BANHOC_SECRET_KEY_FILE, not both"]


@pytest.mark.parametrize(("content", "reason"), [(None, "No such file or directory"), (b"\xff\xfe", "it is no text")])
def test_a_secret_file_that_cannot_be_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (folder / "key").write_bytes(content)
    monkeypatch.setenv("BANHOC_SECRET_KEY_FILE", "key")
    assert faults(Settings)[1:] == [
        f"  BANHOC_SECRET_KEY: the file key of BANHOC_SECRET_KEY_FILE cannot be read: {reason}"
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("banhoc.toml", b"timezone = ", "The settings file banhoc.toml is not valid TOML: "),
        ("banhoc.toml", b"\xff", "A settings file (.env or banhoc.toml) is not UTF-8 text: "),
        (".env", b"BANHOC_TIMEZONE=\xff", "A settings file (.env or banhoc.toml) is not UTF-8 text: "),
    ],
)
def test_a_broken_file_is_told(folder: Path, name: str, content: bytes, sentence: str) -> None:
    (folder / name).write_bytes(content)
    assert faults(Settings)[0].startswith(sentence)


def test_unknown_keys_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("BANHOC_TIMEZOME", "x")
    monkeypatch.setenv("BANHOC_TEST_POSTGRES_URL", "is the tests' own")
    (folder / ".env").write_text("BANHOC_XYZ=1\nOTHER=1\n")
    (folder / "banhoc.toml").write_text('log_levle = "info"\n[table]\n')
    with caplog.at_level(logging.WARNING):
        load_settings(Settings)
    assert set(caplog.messages) == {
        "Unknown setting BANHOC_TIMEZOME (environment) is ignored; did you mean BANHOC_TIMEZONE?",
        "Unknown setting BANHOC_XYZ (.env) is ignored.",
        "Unknown setting BANHOC_LOG_LEVLE (banhoc.toml) is ignored; did you mean BANHOC_LOG_LEVEL?",
        "Unknown setting BANHOC_TABLE (banhoc.toml) is ignored.",
    }


def test_settings_do_not_change() -> None:
    settings = load_settings(Settings)
    with pytest.raises(ValueError, match="frozen"):
        settings.timezone = "Asia/Tokyo"  # type: ignore[misc]  # the point of the test


def test_every_setting_says_what_it_means() -> None:
    assert Settings.model_fields
    assert [name for name, facts in Settings.model_fields.items() if not facts.description] == []
    assert [
        (kind, name)
        for kind in (TeachingSettings, DemoSettings)
        for name in kind.model_fields
        if name not in Settings.model_fields
    ] == []
    assert key_of("timezone") == f"{PREFIX}TIMEZONE"


TOKEN = "123456789:" + "A" * 35


def test_a_bot_token_may_stand_in_a_file_and_is_shown_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("BANHOC_TELEGRAM_TOKEN_FILE", "token")
    settings = load_settings(Settings)
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings)
    monkeypatch.setenv("BANHOC_TELEGRAM_TOKEN", TOKEN)
    assert faults(Settings)[1:] == ["  BANHOC_TELEGRAM_TOKEN: set this or BANHOC_TELEGRAM_TOKEN_FILE, not both"]


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("TELEGRAM_TOKEN", "hunter2", "is no token"),
        ("TELEGRAM_API_URL", "api.telegram.org", "write it like https://api.telegram.org"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/", "without a slash at the end"),
        ("TELEGRAM_RATE", "0", "greater than 0"),
        ("TELEGRAM_CHAT_RATE", "-1", "greater than or equal to 0"),
        ("HTTP_PROXY", "proxy:3128", "write it like http://proxy"),
    ],
)
def test_what_telegram_cannot_work_with_is_refused(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str, fault: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{key}", value)
    (told,) = faults(Settings)[1:]
    assert told.startswith(f"  {PREFIX}{key}: ")
    assert fault in told
    assert "hunter2" not in told


def test_a_webhook_needs_an_address_that_telegram_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANHOC_TELEGRAM_MODE", "webhook")
    load_settings(Settings)
    monkeypatch.setenv("BANHOC_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("BANHOC_PUBLIC_URL", "http://hocai.example.vn")
    assert faults(Settings)[1:] == ["  BANHOC_TELEGRAM_MODE=webhook needs a BANHOC_PUBLIC_URL with https://"]
    monkeypatch.setenv("BANHOC_PUBLIC_URL", "https://hocai.example.vn")
    assert load_settings(Settings).telegram_mode == "webhook"


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("LLM_BASE_URL", "api.example.vn/v1", "write it like https://"),
        ("LLM_API_KEY", "two words", "a key has none"),
        ("LLM_TIMEOUT_SECONDS", "0", "greater than 0"),
        ("LLM_TIMEOUT_SECONDS", "61", "less than or equal to 60"),
        ("LLM_DAILY_BUDGET", "-1", "greater than or equal to 0"),
    ],
)
def test_what_a_language_model_cannot_be_asked_with_is_refused(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str, fault: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{key}", value)
    (told,) = faults(Settings)[1:]
    assert told.startswith(f"  {PREFIX}{key}: ")
    assert fault in told
    assert "two words" not in told


def test_a_language_model_needs_a_name_and_https(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "key").write_text("sk-0123456789\n")
    monkeypatch.setenv("BANHOC_LLM_API_KEY_FILE", "key")
    monkeypatch.setenv("BANHOC_LLM_BASE_URL", "http://localhost:11434/v1")
    assert faults(Settings)[1:] == ["  BANHOC_LLM_BASE_URL needs a BANHOC_LLM_MODEL"]
    monkeypatch.setenv("BANHOC_LLM_MODEL", "qwen3:8b")
    assert faults(Settings)[1:] == ["  BANHOC_LLM_BASE_URL needs https://, or BANHOC_LLM_ALLOW_PRIVATE=true"]
    monkeypatch.setenv("BANHOC_LLM_ALLOW_PRIVATE", "true")
    settings = load_settings(Settings)
    assert settings.llm_api_key.get_secret_value() == "sk-0123456789"
    assert "sk-0123456789" not in repr(settings)
