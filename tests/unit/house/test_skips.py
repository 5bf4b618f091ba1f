"""A skip is told on a person's machine and fails in CI."""

import os
import subprocess
import sys
from pathlib import Path

SKIPS = Path(__file__).parents[2] / "skips.py"

CASES = """
import pytest

def test_passes():
    pass

@pytest.mark.skip(reason="install the thing")
def test_is_marked():
    pass

def test_skips_itself():
    pytest.skip("start the server")

@pytest.mark.xfail(reason="known", strict=True)
def test_is_known_to_fail():
    assert False
"""


def run_pytest(folder: Path, ci: str | None) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(SKIPS.read_text(encoding="utf-8"), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("COV")}
    if ci is not None:
        environment["CI"] = ci
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rs",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(folder),
        str(folder),
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_skip_is_told_outside_ci(tmp_path: Path) -> None:
    (tmp_path / "test_cases.py").write_text(CASES, encoding="utf-8")
    run = run_pytest(tmp_path, None)
    assert run.returncode == 0, run.stdout
    assert "1 passed, 2 skipped, 1 xfailed" in run.stdout
    assert "install the thing" in run.stdout


def test_a_skip_fails_in_ci(tmp_path: Path) -> None:
    (tmp_path / "test_cases.py").write_text(CASES, encoding="utf-8")
    run = run_pytest(tmp_path, "true")
    assert run.returncode == 1, run.stdout
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in run.stdout
    assert "nothing may be skipped in CI: " in run.stdout
    assert "start the server" in run.stdout


def test_a_skipped_module_fails_in_ci(tmp_path: Path) -> None:
    (tmp_path / "test_cases.py").write_text(
        'import pytest\npytest.importorskip("no_such_module_anywhere")\n', encoding="utf-8"
    )
    run = run_pytest(tmp_path, "true")
    assert run.returncode != 0, run.stdout
    assert "nothing may be skipped in CI: " in run.stdout
