"""What was taken from others is as it was published, and its licence stands beside it."""

import hashlib
from pathlib import Path

import pytest

from bot.web.assets import STATIC

VENDOR = STATIC / "vendor"
FOR_TESTS = Path(__file__).parents[2] / "web" / "vendor"


@pytest.mark.parametrize("folder", [VENDOR, FOR_TESTS])
def test_each_file_is_as_it_was_published(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    files = {file.name: file for file in folder.iterdir() if file.suffix in {".css", ".js"}}
    assert files
    assert sums == {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}


def test_each_has_its_licence() -> None:
    for file in VENDOR.glob("*.css"):
        assert "MIT License" in (VENDOR / f"{file.name.partition('-')[0]}-LICENSE.md").read_text(encoding="utf-8")
    for file in VENDOR.glob("*.js"):
        assert "Zero-Clause BSD" in (VENDOR / f"{file.name.partition('-')[0]}-LICENSE.txt").read_text(encoding="utf-8")
    (script,) = FOR_TESTS.glob("*.js")
    assert "Mozilla Public" in script.read_text(encoding="utf-8")[:400]
    assert "Mozilla Public License" in (FOR_TESTS / "axe-core-LICENSE.txt").read_text(encoding="utf-8")
