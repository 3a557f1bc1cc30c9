"""Makes a caseload of any size from a seed: each skema holds exactly the rows that the visit form saves.

What a skema is here: one besøg, 10 udsagn, 5 vurderinger, 3 opgavetrin, two weeks of fremmøde, 2 skånehensyn, 2
aftaler and the next date: 25 rows with about 1.6 kB of Danish words (ARCHITECTURE, "How fast"). Everybody and
everything in it is invented.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from konsulent_core.clock import COPENHAGEN, to_text
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    FremmoedeUge,
    Kontaktperson,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Sag,
    Skaanehensyn,
    SkaanehensynSvar,
    Timer,
    Udsagn,
    Virksomhed,
    Vurdering,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.ugeplan import uge_noegle
from konsulent_core.words import BesoegType, Fremmoede, OpgaveTrin, Part, Retning, Stemme, Tilstand, TimerArt, Virkning
from tools.caseload.liv import Liv, Sted, firma_felter, firma_liv, maaltal
from tools.caseload.names import Names
from tools.caseload.raekker import Row, new_id, row
from tools.caseload.text import Words

SKEMA = "opfoelgning.v1"
TODAY = date(2026, 3, 12)
ROWS_A_SKEMA = 25

_DIMENSIONER = ("arbejdsopgaver", "stabilitet", "selvstaendighed", "samarbejde", "fremtraeden")
_NOTER = (
    "hvordan.note",
    "arbejdsopgaver.note",
    "selvstaendighed.note",
    "fremmoede.note",
    "socialt.note",
    "skaanehensyn.note",
    "loentimer.note",
    "timetal.note",
    "forlaengelse.note",
    "aftaler.note",
)
_STEMMER = (Stemme.KONSULENT.value, Stemme.BORGER.value, Stemme.ARBEJDSGIVER.value)
_PARTER = (Part.BORGER.value, Part.VIRKSOMHED.value, Part.KONSULENT.value)
_RETNINGER = tuple(r.value for r in Retning)
_TRIN = (OpgaveTrin.PROEVET.value, OpgaveTrin.MED_STOETTE.value, OpgaveTrin.SELVSTAENDIG.value)
_VIRKNINGER = tuple(v.value for v in Virkning)
_DAGE = (*(Fremmoede.MOEDT.value,) * 12, Fremmoede.SYGDOM.value, Fremmoede.BEHANDLING.value, Fremmoede.UDEBLEVET.value)
_PLAN = "ma 09.00-12.00; ti 09.00-12.00; to 09.00-12.00; fr 09.00-12.00"
AFTALE_CHARS, UDSAGN_CHARS = 70, 140  # mean lengths of the texts
# A besøg every fortnight, the newest one two weeks ago.
_RHYTHM = 14
_FOER_PRAKTIK = 30  # days from the beginning of the sag to the praktik's
_FORSINKET = 6  # days


@dataclass(frozen=True, slots=True)
class _Sag:
    """What a skema needs to know of its sag."""

    number: int
    praktik: int
    borger: str
    kontakt: str
    opgaver: tuple[int, ...]
    hensyn: tuple[int, ...]


def generate(
    seed: int,
    sager: int,
    skemaer: int,
    *,
    kommune: int = 1,
    konsulent: str = "Mette Krogh",
    today: date = TODAY,
) -> Iterator[Row]:
    """The rows of ``sager`` sager that share ``skemaer`` opfølgninger, parents first; the same seed gives the same.

    ``kommune`` is the scope of virksomheder and their people. Each sag's newest besøg is open, all older ones are
    afsluttet, but have no snapshot: the one on a paper is made by ``services.afslut``.
    """
    rnd = random.Random(seed)
    words, names = Words(rnd), Names.load(rnd)
    companies: list[Sted] = []
    for n in range(max(1, sager // 3)):
        yield from _company(rnd, names, kommune, companies, firma_felter(seed, n))
        yield from firma_liv(seed, n, companies[n], kommune)
    yield from maaltal(seed, kommune, today)
    made: list[_Sag] = []
    for n in range(sager):
        visits = (skemaer - n - 1) // sager + 1
        yield from _case(rnd, words, names, seed, n, visits, companies, konsulent, today, made)
    for n in range(skemaer):
        place, turn = n % sager, n // sager
        visits = (skemaer - place - 1) // sager + 1
        day = today - timedelta(days=_RHYTHM * (visits - turn))
        yield from _skema(rnd, words, made[place], konsulent, day, turn + 1, today, locked=turn + 1 < visits)


def _company(rnd: random.Random, names: Names, kommune: int, made: list[Sted], more: dict[str, Value]) -> Iterator[Row]:
    number, person = new_id(rnd), new_id(rnd)
    kontakt = names.full_name()
    yield row(
        Virksomhed,
        number,
        kommune,
        navn=names.company(),
        cvr=names.cvr(),
        adresse=names.address(),
        by=names.pick("byer"),
        branche=names.pick("brancher"),
        pladser=rnd.randint(1, 5),
        **more,
    )
    yield row(
        Kontaktperson,
        person,
        kommune,
        virksomhed=number,
        navn=kontakt,
        rolle=names.pick("roller"),
        telefon=names.phone(),
        mentor=rnd.randint(0, 1),
    )
    made.append(Sted(virksomhed=number, person=person, kontakt=kontakt))


def _case(
    rnd: random.Random,
    words: Words,
    names: Names,
    seed: int,
    n: int,
    visits: int,
    companies: list[Sted],
    konsulent: str,
    today: date,
    made: list[_Sag],
) -> Iterator[Row]:
    """``visits``: how many opfølgninger there will be; the praktik began before the first of them."""
    borger, number, praktik = new_id(rnd), new_id(rnd), new_id(rnd)
    first, last = names.person()
    start = today - timedelta(days=max(rnd.randint(60, 500), _RHYTHM * (visits + 1) + _FOER_PRAKTIK))
    company, begun = companies[n % len(companies)], start + timedelta(days=_FOER_PRAKTIK)
    liv = Liv(seed=seed, n=n, sag=number, praktik=praktik, borger=first, konsulent=konsulent, sted=company,
              andet=companies[(n + 1) % len(companies)], start=begun, today=today)  # fmt: skip
    opgaver = tuple(new_id(rnd) for _ in range(3))
    hensyn = tuple(new_id(rnd) for _ in range(2))
    bekymring = n % 9 == 4
    yield row(
        Borger,
        borger,
        borger,
        cpr=names.cpr(today),
        fornavn=first,
        efternavn=last,
        telefon=names.phone(),
        ordblind=int(n % 11 == 3),
        jobmaal=words.text(60),
        erfaring=words.text(120),
        **liv.borger_felter(),
    )
    yield row(
        Sag,
        number,
        number,
        borger=borger,
        nummer=f"{start.year % 100}/{n + 1:04d}",
        sagstype=names.pick("sagstyper"),
        start=start.isoformat(),
        konsulent=konsulent,
        sagsbehandler=names.full_name(),
        bekymring=int(bekymring),
        bekymring_grund=words.text(90) if bekymring else None,
        **liv.sag_felter(),
    )
    yield row(
        Praktik,
        praktik,
        number,
        virksomhed=company.virksomhed,
        kontaktperson=company.person,
        afdeling=names.pick("afdelinger"),
        formaal="traene",
        formaal_tekst=words.text(80),
        start=begun.isoformat(),
        ugeplan=_PLAN,
        bekymring_foer=int(bekymring),
        **liv.praktik_felter(),
    )
    for place, opgave in enumerate(opgaver):
        yield row(Opgave, opgave, number, praktik=praktik, navn=words.text(28), orden=f"a{place}")
    for place, one in enumerate(hensyn):
        yield row(
            Skaanehensyn,
            one,
            number,
            titel=words.text(24),
            aarsag=words.text(60),
            ordlyd=words.text(70),
            orden=f"a{place}",
        )
    yield row(
        Timer,
        new_id(rnd),
        number,
        praktik=praktik,
        fra=begun.isoformat(),
        timer=12.0,
        loentimer=float(rnd.choice((0, 0, 0, 2, 4, 8))),
        moenster="4×3",
        art=TimerArt.PRAKTIK.value,
    )
    yield from liv.rows()
    made.append(_Sag(number, praktik, first, company.kontakt, opgaver, hensyn))


def _skema(
    rnd: random.Random, words: Words, sag: _Sag, konsulent: str, day: date, nummer: int, today: date, *, locked: bool
) -> Iterator[Row]:
    """The 25 rows of one opfølgning, each value in the order of its entity's fields."""
    besoeg, scope = new_id(rnd), sag.number
    at = datetime.combine(day, time(8 + nummer % 7, nummer % 4 * 15), COPENHAGEN)
    state = Tilstand.AFSLUTTET.value if locked else Tilstand.KLADDE.value
    done = to_text(at + timedelta(minutes=50)) if locked else None
    naeste = (day + timedelta(days=_RHYTHM)).isoformat()
    yield (
        Besoeg.tabel,
        besoeg,
        scope,
        (0, sag.praktik, BesoegType.OPFOELGNING.value, SKEMA, nummer, to_text(at), None, None, state,
         naeste, "10.00", None, done, None, None, None),
    )  # fmt: skip
    people = (konsulent, sag.borger, sag.kontakt)
    for place, felt in enumerate(_NOTER):
        voice = (place + nummer) % 3
        yield (
            Udsagn.tabel,
            new_id(rnd),
            scope,
            (0, besoeg, felt, _STEMMER[voice], people[voice], words.text(UDSAGN_CHARS), "a0"),
        )
    for dimension in _DIMENSIONER:
        trin = rnd.randint(1, 5)
        yield (
            Vurdering.tabel,
            derived_id("vurdering", besoeg, dimension, _STEMMER[0]),
            scope,
            (0, besoeg, dimension, _STEMMER[0], trin, _RETNINGER[trin % 3] if trin < 4 else None, 0, None),
        )
    for opgave in sag.opgaver:
        trin_svar = (0, besoeg, opgave, rnd.choice(_TRIN), None)
        yield OpgaveTrinSvar.tabel, derived_id("opgave_trin", besoeg, opgave), scope, trin_svar
    for back in (14, 7):
        uge = uge_noegle(day - timedelta(days=back))
        ma, ti, to, fr = rnd.choices(_DAGE, k=4)
        yield (
            FremmoedeUge.tabel,
            derived_id("fremmoede", besoeg, uge),
            scope,
            (0, besoeg, uge, ma, ti, None, to, fr, None, None),
        )
    for one in sag.hensyn:
        virkning = (0, besoeg, one, rnd.choice(_VIRKNINGER))
        yield SkaanehensynSvar.tabel, derived_id("skaanehensyn_svar", besoeg, one), scope, virkning
    for place in range(2):
        part = (place + nummer) % 3
        hvad, person = words.text(AFTALE_CHARS), people[(1, 2, 0)[part]]
        gjort, dato = _gjort(day, nummer + place, today)
        yield (
            Aftale.tabel,
            new_id(rnd),
            scope,
            (
                0,
                besoeg,
                sag.praktik,
                hvad,
                _PARTER[part],
                person,
                naeste,
                gjort,
                dato,
                f"a{place}",
            ),
        )


def _gjort(day: date, turn: int, today: date) -> tuple[int | None, str | None]:
    """Whether an aftale of that day is done, and when: most in time, one in five late, one in five never."""
    done = day + timedelta(days=_RHYTHM + (_FORSINKET if turn % 5 == 0 else -1 - turn % 7))
    return (None, None) if turn % 5 == 4 or done >= today else (1, done.isoformat())
