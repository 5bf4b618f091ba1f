"""The command line: imports a command when it is called, and turns errors into sentences and exit codes."""

import importlib
import sys
from typing import Any

import click

from bot.model.errors import BotError, LessonError, SettingsError, SheetError

FAILED, PROBLEMS_FOUND, BAD_SETTINGS, INTERRUPTED = 1, 3, 4, 130
"""Exit codes beside 0 (done) and 2 (wrong usage), which are click's own."""

_COMMANDS = {
    "audit": "bot.cli.audit:audit",
    "broadcast": "bot.cli.broadcasts:broadcasts",
    "chat": "bot.cli.chat:chat",
    "class": "bot.cli.classes:classes",
    "completion": "bot.cli.completion:completion",
    "config": "bot.cli.config:config",
    "db": "bot.cli.db:db",
    "doctor": "bot.cli.doctor:doctor",
    "grade": "bot.cli.grade:grade",
    "learner": "bot.cli.learner:learner",
    "lessons": "bot.cli.lessons:lessons",
    "place": "bot.cli.places:places",
    "serve": "bot.cli.serve:serve",
    "staff": "bot.cli.staff:staff",
}
"""By name, the module and the command in it. The modules import what is heavy inside their functions."""


class Commands(click.Group):
    """The commands by name, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name.

        Raises:
            NoSuchCommand: there is none; click by itself would compare with those that are imported already.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from error

    def invoke(self, ctx: click.Context) -> Any:  # Any: click's own signature
        """Runs the command; the one place where an error becomes a sentence on stderr and an exit code.

        Raises:
            Exit: something went wrong that has a sentence, or the person interrupted the command.
        """
        try:
            return super().invoke(ctx)
        except (LessonError, SheetError) as error:
            raise _refusal("\n".join((str(error), *error.faults)), PROBLEMS_FOUND) from error
        except SettingsError as error:
            raise _refusal(str(error), BAD_SETTINGS) from error
        except BotError as error:
            raise _refusal(str(error), FAILED) from error
        except OSError as error:
            if error.filename is None:  # no file is meant: a pipe that was closed, which click ends on quietly
                raise
            raise _refusal(f"{error.filename}: {error.strerror}.", FAILED) from error
        except KeyboardInterrupt as error:
            raise _refusal("", INTERRUPTED) from error


def _refusal(sentence: str, exit_code: int) -> click.exceptions.Exit:
    click.echo(sentence, err=True)
    return click.exceptions.Exit(exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="banhoc", message="%(prog)s %(version)s")
def main() -> None:
    """Bạn Học AI: a tutor through which people learn to use AI, in bites.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 problems found, 4 bad settings, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        # Sentences are Vietnamese, also where the system's own encoding is an older one.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
