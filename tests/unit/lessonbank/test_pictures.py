"""A picture is read out of the bank and from nowhere else."""

from pathlib import Path

import pytest

from bot.lessonbank.pictures import LARGEST_BYTES, PictureFolder
from bot.model.message import Image


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    (folder / "lam-quen").mkdir(parents=True)
    (folder / "lam-quen" / "anh.png").write_bytes(b"png")
    with (folder / "to.png").open("wb") as large:
        large.truncate(LARGEST_BYTES + 1)
    (tmp_path / "khac.png").write_bytes(b"secret")
    (folder / "loi.png").symlink_to(tmp_path / "khac.png")
    return folder


async def test_a_picture_is_read(bank: Path) -> None:
    assert await PictureFolder(bank).read(Image("lam-quen/anh.png", "x")) == b"png"


@pytest.mark.parametrize("path", ["khong-co.png", "../khac.png", "loi.png", "to.png", "lam-quen", "", "a\x00b"])
async def test_what_is_none_of_the_banks_is_missing(bank: Path, path: str) -> None:
    assert await PictureFolder(bank).read(Image(path, "x")) is None
    assert await PictureFolder(bank).read(Image(str(bank.parent / "khac.png"), "x")) is None
