"""A bank to be spoilt."""

from pathlib import Path

import pytest

from tests.unit.lessonbank.written import Written


@pytest.fixture
def bank(tmp_path: Path) -> Written:
    """A bank without a fault."""
    return Written(tmp_path / "bank")
