"""Faults between the files of a bank, and against the calendar."""

from datetime import date

import pytest

from tests.unit.lessonbank.written import FACTS, LESSON, TRACK, Written

TWO = TRACK.replace("[bai-mot]", "[bai-mot, bai-hai]")


def second(**changes: str) -> str:
    """A second lesson, without the exercise that the first one has."""
    text = LESSON.replace("id: bai-mot", "id: bai-hai").replace("exercise: viet-thu", "exercise: viet-nua")
    for before, after in changes.items():
        text = text.replace(f"{before}: []", f"{before}: {after}")
    return text


def test_two_lessons_go_together(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", TWO)
    bank.write("chang-mot/bai-hai.yaml", second(prerequisites="[bai-mot]"))
    assert bank.faults() == []


def test_the_id_is_the_files_name(bank: Written) -> None:
    bank.spoil("id: bai-mot", "id: bai-1")
    assert bank.faults() == ["chang-mot/bai-mot.yaml:1:1: id: the id must be the file's name, 'bai-mot'"]


def test_a_track_has_the_name_of_its_folder(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", TRACK.replace("id: chang-mot", "id: chang-hai"))
    assert bank.faults() == ["chang-mot/track.yaml:1:1: id: the id must be the folder's name, 'chang-mot'"]


def test_a_track_names_lessons_that_are_there_once(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", TRACK.replace("[bai-mot]", "[bai-mot, bai-ba, bai-mot]"))
    assert bank.faults() == [
        "chang-mot/track.yaml:4:20: lessons[1]: there is no file 'bai-ba.yaml' in this folder",
        "chang-mot/track.yaml:4:28: lessons[2]: the lesson 'bai-mot' stands here twice",
    ]


def test_every_lesson_is_in_a_track(bank: Written) -> None:
    bank.write("chang-mot/bai-hai.yaml", second())
    (fault,) = bank.faults()
    assert fault == (
        "chang-mot/bai-hai.yaml:1:1: no track teaches it: add 'bai-hai' to the lessons of chang-mot/track.yaml"
    )


def test_a_folder_with_lessons_has_a_track(bank: Written) -> None:
    (bank.folder / "chang-mot" / "track.yaml").unlink()
    (fault,) = bank.faults()
    assert fault == "chang-mot/track.yaml:1:1: the file cannot be read: No such file or directory"


def test_ids_of_lessons_and_exercises_are_unique_over_the_bank(bank: Written) -> None:
    bank.write("chang-hai/track.yaml", TRACK.replace("id: chang-mot", "id: chang-hai"))
    bank.write("chang-hai/bai-mot.yaml", LESSON)
    assert bank.faults() == [
        (
            "chang-mot/bai-mot.yaml:1:1: id: chang-hai/bai-mot.yaml is called so already: an id is unique over the "
            "whole bank"
        ),
        (
            "chang-mot/bai-mot.yaml:70:3: steps[6].exercise: the exercise 'viet-thu' stands in chang-hai/bai-mot.yaml "
            "already"
        ),
    ]


def test_an_unknown_prerequisite(bank: Written) -> None:
    bank.spoil("prerequisites: []", "prerequisites: [bai-khong]")
    assert bank.faults() == ["chang-mot/bai-mot.yaml:8:17: prerequisites[0]: there is no lesson 'bai-khong'"]


@pytest.mark.parametrize(
    ("goals", "fault"),
    [
        ("[bay]", "4:9: goals[0]: take one of 'write', 'ask', 'law', 'sell', 'services' or"),
        ("[sell, law, sell]", "4:20: goals[2]: the goal 'sell' stands here twice"),
    ],
)
def test_a_goal_that_cannot_be_served(bank: Written, goals: str, fault: str) -> None:
    bank.write("chang-mot/track.yaml", TRACK.replace("lessons:", f"goals: {goals}\nlessons:"))
    (found,) = bank.faults()
    assert found.startswith(f"chang-mot/track.yaml:{fault}")


def test_a_circle_of_prerequisites_is_told_in_each_lesson_of_it(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", TWO.replace("bai-hai]", "bai-hai, bai-ba]"))
    bank.spoil("prerequisites: []", "prerequisites: [bai-hai]")
    bank.write("chang-mot/bai-hai.yaml", second(prerequisites="[bai-mot]"))
    third = second(prerequisites="[bai-hai]").replace("bai-hai\nversion", "bai-ba\nversion")
    bank.write("chang-mot/bai-ba.yaml", third.replace("viet-nua", "viet-ba"))
    assert bank.faults() == [
        (
            "chang-mot/bai-hai.yaml:8:1: prerequisites: the lesson needs itself: bai-hai needs bai-mot needs bai-hai; "
            "break the circle"
        ),
        (
            "chang-mot/bai-mot.yaml:8:1: prerequisites: the lesson needs itself: bai-mot needs bai-hai needs bai-mot; "
            "break the circle"
        ),
    ]


def test_a_lesson_that_cannot_be_read_is_still_one_that_others_may_need(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", TWO)
    bank.write("chang-mot/bai-hai.yaml", second(prerequisites="[bai-mot]"))
    bank.spoil("level: 1", "level: 9")
    assert bank.faults() == ["chang-mot/bai-mot.yaml:5:1: level: must be 3 or less"]


@pytest.mark.parametrize("name", ["bai-hai.yaml", "facts.yml", "chang-mot/bai-hai.yml"])
def test_a_file_that_nobody_reads_is_told(bank: Written, name: str) -> None:
    bank.write(name, LESSON)
    assert bank.faults() == [f"{name}:1:1: nobody reads this file: lessons are <track>/<lesson>.yaml"]


def test_hidden_folders_and_other_files_are_passed_over(bank: Written) -> None:
    bank.write(".git/config.yaml", "x")
    bank.write("README.md", "x")
    bank.write("chang-mot/anh.png", b"\x89PNG")
    (bank.folder / "anh").mkdir()
    assert bank.faults() == []


def test_a_bank_may_have_no_facts_but_not_such_as_cannot_be_read(bank: Written) -> None:
    (bank.folder / "facts.yaml").unlink()
    assert bank.faults() == ["chang-mot/bai-mot.yaml:16:1: steps[0].text: facts.yaml has no fact 'cong'"]
    bank.write("facts.yaml", "facts: [")
    (fault,) = bank.faults()
    assert fault.startswith("facts.yaml:2:1: this is not YAML")


def test_a_picture_beside_the_lesson_is_found(bank: Written) -> None:
    bank.spoil("kind: card\n", "kind: card\n  image: {path: anh/che.png, text_twin: Đồi chè buổi sáng sớm}\n")
    assert len(bank.faults()) == 1
    bank.write("chang-mot/anh/che.png", b"\x89PNG")
    assert bank.faults() == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("source: Báo, ", "", "2:3: facts[0].source: is missing"),
        ("owner: Tổ biên tập", "owner: ''", "2:68: facts[0].owner: must not be empty"),
        ("value: Cổng chung", "value: null", "2:15: facts[0].value: a fact needs a value, here or at some place"),
        ("value: Cổng chung", "value: 1022", "2:15: facts[0].value: must be text; put it into quotes"),
        ("key: cong", "key: cổng", "2:4: facts[0].key: take small letters without accents, digits, and a hyphen"),
    ],
)
def test_a_fault_in_the_facts(bank: Written, before: str, after: str, fault: str) -> None:
    bank.write("facts.yaml", FACTS.replace(before, after))
    assert any(each.startswith(f"facts.yaml:{fault}") for each in bank.faults())
    assert any(each.is_fatal for each in bank.load().faults)


def test_a_fact_stands_once(bank: Written) -> None:
    bank.write("facts.yaml", FACTS + FACTS.removeprefix("facts:\n"))
    assert bank.faults() == ["facts.yaml:3:4: facts[1].key: the fact 'cong' stands here twice"]


def test_a_fact_may_exist_at_places_alone(bank: Written) -> None:
    bank.write("facts.yaml", FACTS.replace("value: Cổng chung", "value: null, by_place: {nui: Cổng núi, bien: null}"))
    assert bank.faults() == []


@pytest.mark.parametrize(
    ("name", "text", "faults"),
    [
        (
            "facts.yaml",
            FACTS.replace("2027-06-30", "2026-11-23"),
            [
                (
                    "chang-mot/bai-mot.yaml:16:1: steps[0].text: the fact 'cong' expired on 2026-11-23, which hides "
                    "this lesson: see facts.yaml"
                ),
                "facts.yaml:2:88: facts[0].valid_until: expired on 2026-11-23: look again, then set a later day",
            ],
        ),
        (
            "facts.yaml",
            FACTS.replace("2026-11-22", "2026-11-25"),
            ["facts.yaml:2:47: facts[0].checked: 2026-11-25 has not come yet"],
        ),
        (
            "chang-mot/bai-mot.yaml",
            LESSON.replace("minutes: 4", "minutes: 4\nvalid_until: 2026-11-23"),
            [
                (
                    "chang-mot/bai-mot.yaml:7:1: valid_until: the lesson expired on 2026-11-23: look through it, then "
                    "set a later day"
                )
            ],
        ),
        (
            "chang-mot/bai-mot.yaml",
            LESSON.replace("checked: 2026-11-22", "checked: 2026-11-25, valid_until: 2026-11-23"),
            [
                "chang-mot/bai-mot.yaml:9:29: sources[0].checked: 2026-11-25 has not come yet",
                (
                    "chang-mot/bai-mot.yaml:9:50: sources[0].valid_until: expired on 2026-11-23: look again, then set "
                    "a later day"
                ),
            ],
        ),
    ],
)
def test_what_time_has_overtaken_is_told_and_keeps_no_bank_closed(
    bank: Written, name: str, text: str, faults: list[str]
) -> None:
    bank.write(name, text)
    assert bank.faults() == faults
    assert not any(fault.is_fatal for fault in bank.load().faults)


def test_the_last_day_still_counts(bank: Written) -> None:
    assert bank.faults(date(2027, 6, 30)) == []
    assert len(bank.faults(date(2027, 7, 1))) == 2
