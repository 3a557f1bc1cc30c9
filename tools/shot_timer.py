"""What the pictures of Timer and the week plan need beside the caseload: Ida's steps at two workplaces, invented."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text
from konsulent_core.entities import Besoeg, Indsats, Praktik, Record, Timer, Virksomhed
from konsulent_core.merge import Value

IDA = 1_008  # as ``shot_sager.sag_id(10)``
KATRINES_PRAKTIK = 3_002
IDAS_PRAKTIK, _BEFORE, _FARM = 3_010, 3_110, 4_110
_NU = from_text("2026-03-12T09:42:00.000Z")


def fill(tx: Tx) -> None:
    """A first place with setbacks and a småjob, a pause, and a second one where the maximum is inherited."""

    def save(entity: type[Record], row: int, scope: int, **values: Value) -> None:
        rows.save(tx, entity, row, scope, values, _NU)

    save(Virksomhed, _FARM, 9, navn="Spisestedet Gærden", by="Horsens")
    save(Praktik, _BEFORE, IDA, virksomhed=_FARM, start="2024-10-01", slut="2025-08-29", ugeplan="ti 09.00-11.30")
    save(Timer, 6_010, IDA, fra="2025-09-30", slettet=True)
    save(Timer, 6_110, IDA, slettet=True)
    save(Besoeg, 20_990, IDA, praktik=IDAS_PRAKTIK, type="opfoelgning", skema="opfoelgning.v1", nummer=2,
         tilstand="afsluttet", tidspunkt="2026-01-22T09:00:00.000Z")  # fmt: skip
    for row, praktik, fra, timer, til, loen, moenster, art, aarsag in (
        (6_501, _BEFORE, "2024-10-01", 4.0, None, 0.0, "2×2", "praktik", None),
        (6_502, _BEFORE, "2024-12-03", 6.0, None, 0.0, "2×3", "praktik", None),
        (6_503, _BEFORE, "2024-12-12", 4.0, None, 0.0, "2×2", "praktik", "smerter"),
        (6_504, _BEFORE, "2025-03-18", 7.5, None, 0.0, "3×2,5", "praktik", None),
        (6_505, _BEFORE, "2025-04-08", 5.0, None, 0.0, "2×2,5", "praktik", "smerter og dårlig søvn"),
        (6_506, _BEFORE, "2025-06-03", 5.0, None, 5.0, None, "smaajob", None),
        (6_507, _BEFORE, "2025-09-01", 0.0, None, 0.0, None, "pause", "stedet gik konkurs"),
        (6_508, IDAS_PRAKTIK, "2025-10-07", 4.0, 5.0, 0.0, None, "praktik", None),
        (6_510, IDAS_PRAKTIK, "2026-03-03", 5.0, None, 2.5, "2×2,5", "praktik", None),
    ):
        save(Timer, row, IDA, praktik=praktik, fra=fra, timer=timer, timer_til=til, loentimer=loen, moenster=moenster,
             art=art, aarsag=aarsag)  # fmt: skip
    save(Timer, 6_509, IDA, praktik=IDAS_PRAKTIK, besoeg=20_990, fra="2026-01-22", timer=5.0, loentimer=0.0,
         moenster="2×2,5", art="praktik")  # fmt: skip
    for row, navn, art, ugeplan in (
        (6_601, "Træning og kost", "traening", "ma 11.30-12.30; to 13.00-14.00"),
        (6_602, "Mentor", "mentor", "on 13.00-14.00"),
    ):
        save(Indsats, row, IDA, navn=navn, art=art, ugeplan=ugeplan)


def clash(tx: Tx) -> None:
    """Her mentor comes while she is at work."""
    rows.save(tx, Indsats, 6_602, IDA, {"ugeplan": "on 11.00-12.00; fr 09.00-10.00"}, _NU)


def press(window: QWidget, name: str) -> None:
    """A press on the button with that name."""
    button = window.findChild(QAbstractButton, name)
    assert button is not None, f"there is no {name}"
    button.click()
