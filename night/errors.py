"""Errors that speak to the person at the terminal, and the exit codes."""

import errno

DONE, INTERNAL, WRONG_USE, DEGRADED, NOTHING_MEASURED, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

_OF_THE_MACHINE = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EROFS,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    }
)
"""What is no mistake of the program, although writing to an open file does not say to which."""


class UserError(Exception):
    """Something the user can put right: the message says what, where and what to do."""

    def __init__(self, message: str, exit_code: int = WRONG_USE) -> None:
        self.exit_code = exit_code
        super().__init__(message)


def spoken(error: BaseException) -> UserError | None:
    """The error as a message for the user, or None if it is one of ours to mend.

    Called when something has gone wrong already, so the imports may cost what they do.
    """
    from crawler import file_errors
    from scoring.audit_file import AuditFileError
    from scoring.lookup import AmbiguousName, UnknownName
    from scoring.registry import RegistryError
    from scoring.store import NoStore, StoreError
    from scoring.surveys.file import SurveyFileError

    if isinstance(error, UserError):
        return error
    if isinstance(error, AuditFileError | NoStore | RegistryError | SurveyFileError):
        return UserError(str(error))
    if isinstance(error, StoreError):
        return UserError(str(error), INTERNAL)
    if isinstance(error, AmbiguousName):
        return UserError(f"{error}. Say which, by name or code.")
    if isinstance(error, UnknownName):
        return UserError(f"{error}. Give a name, alias, code or host of the registry.")
    if type(error).__name__ in ("NoBrowser", "CrawlFailed", "NameMapError"):
        # By name: to import the crawler for this would take longer than the command did.
        return UserError(str(error), INTERNAL if type(error).__name__ == "CrawlFailed" else WRONG_USE)
    if isinstance(error, OSError) and (error.filename is not None or error.errno in _OF_THE_MACHINE):
        return UserError(file_errors.sentence(error), INTERNAL)
    return None
