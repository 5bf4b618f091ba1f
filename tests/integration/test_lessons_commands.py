"""`banhoc lessons`, as an author calls it."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.lessonbank.versions import read_canonical
from bot.model.ids import LessonId
from tests.unit.lessonbank.written import LESSON, Written

TAKEN_OUT = "Có lúc sai, right: true"


@pytest.fixture
def bank(tmp_path: Path) -> Written:
    return Written(tmp_path / "bank")


def run(bank: Written, *arguments: str) -> Result:
    """Runs a command of an author whose bank is set once and for all."""
    return CliRunner(env={"BANHOC_LESSONS_DIR": str(bank.folder)}).invoke(main, ("lessons", *arguments))


def test_a_bank_without_faults(bank: Written) -> None:
    done = run(bank, "check")
    assert (done.exit_code, done.output) == (0, "1 lesson, no faults\n")
    done = run(bank, "check", "--json")
    assert (done.exit_code, json.loads(done.output)) == (0, [])


def test_every_fault_is_a_line_and_ends_with_3(bank: Written) -> None:
    bank.spoil(TAKEN_OUT, "Có lúc sai, feedback: Bạn nhầm.")
    done = run(bank, "check")
    assert done.exit_code == 3
    assert done.stdout.splitlines() == [
        (
            f"{bank.folder}/chang-mot/bai-mot.yaml:21:3: steps[1].options: no option is right: nobody could go on; "
            "write 'right: true' on one"
        ),
        (
            f"{bank.folder}/chang-mot/bai-mot.yaml:23:36: steps[1].options[1].feedback: bare pronoun 'Bạn': "
            "write {bạn} for the learner, {mình} for the machine, or name the person"
        ),
    ]
    told = json.loads(run(bank, "check", "--json").stdout)
    assert [(each["line"], each["column"], each["path"], each["is_fatal"]) for each in told] == [
        (21, 3, "steps[1].options", True),
        (23, 36, "steps[1].options[1].feedback", False),
    ]


def test_another_folder_may_be_named(bank: Written, tmp_path: Path) -> None:
    other = Written(tmp_path / "other")
    other.write("chang-mot/bai-mot.yaml", "")
    assert run(bank, "check", str(other.folder)).exit_code == 3
    assert run(other, "show", "bai-mot", "--lessons", str(bank.folder)).exit_code == 0
    assert run(bank, "check", str(tmp_path / "nowhere")).exit_code == 2


@pytest.mark.parametrize("arguments", [("check",), ("export",)])
def test_a_folder_of_the_settings_that_is_not_there(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    nowhere = tmp_path / "nowhere"
    done = CliRunner(env={"BANHOC_LESSONS_DIR": str(nowhere)}).invoke(main, ("lessons", *arguments))
    assert done.exit_code == 3
    assert f"{nowhere}:1:1: there is no such folder" in done.output


def test_the_schema_is_json(bank: Written) -> None:
    done = run(bank, "schema")
    assert done.exit_code == 0
    assert json.loads(done.output) == json.loads(run(bank, "schema", "--json").output)


def test_a_lesson_is_begun(bank: Written) -> None:
    done = run(bank, "new", "bai-hai", "--track", "chang-mot")
    path = bank.folder / "chang-mot" / "bai-hai.yaml"
    assert done.exit_code == 0
    assert str(path) in done.output
    assert path.is_file()
    again = run(bank, "new", "bai-hai", "--track", "chang-mot")
    assert again.exit_code == 3
    assert "The id 'bai-hai' is taken" in again.output
    assert run(bank, "new", "Bài ba", "--track", "chang-mot").exit_code == 3
    assert run(bank, "new", "bai-ba").exit_code == 3, "the usual track is not in this bank"


def test_a_lesson_is_shown_as_its_learner_reads_it(bank: Written) -> None:
    done = run(bank, "show", "bai-mot", "--as", "bác")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Bác xem lại ở Cổng chung." in done.stdout
    assert "Bạn xem lại" in run(bank, "show", "bai-mot").stdout
    assert run(bank, "show", "bai-mot", "--as", "cụ").exit_code == 2


def test_a_lesson_that_is_hidden_is_shown_with_a_word_about_it(bank: Written) -> None:
    bank.write("facts.yaml", (bank.folder / "facts.yaml").read_bytes().replace(b"2027-06-30", b"2026-11-22"))
    done = run(bank, "show", "bai-mot")
    assert done.exit_code == 0
    assert done.stderr.startswith("Learners do not see this lesson now")


def test_a_lesson_that_is_not_there(bank: Written) -> None:
    done = run(bank, "show", "bai-ba")
    assert done.exit_code == 1
    assert "There is no lesson 'bai-ba' that can be read. There are: bai-mot." in done.output
    bank.spoil(TAKEN_OUT, "[")
    done = run(bank, "show", "bai-mot")
    assert "There is no lesson 'bai-mot' that can be read. There is none: see `banhoc lessons check`." in done.output


def test_lessons_are_handed_on_as_json_with_their_hash(bank: Written) -> None:
    done = run(bank, "export")
    assert done.exit_code == 0
    (line,) = done.output.splitlines()
    told = json.loads(line)
    assert told["lesson"]["id"] == "bai-mot"
    body = run(bank, "show", "bai-mot", "--json").output.removesuffix("\n")
    assert json.loads(body) == told["lesson"]
    assert hashlib.sha256(body.encode()).hexdigest() == told["content_hash"]
    assert read_canonical(body) == bank.load().catalog.lessons[LessonId("bai-mot")]


def test_a_broken_bank_is_not_handed_on(bank: Written) -> None:
    bank.write("chang-mot/bai-mot.yaml", LESSON.replace("level: 1", "level: 9"))
    done = run(bank, "export")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "level: must be 3 or less" in done.stderr
