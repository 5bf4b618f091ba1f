"""What it costs to start: the help, and a chat until it is ready; and what a chat holds while nobody types."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import line

RUNS = 5
BANHOC = (sys.executable, "-m", "bot")


def bench(folder: Path) -> Iterator[str]:
    """CPU seconds are of the child alone, user and system, with bytecode in place; a first run makes it."""
    environment = environment_of(folder)
    _help_seconds(environment)
    seconds = statistics.median(_help_seconds(environment) for _ in range(RUNS))
    yield line("CPU of --help", f"median {seconds:.2f} s", "0.3 s")
    _ready(environment)
    runs = [_ready(environment) for _ in range(RUNS)]
    yield line("CPU until chat is ready", f"median {statistics.median(seconds for seconds, _ in runs):.2f} s", "2 s")
    yield line("RSS of an idle chat", f"{max(mebibytes for _, mebibytes in runs):.0f} MiB", "under 120 MB")


def environment_of(folder: Path) -> dict[str, str]:
    """A database and bytecode of its own, whatever the shell's environment says about either."""
    mine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    database = f"sqlite+aiosqlite:///{folder}/start.db"
    return mine | {"BANHOC_DATABASE_URL": database, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}


def _help_seconds(environment: dict[str, str]) -> float:
    with subprocess.Popen([*BANHOC, "--help"], stdout=subprocess.DEVNULL, env=environment) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return usage.ru_utime + usage.ru_stime


def _ready(environment: dict[str, str]) -> tuple[float, float]:
    """Starts a chat; gives its CPU seconds and its resident MiB when it has said that it is idle."""
    command = [*BANHOC, "chat", "--demo", "--json", "--as", "bench"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) as child:
        assert child.stdout is not None
        for said in child.stdout:
            if json.loads(said).get("idle"):
                break
        else:
            raise AssertionError("the chat ended before it was ready")
        figures = cpu_seconds(child.pid), resident_mebibytes(child.pid)
        child.communicate(timeout=30)
    assert child.returncode == 0
    return figures


def cpu_seconds(pid: int) -> float:
    """User and system time. Source: proc(5), fields 14 and 15 of stat, in clock ticks."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid: int) -> float:
    """What a process holds in memory, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(row.split()[1]) / 1024 for row in status.splitlines() if row.startswith("VmRSS:"))
