"""The verbs of a report in the making: what is chosen and the konsulent's own words, each saved as it is made."""

from collections.abc import Iterable, Mapping
from datetime import date

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.rapport import rapport_id
from konsulent_core.entities import Rapport, RapportTekst, Sag
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.rapport.art import Del


def save_art(tx: Tx, context: Context, sag: int, art: str) -> None:
    """Another kind of report. Its parts are those of that kind's start."""
    _save(tx, context, sag, {"art": art, "dele": None})


def save_dele(tx: Tx, context: Context, sag: int, dele: Iterable[Del]) -> None:
    """The chosen parts in their order."""
    _save(tx, context, sag, {"dele": " ".join(d.value for d in dele)})


def save_periode(tx: Tx, context: Context, sag: int, fra: date | None, til: date | None) -> None:
    """The period, both days included; None is open. Raises ``UserError`` when it ends before it begins."""
    if fra is not None and til is not None and til < fra:
        raise UserError("Perioden slutter, før den begynder. Ret en af datoerne.", "til")
    _save(tx, context, sag, {"fra": fra.isoformat() if fra else None, "til": til.isoformat() if til else None})


def save_tekst(tx: Tx, context: Context, sag: int, afsnit: str, tekst: str, foer: str | None = None) -> None:
    """The konsulent's own words in a paragraph; empty gives the app's back. ``foer``: what she saw there before."""
    _be_born(tx, context, sag)
    number = rapport_id(sag)
    row = derived_id(RapportTekst.tabel, number, afsnit)
    values: dict[str, Value] = {"rapport": number, "afsnit": afsnit, "tekst": tekst.strip() or None}
    seen: dict[str, Value] | None = None if foer is None else {"tekst": foer.strip() or None}
    rows.save(tx, RapportTekst, row, sag, values, context.clock(), seen)


def _save(tx: Tx, context: Context, sag: int, values: Mapping[str, Value]) -> None:
    _be_born(tx, context, sag)
    rows.save(tx, Rapport, rapport_id(sag), sag, values, context.clock())


def _be_born(tx: Tx, context: Context, sag: int) -> None:
    """Raises ``UserError`` when the sag has left this machine."""
    kept = rows.get(tx, Sag, sag)
    if kept is None or kept.slettet:
        raise UserError("Sagen er ikke på denne pc længere.")
    rows.save(tx, Rapport, rapport_id(sag), sag, {"slettet": False}, context.clock())
