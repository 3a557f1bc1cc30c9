"""A tick at an aftale: stored, told, and taken back with »Fortryd«."""

from collections.abc import Callable

from konsulent_app.services.aftale import save_gjort
from konsulent_app.services.context import Context
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError


def tick(
    work: Work, context: Context, feedback: Feedback, aftale: int, gjort: bool, reload: Callable[[], None]
) -> None:
    """``reload`` is called when it could not be stored: the box shows again what is."""

    def failed(error: KonsulentError) -> None:
        feedback.hear(error)
        reload()

    def undo() -> None:
        work.write(lambda tx: save_gjort(tx, context, aftale, not gjort), failed=failed)

    def done(_: object) -> None:
        feedback.tell("Aftalen er gjort." if gjort else "Aftalen er åben igen.", "Fortryd", undo)

    work.write(lambda tx: save_gjort(tx, context, aftale, gjort), done, failed)
