"""Errors that are the user's to mend: one line each, with problem, reason and remedy."""


class ResultsError(Exception):
    """The results asked for cannot be read."""


class DamagedResultsError(ResultsError):
    """They are there, but not what the run wrote."""
