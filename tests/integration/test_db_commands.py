"""`banhoc db` and `banhoc learner`, as an operator calls them."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from bot.cli import main
from bot.model.ids import Address
from bot.store.engine import open_store
from bot.store.schema import head
from tests.databases import Database, sqlite_url
from tests.integration.test_restore import admit
from tests.town import Town, words


class Shell:
    """Runs commands on one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(sqlite_url(folder / "banhoc.db"))

    def run(self, *arguments: str, answer: str | None = None) -> Result:
        return CliRunner(env={"BANHOC_DATABASE_URL": self.database.url}).invoke(main, arguments, input=answer)

    def admit(self, peer: str) -> None:
        asyncio.run(admit(self.database, Address("terminal", "default", peer), f"{peer:0>32}"))

    def execute(self, statement: str) -> None:
        async def work() -> None:
            store = await open_store(self.database.url)
            await store.write(lambda connection: connection.execute(text(statement)))
            await store.close()

        asyncio.run(work())


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    assert made.run("db", "upgrade").exit_code == 0
    return made


def test_an_upgrade_may_be_repeated(shell: Shell) -> None:
    done = shell.run("db", "upgrade")
    assert (done.exit_code, done.output) == (0, f"The database's schema is {head()}, which is this program's.\n")


def test_a_sound_database_is_told(shell: Shell) -> None:
    done = shell.run("db", "check")
    assert (done.exit_code, done.output) == (0, f"The database is sound; its schema is {head()}.\n")
    assert json.loads(shell.run("db", "check", "--json").output)["faults"] == []


def test_problems_are_found(shell: Shell) -> None:
    shell.execute("DROP TABLE lease")
    done = shell.run("db", "check")
    assert done.exit_code == 3
    assert "lease" in done.output
    assert done.output.endswith("1 problems.\n")
    assert len(json.loads(shell.run("db", "check", "--json").output)["faults"]) == 1


def test_a_newer_schema_is_found_and_refused(shell: Shell) -> None:
    shell.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "upgrade the program" in shell.run("db", "check").output
    done = shell.run("db", "stats")
    assert done.exit_code == 1
    assert done.stderr.startswith("The database's schema (9999) is newer than this program")
    assert shell.run("db", "upgrade").exit_code == 1


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = Shell(tmp_path / "nowhere").run("db", "check")
    assert done.exit_code == 1
    assert "cannot be opened" in done.stderr
    assert not (tmp_path / "nowhere").exists()
    assert Shell(tmp_path).run("db", "stats").exit_code == 1
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


def test_backups_rotate_and_come_back(shell: Shell) -> None:
    shell.admit("bac")
    done = shell.run("db", "backup", "--keep", "1", "--json")
    assert done.exit_code == 0
    copy = json.loads(done.output)
    assert Path(copy["path"]).parent == shell.folder / "backups"
    assert copy["rows"]["learner"] == 1
    assert shell.run("learner", "erase", "1", "--yes").exit_code == 0
    shell.admit("em")
    restored = shell.run("db", "restore", copy["path"])
    assert restored.exit_code == 0
    assert "1 learners erased again, 0 messages in doubt" in restored.output
    assert json.loads(shell.run("db", "stats", "--json").output)["rows"]["learner"] == 0
    old = shell.folder / "backups" / "banhoc-20200101T000000Z.db"
    old.touch()
    assert f"Deleted {old}." in shell.run("db", "backup", "--keep", "1").output


def test_counts_are_told(shell: Shell) -> None:
    shell.admit("bac")
    lines = shell.run("db", "stats").output.splitlines()
    assert lines[0].startswith("size: ")
    assert "rows learner: 1" in lines
    assert "messages waiting: 1" in lines


def test_a_learners_data_is_handed_out(shell: Shell) -> None:
    shell.admit("bác Năm")
    done = shell.run("learner", "export", "1")
    assert done.exit_code == 0
    found = json.loads(done.output)
    assert found["address"][0]["peer"] == "bác Năm"
    assert found["outbox"][0]["body"]["text"][0]["spans"][0]["text"] == "chào"


def test_a_number_that_no_learner_can_have_is_wrong_usage(shell: Shell) -> None:
    for command in (("export", f"{2**63}"), ("erase", f"{2**63}", "--yes"), ("export", "0")):
        assert shell.run("learner", *command).exit_code == 2
    assert shell.run("learner", "export", f"{2**63 - 1}").exit_code == 1


def test_a_learner_is_erased_only_after_a_yes(shell: Shell) -> None:
    shell.admit("bac")
    assert shell.run("learner", "erase", "1", answer="n\n").exit_code == 1
    assert shell.run("learner", "export", "1").exit_code == 0
    assert "Learner 1 is erased." in shell.run("learner", "erase", "1", answer="y\n").output
    for command in (("export", "1"), ("erase", "1", "--yes")):
        done = shell.run("learner", *command)
        assert (done.exit_code, done.stderr) == (1, "Error: There is no learner 1 in this database.\n")


def test_whoever_answers_an_erased_learner_hears_that_the_question_is_gone(shell: Shell) -> None:
    async def ask_and_claim() -> int:
        store = await shell.database.open()
        town = Town(store)
        await town.set_up()
        of = await town.comes("bac", is_in_class=True)
        await town.helps("hoa", "Cô Hoa", in_class=True)
        await town.types("bac", "/hoi Máy có lưu ảnh tôi gửi không?")
        await town.types("hoa", "/cauhoi")
        await town.presses("hoa", "Máy có lưu")
        await town.presses("hoa", "Nhận")
        await store.close()
        return of

    async def hears() -> str:
        store = await shell.database.open()
        town = Town(store)
        await town.listen()
        await town.inbox.settle()
        heard = words(await town.listen(), "hoa")
        await store.close()
        return heard

    of = asyncio.run(ask_and_claim())
    assert shell.run("learner", "erase", str(of), "--yes").exit_code == 0
    assert "không còn nữa" in asyncio.run(hears())
