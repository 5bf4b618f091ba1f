"""What was taken from others is as it was published, and its licence stands beside it."""

import hashlib

from bot.web.assets import STATIC

VENDOR = STATIC / "vendor"


def test_each_file_is_as_it_was_published() -> None:
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    files = {file.name: file for file in VENDOR.iterdir() if file.suffix in {".css", ".js"}}
    assert files
    assert sums == {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}


def test_each_has_its_licence() -> None:
    for file in VENDOR.glob("*.css"):
        assert "MIT License" in (VENDOR / f"{file.name.partition('-')[0]}-LICENSE.md").read_text(encoding="utf-8")
