"""The error tree. A class answers two questions: whose turn is it, and may we try again?

BotError
├── LessonError              the author's turn: faults in the bank, each with file and line
├── SheetError               whoever made a table: faults in it, each with its row
├── SettingsError            the operator's turn: a setting is missing or wrong
├── ChannelError             a platform
│   ├── Throttled            wait `retry_after_seconds`, then again
│   ├── Unreachable          may be tried again
│   ├── Gone                 never again: the person blocked the bot or no longer exists
│   └── Rejected             our fault: the same call fails again
├── GraderError              a judge of attempts; the offline grade stands
│   ├── GraderUnavailable    may be tried again
│   └── GraderMisread        its answer could not be used
└── StoreError               the database
    ├── Conflict             somebody else was first: read again, then again
    ├── StoreAway            not reached, locked, or its disk is full; may be tried again, nothing was applied
    ├── SchemaTooOld         the operator's turn: upgrade the schema
    └── SchemaTooNew         the operator's turn: upgrade the program; the database was not touched
"""


class BotError(Exception):
    """Any error of ours; its text is a sentence for the person concerned."""


class LessonError(BotError):
    """The bank has faults; an author must mend them.

    `faults` holds one line each: `file:line:col: path: message`.
    """

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class SheetError(BotError):
    """A table that was handed in has faults; whoever made it must mend them, and nothing of it was taken.

    `faults` holds one line each: `file:row: heading: message`.
    """

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class SettingsError(BotError):
    """A setting is missing or wrong; the operator must mend it."""


class ChannelError(BotError):
    """A platform did not take a message."""


class Throttled(ChannelError):
    """The platform asks for a pause; try again after `retry_after_seconds`."""

    def __init__(self, message: str, retry_after_seconds: float) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class Unreachable(ChannelError):
    """The platform was not reached, or did not answer in time; may be tried again.

    `is_in_doubt` is true where the message may have arrived all the same.
    """

    def __init__(self, message: str, *, is_in_doubt: bool) -> None:
        super().__init__(message)
        self.is_in_doubt = is_in_doubt


class Gone(ChannelError):
    """The person blocked the bot or no longer exists there; never try again."""


class Rejected(ChannelError):
    """The platform refused the call as it stands; our fault, the same call fails again."""


class GraderError(BotError):
    """A judge of attempts failed; the offline grade stands."""


class GraderUnavailable(GraderError):
    """The grader was not reached; may be tried again."""


class GraderMisread(GraderError):
    """The grader's answer could not be used."""


class StoreError(BotError):
    """The database did not do what it was asked."""


class Conflict(StoreError):
    """Somebody else was first; read again, then try again."""


class StoreAway(StoreError):
    """The database was not reached, is locked, or cannot write; nothing was applied, try again later."""


class SchemaTooOld(StoreError):
    """The schema is older than the program; the operator must upgrade the schema."""


class SchemaTooNew(StoreError):
    """The schema is newer than the program; the operator must upgrade the program, and nothing was changed."""
