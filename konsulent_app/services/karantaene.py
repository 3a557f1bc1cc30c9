"""What a person does about a change that the server refused: send it again, make it a rettelse, or let go of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from konsulent_app.services.context import Context
from konsulent_app.services.feltord import FeltOrd, besoeg_of, read_feltord
from konsulent_app.services.konflikter import is_locked, propose
from konsulent_app.store import koe, rows, udkast
from konsulent_app.store.database import Tx
from konsulent_app.store.koe import Afvist
from konsulent_core.entities import BY_TABEL, Besoeg, Borger, Konflikt, Record, Sag, Scope, field_names
from konsulent_core.errors import UserError
from konsulent_core.merge import Value

# What ties a row to others, or keeps it in its place: no words of anybody's.
_LINKS = frozenset(
    {"besoeg", "praktik", "felt", "stemme", "dimension", "orden", "opgave", "skaanehensyn", "uge", "virksomhed"}
    | {"borger", "rapport", "afsnit", "punkt", "snapshot", "snapshot_hash", "skema", "tabelnavn", "raekke", "foerst"}
    | {"gjort_dato"}
)
# Running text: it can be mended before it is sent.
_TEKST = frozenset(
    {"tekst", "hvad", "vaerdi", "bekymring_grund", "jobmaal", "erfaring", "laering", "kultur", "opgavetyper"}
    | {"smaajob", "skolegang", "interesser", "oensker", "geografi", "kontaktform", "maal", "mentorstoette", "navn"}
    | {"formaal_tekst", "afdeling", "arbejdstoej", "titel", "ordlyd", "aarsag", "grund", "naeste_grund", "sted"}
    | {"telefon", "email"}
)
VAEK = "Det, der blev afvist, er der ikke længere. Det er måske klaret et andet sted."
RETTELSE_GRUND = "Skrevet efter at besøget blev afsluttet, og ikke modtaget af serveren."


class Udvej(Enum):
    """What can be done with the refused words."""

    SEND = "send"
    RETTELSE = "rettelse"  # its besøg is locked
    KONFLIKT = "konflikt"  # a choice in a konflikt that has changed since
    INGEN = "ingen"  # what they belong to is not on this machine any more


@dataclass(frozen=True, slots=True, kw_only=True)
class AfvistBlad:
    """A refused change in words. ``sagt``: the refused values that say something, ``nu`` what stands in their fields
    now, empty when the row is not here. ``kan_rettes``: the one field of running text, None where there is none.
    """

    nr: int
    sag: int | None
    navn: str
    tabel: str
    raekke: int
    ord: FeltOrd
    sagt: dict[str, Value]
    nu: dict[str, Value]
    grund: str
    hvornaar: datetime
    udvej: Udvej
    kan_rettes: str | None
    begyndt: str | None  # the mended text as far as it was written, None where »Ret og send« is not open

    @property
    def staar_der(self) -> bool:
        """Whether all of it stands in the fields already: then nothing is lost when the line goes."""
        return bool(self.nu) and all(self.nu.get(name) == value for name, value in self.sagt.items())


def read_karantaene(tx: Tx, context: Context) -> tuple[AfvistBlad, ...]:
    """Newest first."""
    return tuple(_blad(tx, context, afvist) for afvist in koe.read_afviste(tx))


def send_again(tx: Tx, context: Context, nr: int, rettet: Mapping[str, Value] | None = None) -> str:
    """The refused values, with those of ``rettet`` in their place, are a change of today's; the line goes in the same
    transaction. Gives what became of it, in Danish. Raises ``UserError`` where it cannot be sent."""
    afvist, entity, record = _found(tx, nr)
    if _udvej(tx, afvist, entity, record) is not Udvej.SEND:
        raise UserError("Det kan ikke sendes herfra. Kopiér teksten, og skriv den, hvor den skal stå.")
    given = {**afvist.felter, **(rettet or {})}
    if record is None or _is_whole(entity, afvist):
        given = {name: value for name, value in given.items() if value is not None}
    if record is not None and record.slettet and not afvist.felter.get("slettet"):
        given["slettet"] = 0  # words in a row that is not seen would be lost once more
    # While it was refused, what others wrote may have passed this machine by: where the server has another value than
    # stands here, both are kept.
    changed = rows.save(tx, entity, afvist.raekke, afvist.scope, given, context.clock(), sure=False)
    _let_go(tx, nr)
    return "Det er sat tilbage og sendes nu." if changed else "Det stod der allerede."


def make_rettelse(tx: Tx, context: Context, nr: int, rettet: Mapping[str, Value] | None = None) -> str:
    """The refused values become a proposed rettelse of their locked besøg; the line goes in the same transaction."""
    afvist, entity, record = _found(tx, nr)
    besoeg = besoeg_of(tx, afvist.tabel, afvist.raekke, afvist.felter)
    if besoeg is None or not is_locked(afvist.tabel, besoeg):
        raise UserError("Besøget er ikke afsluttet. Send det igen i stedet.")
    given = {n: v for n, v in {**afvist.felter, **(rettet or {})}.items() if record is not None or v is not None}
    after = {n: v for n, v in given.items() if record is None or getattr(record, n) != v}
    if after:
        before = {name: getattr(record, name) if record is not None else None for name in after}
        propose(tx, context, besoeg, entity.tabel, afvist.raekke, before, after, RETTELSE_GRUND)
    _let_go(tx, nr)
    return "Det ligger nu som forslag til rettelse." if after else "Det stod der allerede."


def dismiss(tx: Tx, nr: int) -> None:
    """The person has dealt with it: the words go."""
    _let_go(tx, nr)


def keep_rettet(tx: Tx, nr: int, tekst: str | None) -> None:
    """The mended text as far as it is written; None forgets it. Of a line that is gone nothing is kept."""
    afvist = koe.get_afvist(tx, nr)
    if afvist is not None:
        udkast.put(tx, afvist.scope, _art(nr), tekst)


def _let_go(tx: Tx, nr: int) -> None:
    keep_rettet(tx, nr, None)
    koe.remove_afvist(tx, nr)


def _art(nr: int) -> str:
    return f"karantaene:{nr}"


def _found(tx: Tx, nr: int) -> tuple[Afvist, type[Record], Record | None]:
    afvist = koe.get_afvist(tx, nr)
    entity = BY_TABEL.get(afvist.tabel) if afvist is not None else None
    if afvist is None or entity is None:
        raise UserError(VAEK)
    return afvist, entity, rows.get(tx, entity, afvist.raekke)


def _blad(tx: Tx, context: Context, afvist: Afvist) -> AfvistBlad:
    entity = BY_TABEL.get(afvist.tabel)
    record = rows.get(tx, entity, afvist.raekke) if entity is not None else None
    sagt: dict[str, Value] = {n: v for n, v in afvist.felter.items() if v is not None and n not in _LINKS}
    if not sagt.get("slettet"):
        sagt.pop("slettet", None)
    if entity is Konflikt:
        sagt = {}  # the konflikt itself has gone, and with it what the choice was about
    elif not sagt:  # a field that was emptied
        sagt = {n: v for n, v in afvist.felter.items() if n not in _LINKS and n != "slettet"}
    udvej = _udvej(tx, afvist, entity, record) if entity is not None else Udvej.INGEN
    if isinstance(record, Konflikt):
        return _choice(tx, context, afvist, record)
    texts = [name for name in sagt if name in _TEKST]
    alone = len(texts) == 1 and udvej in (Udvej.SEND, Udvej.RETTELSE) and not sagt.get("slettet")
    felt_ord = read_feltord(tx, context, afvist.tabel, afvist.raekke, texts or sorted(sagt), afvist.felter)
    return AfvistBlad(
        nr=afvist.nr,
        sag=afvist.sag,
        navn=afvist.navn,
        tabel=afvist.tabel,
        raekke=afvist.raekke,
        ord=felt_ord,
        sagt=sagt,
        nu={} if record is None or record.slettet else {name: getattr(record, name) for name in sagt},
        grund=afvist.grund,
        hvornaar=afvist.hvornaar,
        udvej=udvej,
        kan_rettes=texts[0] if alone and felt_ord.valg is None else None,
        begyndt=udkast.get(tx, afvist.scope, _art(afvist.nr)),
    )


def _choice(tx: Tx, context: Context, afvist: Afvist, konflikt: Konflikt) -> AfvistBlad:
    """A choice that was refused, told by the field that it was about."""
    side = konflikt.server if afvist.felter.get("valgt") == "server" else konflikt.min
    chosen: dict[str, Value] = json.loads(side or "{}")
    tabel, raekke = konflikt.tabelnavn or "", konflikt.raekke or 0
    entity = BY_TABEL.get(tabel)
    record = rows.get(tx, entity, raekke) if entity is not None else None
    return AfvistBlad(
        nr=afvist.nr,
        sag=afvist.sag,
        navn=afvist.navn,
        tabel=tabel,
        raekke=raekke,
        ord=read_feltord(tx, context, tabel, raekke, sorted(chosen)),
        sagt=chosen,
        nu={} if record is None else {name: getattr(record, name) for name in chosen if hasattr(record, name)},
        grund=afvist.grund,
        hvornaar=afvist.hvornaar,
        udvej=Udvej.KONFLIKT,
        kan_rettes=None,
        begyndt=None,
    )


def _udvej(tx: Tx, afvist: Afvist, entity: type[Record], record: Record | None) -> Udvej:
    if entity is Konflikt:
        return Udvej.INGEN  # where it is here still, ``_choice`` tells of it
    if is_locked(afvist.tabel, besoeg_of(tx, afvist.tabel, afvist.raekke, afvist.felter)):
        return Udvej.RETTELSE
    if record is None and not (_is_whole(entity, afvist) and _has_home(tx, entity, afvist)):
        return Udvej.INGEN
    return Udvej.SEND


def _is_whole(entity: type[Record], afvist: Afvist) -> bool:
    """Whether it was the row's birth: all its fields are known."""
    return set(field_names(entity)) <= set(afvist.felter)


def _has_home(tx: Tx, entity: type[Record], afvist: Afvist) -> bool:
    """Whether that is here which a row born anew would belong to; its besøg may wait in the quarantine too."""
    besoeg = afvist.felter.get("besoeg")
    if isinstance(besoeg, int) and rows.get(tx, Besoeg, besoeg) is None:
        return False
    if entity.scope_art in (Scope.KOMMUNE, Scope.USER) or afvist.raekke == afvist.scope:
        return True
    return rows.get(tx, Sag, afvist.scope) is not None or rows.get(tx, Borger, afvist.scope) is not None
