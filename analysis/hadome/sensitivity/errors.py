"""Errors of a sensitivity study."""

from ..errors import ResultsError


class StudyError(ResultsError):
    """The study that was asked for cannot be made; problem, reason, remedy."""


class EngineError(StudyError):
    """The engine refused, in its own words."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.code = code
