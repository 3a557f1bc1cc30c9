"""Finds sager, virksomheder, opgaver, aftaler and what was said by the words in them, newest first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from konsulent_app.store.database import Tx
from konsulent_app.store.soegeindeks import MARK, Plads
from konsulent_core.clock import from_text, local_day
from konsulent_core.soegning import begins_all, snippet, tidy, wanted_words

LENGTH = 120  # letters of a snippet


class Slags(StrEnum):
    """What a hit is."""

    SAG = "sag"
    VIRKSOMHED = "virksomhed"
    OPGAVE = "opgave"
    AFTALE = "aftale"
    UDSAGN = "udsagn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One hit. ``sag`` or ``virksomhed`` is where it leads; ``dato`` is of the besøg where it was said or agreed, of
    the sag's newest besøg, or when an opgave's praktik began. ``besoeg``: where it was said or agreed, if that can be
    opened."""

    slags: Slags
    raekke: int
    titel: str
    uddrag: str
    dato: date | None
    sag: int | None = None
    virksomhed: int | None = None
    besoeg: int | None = None


_NAVN = "trim(coalesce(bo.fornavn,'')||' '||coalesce(bo.efternavn,''))"
_BORGER = "AND s.slettet=0 JOIN borger bo ON bo.id=s.borger AND bo.slettet=0"
_HIT = "FROM soeg f CROSS JOIN soeg_doc d ON d.nr=f.rowid CROSS JOIN"
_PRAKTIK = (
    "SELECT v.navn FROM praktik p JOIN virksomhed v ON v.id=p.virksomhed WHERE p.scope=s.id AND p.slettet=0 "
    "ORDER BY p.start DESC LIMIT 1"
)
_SIDST = "SELECT max(b.tidspunkt) FROM besoeg b WHERE b.scope=s.id AND b.slettet=0"
# Each gives (mark, row, sag, virksomhed, besøg, title, text, date) of rows that are still there; by the letter of its
# words.
_ROWS = {
    Plads.SAG: f"SELECT 1, s.id, s.id, NULL, NULL, {_NAVN}, ({_PRAKTIK}), ({_SIDST}) {_HIT} sag s ON s.id=d.raekke "
    f"{_BORGER}",
    Plads.VIRKSOMHED: f"SELECT 2, v.id, NULL, v.id, NULL, v.navn, v.by, NULL {_HIT} virksomhed v ON v.id=d.raekke "
    "AND v.slettet=0",
    Plads.OPGAVE: f"SELECT 3, o.id, s.id, NULL, NULL, {_NAVN}, o.navn, p.start {_HIT} opgave o ON o.id=d.raekke "
    f"AND o.slettet=0 JOIN sag s ON s.id=o.scope {_BORGER} LEFT JOIN praktik p ON p.id=o.praktik",
    Plads.UDSAGN: f"SELECT {MARK}, d.raekke, s.id, NULL, iif(b.skema IS NULL, NULL, b.id), {_NAVN}, "
    "coalesce(u.tekst,a.hvad), b.tidspunkt "
    "FROM soeg f CROSS JOIN soeg_doc d ON d.nr=f.rowid "
    f"LEFT JOIN udsagn u ON {MARK}={Plads.UDSAGN:d} AND u.id=d.raekke AND u.slettet=0 "
    f"LEFT JOIN aftale a ON {MARK}={Plads.AFTALE:d} AND a.id=d.raekke AND a.slettet=0 "
    f"LEFT JOIN besoeg b ON b.id=coalesce(u.besoeg,a.besoeg) JOIN sag s ON s.id=coalesce(u.scope,a.scope) {_BORGER}",
}
_LIVE = {Plads.UDSAGN: "AND coalesce(b.slettet,0)=0"}


# The open sager, the one with the newest besøg first: each looks up its own newest in the index of besøg.
_RECENT = (
    f"SELECT s.id, {_NAVN}, ({_PRAKTIK}), ({_SIDST}) AS sidst FROM sag s JOIN borger bo ON bo.id=s.borger "
    "AND bo.slettet=0 WHERE s.slettet=0 AND s.slut IS NULL "
    "ORDER BY sidst DESC, s.id LIMIT ?"
)


def recent(tx: Tx, limit: int) -> tuple[Fund, ...]:
    """The open sager whose newest besøg is newest; ``dato`` is of that besøg."""
    return tuple(
        Fund(slags=Slags.SAG, raekke=sag, titel=tidy(navn), uddrag=firma or "", dato=_date(sidst), sag=sag)
        for sag, navn, firma, sidst in tx.conn.exec_driver_sql(_RECENT, (limit,))
    )


def match_of(wanted: tuple[str, ...], plads: Plads) -> str:
    """FTS5's question for rows with every one of these words, or words that begin so.

    The words hold letters and digits alone, so nothing that is typed is an operator.
    """
    return " ".join(f'"{plads.letter}{word}"*' for word in wanted)


def search(tx: Tx, text: str, limit: int) -> tuple[Fund, ...]:
    """At most ``limit`` hits each of sager, virksomheder, opgaver, and aftaler and udsagn together, in that order, the
    newest first.

    Every word must stand in the row, each as the beginning of a word, whatever the case and spelling of å, ø and æ.
    Nothing is found where nothing is asked.
    """
    wanted = wanted_words(text)
    if not wanted:
        return ()
    return tuple(fund for plads in _ROWS for fund in _of(tx, plads, wanted, limit))


def _of(tx: Tx, plads: Plads, wanted: tuple[str, ...], limit: int) -> list[Fund]:
    found = tx.conn.exec_driver_sql(
        f"{_ROWS[plads]} WHERE f.soeg MATCH ? {_LIVE.get(plads, '')} ORDER BY f.rowid DESC LIMIT ?",
        (match_of(wanted, plads), limit),
    ).all()
    named = plads in (Plads.SAG, Plads.VIRKSOMHED)  # the words are in the title
    return [
        Fund(
            slags=Slags[Plads(mark).name],
            raekke=row,
            titel=tidy(title or ""),
            uddrag=snippet(words or "", wanted, LENGTH),
            dato=_date(when),
            sag=sag,
            virksomhed=virksomhed,
            besoeg=besoeg,
        )
        for mark, row, sag, virksomhed, besoeg, title, words, when in found
        # A row may have changed since its entry was made: what does not stand there now is no hit.
        if begins_all((title if named else words) or "", wanted)
    ]


def _date(when: str | None) -> date | None:
    """Of an ISO date or instant."""
    if not when:
        return None
    return local_day(from_text(when)) if "T" in when else date.fromisoformat(when)
