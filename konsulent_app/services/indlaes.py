"""Takes a foreign caseload in: first a plan that writes nothing, then all of it in one transaction, or none."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from konsulent_app.services.context import Context
from konsulent_app.services.regneark import Fremdrift
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.indlaes import Kendte, KendtVirksomhed, read_kendte
from konsulent_app.store.sager import newest_locked
from konsulent_core.entities import Borger, Kontaktperson, Praktik, Record, Sag, Timer, Virksomhed
from konsulent_core.errors import UserError
from konsulent_core.indlaes.kolonner import Kolonne
from konsulent_core.indlaes.tal import Alvor, Bemaerkning, Indlaest, PraktikTal, Raekke, VirksomhedTal, antal_med
from konsulent_core.merge import Value
from konsulent_core.soegning import fold
from konsulent_core.uge_ord import moenster
from konsulent_core.ugeplan import parse_ugeplan
from konsulent_core.words import TimerArt

_TIMER = ("timer", "timer_til", "loentimer")
_FOLK = ("kontaktperson", "kontakt_telefon", "mentor")
_NAESTE = ("naeste_dato", "naeste_tid")


class Skaebne(StrEnum):
    """What becomes of a row."""

    NY = "ny"  # a new sag, of a new borger or of one whose sager are closed
    FINDES = "findes"  # the borger has an open sag here: the row is left out
    UDFYLD = "udfyld"  # the same, and what is empty in it is filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Valg:
    """What the person has answered: whether empty fields of known sager are filled, and which virksomheder that are
    called alike are the same one, by ``Samme.noegle``."""

    udfyld: bool = False
    samme: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Samme:
    """A virksomhed of the file that is called as one that is here, and no CVR number tells whether it is the same."""

    noegle: str
    navn: str
    by: str
    kendt: KendtVirksomhed


@dataclass(frozen=True, slots=True, kw_only=True)
class Linje:
    """A row and what becomes of it; where ``praktik`` is made, ``virksomhed`` is its key in ``Plan.virksomheder``."""

    raekke: Raekke
    skaebne: Skaebne
    borger: int | None
    sag: int | None
    praktik: bool
    virksomhed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would happen. ``virksomheder``: each of the file's once, with the id of the one it is here, or None."""

    linjer: tuple[Linje, ...]
    virksomheder: Mapping[str, int | None]
    spoergsmaal: tuple[Samme, ...]
    ubesvarede: int
    bemaerkninger: tuple[Bemaerkning, ...]

    def antal(self, skaebne: Skaebne) -> int:
        return sum(1 for linje in self.linjer if linje.skaebne is skaebne)

    @property
    def praktikker(self) -> int:
        """Of the new sager."""
        return sum(1 for linje in self.linjer if linje.skaebne is Skaebne.NY and linje.praktik)

    @property
    def nye_virksomheder(self) -> int:
        return sum(1 for known in self.virksomheder.values() if known is None)

    @property
    def fejl(self) -> int:
        """Rows that stay out because something in them is wrong."""
        return antal_med(self.bemaerkninger, Alvor.FEJL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kvittering:
    """What was made. ``udfyldte`` are known sager in which something was empty and is not any more; ``bemaerkninger``
    what is to be known of the rows at that moment, when more may be here than when they were tried."""

    sager: int
    praktikker: int
    virksomheder: int
    udfyldte: int
    uaendrede: int
    bemaerkninger: tuple[Bemaerkning, ...] = field(default=(), compare=False)

    @property
    def fejl(self) -> int:
        """Rows that stayed out because something in them is wrong."""
        return antal_med(self.bemaerkninger, Alvor.FEJL)


def make_plan(tx: Tx, indlaest: Indlaest, valg: Valg) -> Plan:
    """Compares the file with the store; writes nothing."""
    kendte = read_kendte(tx)
    notes = list(indlaest.bemaerkninger)
    cvr_of = _cvr_by_name(indlaest.raekker)
    virksomheder: dict[str, int | None] = {}
    asked: dict[str, Samme] = {}
    linjer: list[Linje] = []
    for raekke in indlaest.raekker:
        linje = _linje(raekke, kendte, valg, notes)
        if linje is None:
            continue
        firma = raekke.virksomhed if linje.praktik else None
        key = None if firma is None else _key(firma, cvr_of)
        if firma is not None and key is not None and virksomheder.get(key) is None:
            known = _find_virksomhed(firma, cvr_of, kendte)
            if isinstance(known, KendtVirksomhed):
                asked.setdefault(key, Samme(noegle=key, navn=firma.navn or "", by=firma.by or "", kendt=known))
                known = known.virksomhed if valg.samme.get(key) else None
            if known is None and firma.navn is None and key not in virksomheder:
                notes.append(_nameless(raekke.nummer))
                continue
            virksomheder[key] = known
        linjer.append(replace(linje, virksomhed=key))
    return Plan(
        linjer=tuple(linjer),
        virksomheder=virksomheder,
        spoergsmaal=tuple(asked.values()),
        ubesvarede=sum(1 for key in asked if key not in valg.samme),
        bemaerkninger=tuple(sorted(notes, key=lambda note: note.raekke)),
    )


def take_in(tx: Tx, context: Context, indlaest: Indlaest, valg: Valg, fremdrift: Fremdrift) -> Kvittering:
    """Makes what a plan of this moment says. An error anywhere rolls all of it back with the transaction.

    Raises ``UserError`` while a virksomhed is asked about and not answered, and ``Afbrudt``.
    """
    plan = make_plan(tx, indlaest, valg)
    if plan.ubesvarede:
        raise UserError("Svar først på, om virksomhederne er de samme.")
    return _Taker(tx, context, plan, fremdrift).run()


def _linje(raekke: Raekke, kendte: Kendte, valg: Valg, notes: list[Bemaerkning]) -> Linje | None:
    """Whose row it is; None when that cannot be told."""
    borger, navn = raekke.borger, fold(raekke.borger.navn)
    known = kendte.cpr.get(borger.cpr) if borger.cpr else None
    if borger.cpr is None and navn in kendte.navne:
        besked = "Der er allerede en borger med det navn. Skriv CPR-nummeret, så vi kan se, om det er den samme."
        notes.append(Bemaerkning(raekke=raekke.nummer, alvor=Alvor.FEJL, kolonne=Kolonne.CPR, besked=besked))
        return None
    if known is None and navn in kendte.uden_cpr:
        besked = "Der er en borger med samme navn og uden CPR-nummer her. Se efter, om det er den samme."
        notes.append(Bemaerkning(raekke=raekke.nummer, alvor=Alvor.ADVARSEL, kolonne=Kolonne.NAVN, besked=besked))
    here = known is not None and known.sag is not None
    skaebne = Skaebne.NY if not here else Skaebne.UDFYLD if valg.udfyld else Skaebne.FINDES
    return Linje(
        raekke=raekke,
        skaebne=skaebne,
        borger=known.borger if known else None,
        sag=known.sag if known else None,
        # A sag that has a praktik keeps it: the file's may be an older one.
        praktik=raekke.praktik is not None and (not here or (valg.udfyld and known is not None and not known.praktik)),
    )


def _cvr_by_name(raekker: tuple[Raekke, ...]) -> Mapping[str, str]:
    """Folded name → CVR number, where every row that gives one for that name gives the same."""
    found: dict[str, set[str]] = {}
    for raekke in raekker:
        firma = raekke.virksomhed
        if firma is not None and firma.navn and firma.cvr:
            found.setdefault(fold(firma.navn), set()).add(firma.cvr)
    return {navn: next(iter(numbers)) for navn, numbers in found.items() if len(numbers) == 1}


def _key(firma: VirksomhedTal, cvr_of: Mapping[str, str]) -> str:
    """The CVR number, else the name: rows with the same key are the same virksomhed."""
    navn = fold(firma.navn or "")
    return firma.cvr or cvr_of.get(navn) or navn


def _find_virksomhed(firma: VirksomhedTal, cvr_of: Mapping[str, str], kendte: Kendte) -> int | KendtVirksomhed | None:
    """The one with its CVR number; else one called the same, to be asked about; else None."""
    cvr = firma.cvr or cvr_of.get(fold(firma.navn or ""))
    if cvr is not None and cvr in kendte.cvr:
        return kendte.cvr[cvr]
    alike = [one for one in kendte.virksomheder.get(fold(firma.navn or ""), ()) if not (cvr and one.cvr)]
    near = [one for one in alike if fold(one.by) == fold(firma.by or "")]
    return next(iter(near or alike), None)


def _nameless(nummer: int) -> Bemaerkning:
    besked = "CVR-nummeret findes ikke her i forvejen. Skriv, hvad virksomheden hedder."
    return Bemaerkning(raekke=nummer, alvor=Alvor.FEJL, kolonne=Kolonne.VIRKSOMHED, besked=besked)


class _Taker:
    """Writes one plan; counts what it makes."""

    def __init__(self, tx: Tx, context: Context, plan: Plan, fremdrift: Fremdrift) -> None:
        self._tx, self._context, self._plan, self._fremdrift = tx, context, plan, fremdrift
        self._now = context.clock()
        self._virksomheder = dict(plan.virksomheder)
        self._folk = dict(read_kendte(tx).folk)
        self._born: dict[type[Record], list[tuple[int, int, Mapping[str, Value]]]] = {}
        self._virksomheder_made = 0

    def run(self) -> Kvittering:
        nye = udfyldte = 0
        for linje in self._plan.linjer:
            self._fremdrift.step()
            match linje.skaebne:
                case Skaebne.NY:
                    self._make(linje)
                    nye += 1
                case Skaebne.UDFYLD:
                    udfyldte += self._fill(linje)
                case Skaebne.FINDES:
                    pass
        for entity, born in self._born.items():
            rows.save_unless_there(self._tx, entity, born, self._now)
        return Kvittering(
            sager=nye,
            praktikker=len(self._born.get(Praktik, ())),
            virksomheder=self._virksomheder_made,
            udfyldte=udfyldte,
            uaendrede=len(self._plan.linjer) - nye - udfyldte,
            bemaerkninger=self._plan.bemaerkninger,
        )

    def _make(self, linje: Linje) -> None:
        raekke, borger, sag = linje.raekke, linje.borger, self._context.new_id()
        if borger is None:
            borger = self._context.new_id()
            self._bear(Borger, borger, borger, _told(raekke.borger))
        else:
            self._fill_row(Borger, borger, _told(raekke.borger))
        given: dict[str, Value] = {"borger": borger, "konsulent": self._context.bruger.navn}
        self._bear(Sag, sag, sag, given | _told(raekke.sag))
        if raekke.praktik is not None and linje.praktik:
            self._make_praktik(linje, raekke.praktik, sag)

    def _fill(self, linje: Linje) -> bool:
        """Whether anything was empty."""
        raekke, borger, sag = linje.raekke, linje.borger, linje.sag
        if borger is None or sag is None:
            return False
        changed = self._fill_row(Borger, borger, _told(raekke.borger))
        values = _told(raekke.sag)
        kept = rows.get(self._tx, Sag, sag)
        if kept is None or kept.naeste_grund or kept.naeste_dato or newest_locked(self._tx, sag) is not None:
            values = {name: value for name, value in values.items() if name not in _NAESTE}
        if kept is not None and kept.bekymring is not None:
            values.pop("bekymring_grund", None)
        changed |= self._fill_row(Sag, sag, values)
        if raekke.praktik is not None and linje.praktik:
            self._make_praktik(linje, raekke.praktik, sag)
            changed = True
        return changed

    def _fill_row(self, entity: type[Record], number: int, values: Mapping[str, Value]) -> bool:
        kept = rows.get(self._tx, entity, number)
        if kept is None:
            return False
        empty = {name: value for name, value in values.items() if getattr(kept, name) is None}
        return bool(empty and rows.save(self._tx, entity, number, kept.scope, empty, self._now))

    def _make_praktik(self, linje: Linje, praktik: PraktikTal, sag: int) -> None:
        number, virksomhed = self._context.new_id(), self._virksomhed(linje)
        values = {name: value for name, value in _told(praktik).items() if name not in (*_TIMER, *_FOLK)}
        values["virksomhed"] = virksomhed
        values["kontaktperson"] = self._person(virksomhed, praktik.kontaktperson, praktik.kontakt_telefon, mentor=False)
        values["mentor"] = self._person(virksomhed, praktik.mentor, None, mentor=True)
        self._bear(Praktik, number, sag, values)
        if praktik.timer is None:
            return
        hours: dict[str, Value] = {name: getattr(praktik, name) for name in _TIMER}
        hours |= {"praktik": number, "fra": praktik.start, "art": TimerArt.PRAKTIK.value}
        hours["moenster"] = moenster(parse_ugeplan(praktik.ugeplan)) if praktik.ugeplan else None
        self._bear(Timer, self._context.new_id(), sag, hours)

    def _virksomhed(self, linje: Linje) -> int | None:
        key, firma = linje.virksomhed, linje.raekke.virksomhed
        if key is None or firma is None:
            return None
        number = self._virksomheder[key]
        if number is None:
            number = self._virksomheder[key] = self._context.new_id()
            self._save(Virksomhed, number, self._context.bruger.kommune, _told(firma))
            self._virksomheder_made += 1
        else:
            # Rows of one virksomhed may each know something of it: a later one adds what the first did not say.
            self._fill_row(Virksomhed, number, _told(firma))
        return number

    def _person(self, virksomhed: int | None, navn: str | None, telefon: str | None, *, mentor: bool) -> int | None:
        if virksomhed is None or navn is None:
            return None
        key = (virksomhed, fold(navn))
        values: dict[str, Value] = {name: value for name, value in (("telefon", telefon), ("mentor", mentor)) if value}
        number = self._folk.get(key)
        if number is None:
            number = self._folk[key] = self._context.new_id()
            born: dict[str, Value] = {"virksomhed": virksomhed, "navn": navn}
            self._save(Kontaktperson, number, self._context.bruger.kommune, born | values)
        else:
            self._fill_row(Kontaktperson, number, values)
        return number

    def _bear(self, entity: type[Record], number: int, scope: int, values: Mapping[str, Value]) -> None:
        """Born with the others of its kind at the end: nothing in between reads it."""
        self._born.setdefault(entity, []).append((number, scope, values))

    def _save(self, entity: type[Record], number: int, scope: int, values: Mapping[str, Value]) -> None:
        rows.save(self._tx, entity, number, scope, values, self._now)


def _told(tal: object) -> dict[str, Value]:
    """What the row says; an empty cell says nothing."""
    return {name: value for name, value in asdict(tal).items() if value is not None}  # type: ignore[call-overload]  # a dataclass of ``indlaes.tal``
