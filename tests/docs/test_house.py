"""What is built from the project holds what the program needs."""

import re
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from tests.docs.pages import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    path = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    return set(zipfile.ZipFile(path).namelist())


def test_the_wheel_holds_the_bank(wheel: set[str]) -> None:
    lessons = {f"bot/_lessons/{file.relative_to(ROOT / 'lessons')}" for file in (ROOT / "lessons").rglob("*.yaml")}
    assert lessons
    assert lessons <= wheel


def test_the_wheel_holds_all_that_is_not_code(wheel: set[str]) -> None:
    others = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "bot").rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    assert any(name.endswith(".po") for name in others)
    assert others <= wheel


def test_the_wheel_holds_nothing_else(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel if ".dist-info/" not in name} == {"bot"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)


def test_the_source_archive_is_whole(tmp_path: Path) -> None:
    path = next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "bot/__init__.py"} <= names
    assert any(re.match(r"lessons/[^/]+/[^/]+\.yaml", name) for name in names)


def test_the_lock_file_names_the_public_index_alone() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
