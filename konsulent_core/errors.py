"""The three kinds of error and what each means for the person: mend it, wait or work on, or tell us."""


class KonsulentError(Exception):
    """``message`` is Danish, says what to do next and never holds personal data."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UserError(KonsulentError):
    """Something the person wrote or chose can be mended by the person; shown at ``field``."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class WorldError(KonsulentError):
    """Net, disk or server does not do its part; the app goes on and nothing is lost."""


class BugError(KonsulentError):
    """Ours. Logged without personal data."""
