"""The command line: quick help, sentences instead of tracebacks, exit codes, settings."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.integration.cli import Shell

HEAVY = ("sqlalchemy", "alembic", "pydantic", "aiohttp", "babel", "structlog", "telegram", "yaml")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("chat", "--help"),
        ("config", "show", "--help"),
        ("broadcast", "--help"),
        ("broadcast", "status", "--help"),
        ("completion", "zsh"),
    ],
)
def test_help_and_completion_import_nothing_heavy(words: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        f"try:\n    main({list(words)!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert ended.stderr.decode().strip() == "[]"
    assert ended.stdout


def test_every_command_is_in_the_help(shell: Shell) -> None:
    ended = shell.run("--help")
    assert ended.code == 0
    for name in ("broadcast", "chat", "class", "completion", "config", "db", "learner", "lessons"):
        assert f"  {name} " in ended.out
        assert shell.run(name, "--help").code == 0


def test_the_version_is_told(shell: Shell) -> None:
    ended = shell.run("--version")
    assert (ended.code, ended.out.split()[0]) == (0, "banhoc")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("chta",), "Did you mean 'chat'?"),
        (("chat", "--nosuch"), "No such option"),
        (("chat", "--as", ""), "--as takes a name"),
        (("chat", "--as", "a\nb"), "--as takes a name"),
        (("chat", "--as", "x" * 65), "--as takes a name"),
        (("chat", "--demo", "--at", "tomorrow"), "--at takes a time like 2026-11-27"),
        (("chat", "--demo", "--at", "0001-01-01"), "--at takes a time between the years 2000 and 2999"),
        (("chat", "--demo", "--at", "9999-12-31"), "--at takes a time between the years 2000 and 2999"),
        (("completion", "tcsh"), "'tcsh' is not one of"),
    ],
)
def test_wrong_usage_is_told(shell: Shell, words: tuple[str, ...], sentence: str) -> None:
    ended = shell.run(*words)
    assert ended.code == 2
    assert sentence in ended.err
    assert ended.out == ""


def test_missing_settings_are_told_all_at_once(shell: Shell) -> None:
    ended = shell.run("chat")
    assert ended.code == 4
    assert ended.err.count("is required") == 3
    assert "Traceback" not in ended.err
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(shell: Shell, name: str) -> None:
    ended = shell.run("completion", name)
    assert ended.code == 0
    assert "_BANHOC_COMPLETE" in ended.out


def test_settings_are_shown_with_their_origin_and_without_secrets(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BANHOC_LOG_LEVEL=debug\n")
    secret = "0123456789abcdef0123456789abcdef"
    settings = {"BANHOC_SECRET_KEY": secret, "BANHOC_DATABASE_URL": "postgresql+asyncpg://me:geheim@db/banhoc"}
    shell = Shell(tmp_path, settings)
    for ended in (shell.run("config", "show"), shell.run("config", "show", "--json")):
        assert ended.code == 0
        assert secret not in ended.out
        assert "geheim" not in ended.out
        assert "postgresql+asyncpg://me:***@db/banhoc" in ended.out
    found = {each["setting"]: (each["value"], each["from"]) for each in shell.run("config", "show", "--json").objects}
    assert found["BANHOC_SECRET_KEY"] == ("***", "environment")
    assert found["BANHOC_LOG_LEVEL"] == ("debug", ".env")
    assert found["BANHOC_LIMIT_MENU_HOURS"] == (24, "default")
    assert found["BANHOC_OPERATOR_NAME"] == (None, "default")


def test_files_to_begin_with_are_written_once(shell: Shell) -> None:
    assert shell.run("config", "init").code == 0
    written = shell.folder / "banhoc.toml"
    assert tomllib.loads(written.read_text(encoding="utf-8")) == {}
    assert "secret_key =" not in written.read_text(encoding="utf-8")
    set_all = "\n".join(line.removeprefix("#") for line in written.read_text("utf-8").splitlines() if line[1:2] != " ")
    set_all = set_all.replace("/run/secrets/banhoc", str(_key_file(shell.folder)))
    (shell.folder / "token").write_text("123456789:" + "A" * 35)
    set_all = set_all.replace("/run/secrets/telegram", str(shell.folder / "token"))
    set_all = set_all.replace("/run/secrets/llm", str(shell.folder / "token"))
    written.write_text(set_all, encoding="utf-8")
    assert shell.run("config", "show").err == "", "what the file says is known and valid"
    again = shell.run("config", "init")
    assert again.code == 1
    assert "--force" in again.err
    assert written.read_text(encoding="utf-8") != ""
    assert shell.run("config", "init", "--force").code == 0
    assert "BANHOC_SECRET_KEY=" in (shell.folder / ".env.example").read_text(encoding="utf-8")


def _key_file(folder: Path) -> Path:
    file = folder / "key"
    file.write_text("0123456789abcdef0123456789abcdef")
    return file


def test_a_folder_that_cannot_be_written_is_told() -> None:
    ended = Shell(Path("/proc")).run("config", "init")
    assert ended.code == 1
    assert ended.err.startswith("banhoc.toml: ")
    assert "Traceback" not in ended.err


def test_an_unknown_setting_warns_and_stops_nothing(tmp_path: Path) -> None:
    ended = Shell(tmp_path, {"BANHOC_TIMEZOME": "x"}).run("config", "show", "--json")
    assert ended.code == 0
    assert "did you mean BANHOC_TIMEZONE?" in ended.err
    assert json.loads(ended.out.splitlines()[0])
