"""Takes in a sag from another kommune: first a plan that writes nothing, then all of it in one transaction, or none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from konsulent_app.services import konvolut
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse
from konsulent_app.services.udlevering import log_udlevering
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.indlaes import KendtBorger, Kendte, read_kendte
from konsulent_core.entities import (
    Besoeg,
    Borger,
    Forsinket,
    Konflikt,
    Kontaktperson,
    Laering,
    Maaltal,
    Praktik,
    Record,
    Sag,
    Sagtal,
    Scope,
    Skemafil,
    Spoergsmaal,
    Virksomhed,
    Visitkort,
    field_names,
)
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.snapshot import content_hash
from konsulent_core.soegning import fold
from konsulent_core.udlevering.ombyt import Sted, new_id, renumber
from konsulent_core.udlevering.sagsfil import SKADET, Art, Sagsfejl, Sagsfil, from_json
from konsulent_core.udlevering.uden_intern import PERSON_FELTER, VIRKSOMHED_FELTER, only
from konsulent_core.words import Tilstand

IKKE_TIL_OVERTAGELSE = (
    "Filen er en indsigt og ikke en sag, der er givet videre. Bed den anden kommune om at lave en pakke."
)
KAN_IKKE_AABNES = "Filen kunne ikke åbnes. Se efter, om den ligger der endnu, og om du må læse den."
FIL_MAKS = 50 * 1024 * 1024
SPOERG = "Svar først på, om borgeren er den samme."
_ALDRIG = (Spoergsmaal, Konflikt, Forsinket, Sagtal, Laering, Maaltal, Skemafil, Visitkort)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Pakke:
    """An opened package; ``indhold`` are its bytes as they came, for the log."""

    fil: Sagsfil
    indhold: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SammeBorger:
    """A borger with the package's CPR number is here already."""

    borger: int
    navn: str
    aabne_sager: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Overtagelse:
    """What would happen. ``poster`` as they will stand here, ``nye`` those of them that are not here yet."""

    navn: str
    nummer: str
    kommune: str
    af: str
    dannet: str
    sag: int
    poster: tuple[Record, ...]
    nye: tuple[Record, ...]
    samme: SammeBorger | None
    sagen_er_her: bool
    kendte_virksomheder: int
    navnebror: bool  # a borger of that name is here, and no CPR number tells them apart
    uden_skema: int  # besøg whose skema is not here: they can be read as paper

    def antal(self, tabel: str) -> int:
        """Of the new records."""
        return Counter(one.tabel for one in self.nye)[tabel]


def read_pakke(path: Path) -> bytes:
    """The file, when it is a whole package that this app can open. Not on the UI thread. Raises ``Pakkefejl``."""
    try:
        if path.stat().st_size > FIL_MAKS:
            raise konvolut.Pakkefejl(konvolut.FOR_STOR)
        data = path.read_bytes()
    except OSError:
        raise konvolut.Pakkefejl(KAN_IKKE_AABNES) from None
    konvolut.look(data)
    return data


def open_pakke(data: bytes, adgangskode: str) -> Pakke:
    """What is in the package. Not on the UI thread. Raises ``UserError`` for each thing that may be wrong with it."""
    fil = from_json(konvolut.open_sealed(data, adgangskode))
    if fil.art is not Art.OVERDRAGELSE:
        raise Sagsfejl(IKKE_TIL_OVERTAGELSE)
    _check(fil)
    return Pakke(fil=fil, indhold=data)


def make_plan(tx: Tx, context: Context, pakke: Pakke) -> Overtagelse:
    """Compares the package with the store; writes nothing."""
    fil, kommune, kendte = pakke.fil, context.bruger.kommune, read_kendte(tx)
    sag, borger = fil.af_art(Sag)[0], fil.af_art(Borger)[0]
    known = kendte.cpr.get(borger.cpr) if borger.cpr else None
    places = _known_places(tx, fil, kommune, kendte)
    found: dict[Sted, int] = dict(places)
    if known is not None:
        found[Borger.tabel, borger.id] = known.borger
    moved = tuple(_as_ours(one, context) for one in renumber(fil.poster, kommune, found))
    nye = tuple(one for one in moved if rows.get(tx, type(one), one.id) is None)
    number, navn = new_id(kommune, Sag.tabel, sag.id), " ".join(filter(None, (borger.fornavn, borger.efternavn)))
    here = rows.get(tx, Sag, number) is not None
    return Overtagelse(
        navn=navn,
        nummer=sag.nummer or "",
        kommune=fil.kommune,
        af=fil.af,
        dannet=fil.dannet,
        sag=number,
        poster=moved,
        nye=nye,
        samme=None if known is None or here else _same(tx, known),
        sagen_er_her=here,
        navnebror=known is None and not here and fold(navn) in kendte.navne and _unsure(borger, fold(navn), kendte),
        kendte_virksomheder=sum(1 for tabel, _ in places if tabel == Virksomhed.tabel),
        uden_skema=sum(1 for one in fil.af_art(Besoeg) if one.skema and one.skema not in context.skemaer),
    )


