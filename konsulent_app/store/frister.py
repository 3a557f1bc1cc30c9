"""Reads what a sag is to be reminded of: its deadlines, and the aftaler of the other parties that are due."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.sager import CURRENT_PRAKTIK, NAESTE_DATO, NEWEST_LOCKED, SagLinje
from konsulent_core.clock import from_text, local_day, read_day
from konsulent_core.dansk_ord import PART
from konsulent_core.entities import Aftale
from konsulent_core.frister import VARSEL, FristArt, Paamindelse, Regler, SagFakta, paamindelser
from konsulent_core.words import BesoegType, Part

_HELD = "(SELECT {} FROM besoeg b WHERE b.scope=s.id AND b.slettet=0 AND {})"
_NOT_NOTE = f"b.type<>'{BesoegType.NOTE}'"
_NETWORK = f"b.type='{BesoegType.NETVAERKSMOEDE}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class FristIDag:
    """A reminder, and in whose sag."""

    sag: int
    navn: str
    paamindelse: Paamindelse


def read_frister(tx: Tx, regler: Regler, i_dag: date, sag: int | None = None) -> dict[int, tuple[Paamindelse, ...]]:
    """By open sag, or of one: what is still to be done, the earliest first."""
    found = tx.conn.exec_driver_sql(
        "SELECT s.id, s.sagstype, s.start, bo.cv_dato, p.start AS p_start, p.slut AS p_slut, p.afbrudt, p.formaal, "
        f"{_HELD.format('min(b.tidspunkt)', _NOT_NOTE)} AS samtale, "
        f"{_HELD.format('min(b.tidspunkt)', _NETWORK)} AS netvaerk, "
        f"{_HELD.format('max(b.tidspunkt)', '1')} AS sidst, "
        f"{NAESTE_DATO} AS naeste "
        "FROM sag s JOIN borger bo ON bo.id=s.borger "
        f"LEFT JOIN praktik p ON p.id={CURRENT_PRAKTIK} LEFT JOIN besoeg l ON l.id={NEWEST_LOCKED} "
        "WHERE s.slettet=0 AND s.slut IS NULL AND (? IS NULL OR s.id=?)",
        (sag, sag),
    )
    return {
        row.id: paamindelser(
            SagFakta(
                sagstype=row.sagstype or "",
                start=read_day(row.start),
                samtale=_held(row.samtale),
                netvaerksmoede=_held(row.netvaerk),
                sidst=_held(row.sidst),
                naeste=read_day(row.naeste),
                praktik_start=read_day(row.p_start),
                praktik_slut=read_day(row.p_slut),
                praktik_afbrudt=bool(row.afbrudt),
                formaal=row.formaal or "",
                cv=read_day(row.cv_dato),
            ),
            regler,
            i_dag,
        )
        for row in found
    }


def read_naere(tx: Tx, linjer: list[SagLinje], regler: Regler, i_dag: date) -> tuple[FristIDag, ...]:
    """Of the whole caseload: what has passed or is near, by date. The konsulent's own aftaler are not among it."""
    navne = {linje.sag: linje.navn for linje in linjer}
    found = [
        FristIDag(sag=sag, navn=navne[sag], paamindelse=one)
        for sag, own in read_frister(tx, regler, i_dag).items()
        for one in own
        if sag in navne and one.is_near(i_dag)
    ]
    found += _promises(tx, navne, i_dag)
    return tuple(sorted(found, key=lambda one: (one.paamindelse.dato, one.navn)))


def _promises(tx: Tx, navne: dict[int, str], i_dag: date) -> list[FristIDag]:
    """What borgere, virksomheder and sagsbehandlere owe by now or soon."""
    due = rows.find(
        tx,
        Aftale,
        f"senest<=? AND part<>? AND hvad<>'' AND coalesce(gjort,0)=0 AND scope IN ({','.join('?' * len(navne))})",
        ((i_dag + VARSEL).isoformat(), Part.KONSULENT, *navne),
        order="senest, id",
    )
    return [
        FristIDag(
            sag=aftale.scope,
            navn=navne[aftale.scope],
            paamindelse=Paamindelse(
                art=FristArt.AFTALE,
                dato=date.fromisoformat(aftale.senest or ""),
                tekst=aftale.hvad or "",
                kilde=f"Aftalt med {aftale.person or PART.get(aftale.part or '', 'en anden')}",
            ),
        )
        for aftale in due
    ]


def _held(text: str | None) -> date | None:
    return local_day(from_text(text)) if text else None
