"""Errors of the core, one tree.

DatelineError
├── NotationError      a string is not the EDTF or publication date it should be
├── LanguageError      a language file is wrong: unknown operator, word list or class
└── DateRangeError     arithmetic left the years this program can write (±999,999)
"""


class DatelineError(ValueError):
    """Base of every error that `timeline` raises on purpose."""


class NotationError(DatelineError):
    """A date string does not follow its notation; the message says what was expected."""


class LanguageError(DatelineError):
    """A language file cannot be used; the message names the file and the rule."""


class DateRangeError(DatelineError):
    """A date lies outside the years -999999 to 999999."""