def take_in(tx: Tx, context: Context, pakke: Pakke, *, samme: bool) -> Overtagelse:
    """Makes what a plan of this moment says. An error anywhere rolls all of it back with the transaction.

    What is here already is left as it is, so that the same package twice makes nothing; of a borger that is here only
    what is empty is filled. Raises ``UserError`` where she is here and nobody has said that it is she (``samme``).
    """
    plan = make_plan(tx, context, pakke)
    if plan.samme is not None and not samme:
        raise UserError(SPOERG, "samme")
    now = context.clock()
    for one in plan.poster:
        if isinstance(one, Borger | Virksomhed | Kontaktperson) and (kept := rows.get(tx, type(one), one.id)):
            values = {n: v for n, v in _values(one).items() if v is not None and getattr(kept, n) is None}
            if values:
                rows.save(tx, type(one), one.id, kept.scope, values, now)
    for entity in dict.fromkeys(type(one) for one in plan.nye):
        born = [(one.id, one.scope, _values(one)) for one in plan.nye if type(one) is entity]
        rows.save_unless_there(tx, entity, born, now)
    log_udlevering(tx, context, Haendelse.INDLAES_PAKKE, (plan.sag,), pakke.indhold)
    return plan


def _values(post: Record) -> dict[str, Value]:
    """What the record says; what was never written is not written here either."""
    return {name: value for name in field_names(type(post)) if (value := getattr(post, name)) is not None}


def _as_ours(post: Record, context: Context) -> Record:
    match post:
        case Sag():
            # Who had the sag there has it no more, and nobody here is made her sagsbehandler.
            return replace(post, konsulent=context.bruger.navn, sagsbehandler=None)
        case Virksomhed():
            return only(post, VIRKSOMHED_FELTER)
        case Kontaktperson():
            return only(post, PERSON_FELTER)
        case _:
            return post


def _unsure(borger: Borger, navn: str, kendte: Kendte) -> bool:
    return not borger.cpr or navn in kendte.uden_cpr


def _same(tx: Tx, known: KendtBorger) -> SammeBorger:
    borger = rows.get(tx, Borger, known.borger)
    navn = "" if borger is None else " ".join(filter(None, (borger.fornavn, borger.efternavn)))
    aabne = len(rows.find(tx, Sag, "borger=? AND slut IS NULL", (known.borger,)))
    return SammeBorger(borger=known.borger, navn=navn, aabne_sager=aabne)


def _known_places(tx: Tx, fil: Sagsfil, kommune: int, kendte: Kendte) -> Mapping[Sted, int]:
    """Virksomheder of the package that are here, by CVR number, and their people, by name."""
    found: dict[Sted, int] = {}
    for one in fil.af_art(Virksomhed):
        ours = new_id(kommune, Virksomhed.tabel, one.id)
        cvr = "".join((one.cvr or "").split())
        number = kendte.cvr.get(cvr) if cvr else None
        if number is None and rows.get(tx, Virksomhed, ours) is not None:
            number = ours
        if number is not None:
            found[Virksomhed.tabel, one.id] = number
    for person in fil.af_art(Kontaktperson):
        place = found.get((Virksomhed.tabel, person.virksomhed or 0))
        number = kendte.folk.get((place, fold((person.navn or "").strip()))) if place is not None else None
        if number is not None:
            found[Kontaktperson.tabel, person.id] = number
    return found


def _check(fil: Sagsfil) -> None:
    """That it is one whole sag, and nothing that this app would not have put there. Raises ``Sagsfejl``."""
    sager, borgere = fil.af_art(Sag), fil.af_art(Borger)
    if len(sager) != 1 or len(borgere) != 1 or fil.sager != (sager[0].id,) or sager[0].borger != borgere[0].id:
        raise Sagsfejl(SKADET)
    seen: set[Sted] = set()
    for one in fil.poster:
        expected = {Scope.SAG: sager[0].id, Scope.BORGER: borgere[0].id}.get(type(one).scope_art)
        wrong = expected is not None and one.scope != expected
        if isinstance(one, _ALDRIG) or one.slettet or wrong or (one.tabel, one.id) in seen:
            raise Sagsfejl(SKADET)
        seen.add((one.tabel, one.id))
    for besoeg in fil.af_art(Besoeg):
        text = besoeg.snapshot if besoeg.tilstand == Tilstand.AFSLUTTET else None
        if text is not None and content_hash(text) != besoeg.snapshot_hash:
            raise Sagsfejl(SKADET)
    besoeg_ids = {one.id for one in fil.af_art(Besoeg)} | {None}
    praktik_ids = {one.id for one in fil.af_art(Praktik)} | {None}
    if any(getattr(one, "besoeg", None) not in besoeg_ids for one in fil.poster) or any(
        one.praktik not in praktik_ids for one in fil.af_art(Besoeg)
    ):
        raise Sagsfejl(SKADET)
