"""Snapshots that papers are tested and looked at with: a rich case, a first visit, long notes, nothing.

Katrine is case 3 of the case study (4 × 3 → 4 × 4, løntimer 0 → 8 → 10). Her surname, the company, the dates
of the visits, levels, absences and quotes are invented. ``python -m tests.app.pdf.samples OUT``
writes the PDFs.
"""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_core.snapshot import (
    SNAPSHOT_VERSION,
    DagBlad,
    DelmaalBlad,
    DimensionBlad,
    OpgaveBlad,
    Person,
    PunktBlad,
    SkaanehensynBlad,
    Snapshot,
    TimerBlad,
)
from tests.app.pdf.blade import aftale, dimension, felt, note, punkt, trin, udsagn

FONTS = Path(__file__).parents[3] / "resources" / "fonts"

METTE, LONE, JENS = "Mette Lund", "Lone Bach", "Jens Damgaard"


def katrine_punkter() -> tuple[PunktBlad, ...]:
    return (
        punkt(
            1,
            "Hvordan går det?",
            note(
                udsagn("borger", "Katrine", "Jeg vil gerne blive her. Jeg kender mine opgaver, og de kender mig."),
                udsagn("arbejdsgiver", LONE, "Hun er en, vi regner med, også når der er travlt."),
            ),
            note(udsagn("konsulent", METTE, "INTERN: overvejer at søge om mentorstøtte."), audience="intern"),
        ),
        punkt(
            2,
            "Arbejdsopgaver",
            note(
                udsagn("konsulent", METTE, "Oprettede selv fire varenumre i lagersystemet, mens vi så på."),
                udsagn("arbejdsgiver", LONE, "Hun plukker i fuldt tempo to timer ad gangen."),
            ),
            dimensioner=(dimension("Arbejdsopgaver", "lidt_frem"),),
        ),
        punkt(
            3,
            "Selvstændighed",
            note(
                udsagn("konsulent", METTE, "Så hende skifte til retur uden at blive bedt om det."),
                udsagn("arbejdsgiver", LONE, "Hun finder selv det næste, når sedlen er tom."),
                udsagn("borger", "Katrine", "Jeg vil helst lige spørge først."),
            ),
            dimensioner=(dimension("Selvstændighed", None),),
        ),
        punkt(4, "Fremmøde", dimensioner=(dimension("Stabilitet", None),)),
        punkt(
            5,
            "Socialt på pladsen",
            note(
                udsagn("konsulent", METTE, "Hun holder frokost for sig selv."),
                udsagn("arbejdsgiver", LONE, "Hun hjælper de nye med at finde hylderne."),
                udsagn("borger", "Katrine", "Jeg holder mig til dem, jeg kender."),
                audience="borger_og_kommune",
            ),
            dimensioner=(dimension("Samarbejde", "uaendret"), dimension("Fremtræden", None)),
        ),
        punkt(6, "Skånehensyn"),
        punkt(
            7,
            "Løntimer",
            note(udsagn("arbejdsgiver", JENS, "Vi skriver under på ti timer fra første marts.")),
            svar=(felt("Er løntimer drøftet?", "Ja, 8 → 10 timer fra 01.03.2019"),),
        ),
        punkt(8, "Timetal", svar=(felt("Ændres timetallet?", "Nej, 16 timer er det, hun kan holde til"),)),
        punkt(9, "Forlængelse", droeftet=False),
        punkt(10, "Aftaler til næste gang"),
    )


def katrine_dage() -> tuple[DagBlad, ...]:
    status = {
        "2019-01-21": "sygdom", "2019-01-22": "sygdom", "2019-01-24": "behandling",
        "2019-02-05": "foer_tid", "2019-02-15": "udeblevet", "2019-02-19": None,
    }  # fmt: skip
    out: list[DagBlad] = []
    day = date(2019, 1, 10)
    while day < date(2019, 2, 20):
        if day.weekday() in (0, 1, 3, 4):
            iso = day.isoformat()
            kind = status.get(iso, "moedt")
            out.append(DagBlad(dato=iso, status=kind, timer=1.5 if kind == "foer_tid" else None))
        day += timedelta(days=1)
    return tuple(out)


def katrine() -> Snapshot:
    """The rich case: eight visits, three voices, a step agreed for later."""
    return Snapshot(
        version=SNAPSHOT_VERSION,
        skema="opfoelgning.v1",
        skema_titel="Opfølgning",
        borger_navn="Katrine Vestergaard",
        borger_fornavn="Katrine",
        cpr="0101785555",
        ordblind=False,
        jobmaal="Fleksjob som lagermedarbejder",
        sag_nummer="18/0412",
        sagstype="Ressourceforløb",
        sag_start="2018-02-01",
        konsulent=METTE,
        sagsbehandler="Anders Krogh",
        virksomhed="Nordlager A/S",
        virksomhed_adresse="Industrivej 4, 9000 Aalborg",
        afdeling="pluklageret",
        kontaktperson="Jens Damgaard, lagerchef",
        formaal="afklare",
        formaal_tekst="Kan Katrine arbejde 16 timer om ugen på et lager uden kunder, og hvor mange med løn?",
        praktik_start="2018-03-12",
        praktik_slut="2019-06-30",
        ugeplan="ma 08.00-12.00; ti 08.00-12.00; to 08.00-12.00; fr 08.00-12.00",
        bekymring_grund=None,
        besoeg_nummer=10,
        besoeg_type="opfoelgning",
        tidspunkt="2019-02-20T09:00:00.000Z",
        sted="Nordlager A/S",
        deltagere=(
            Person(navn="Katrine Vestergaard", rolle="borger"),
            Person(navn=LONE, rolle="mentor"),
            Person(navn=JENS, rolle="lagerchef"),
            Person(navn=METTE, rolle="konsulent"),
        ),
        sidste_besoeg="2019-01-09",
        delmaal=(
            DelmaalBlad(tekst="Plukker to timer i træk uden ekstra pause", dato="2019-02-28", tilstand="naaet"),
            DelmaalBlad(tekst="Opretter nye varer i lagersystemet alene", dato="2019-04-30", tilstand="aaben"),
            DelmaalBlad(tekst="Holder frokost med holdet en gang om ugen", dato=None, tilstand="justeret"),
        ),
        punkter=katrine_punkter(),
        opgaver=(
            OpgaveBlad(
                navn="Plukke varer efter seddel",
                trin="selvstaendig",
                sidst_trin="selvstaendig",
                ny=False,
                grund=None,
            ),
            OpgaveBlad(
                navn="Lægge nye varer på plads",
                trin="selvstaendig",
                sidst_trin="med_stoette",
                ny=False,
                grund=None,
            ),
            OpgaveBlad(navn="Sortere retur og emballage", trin=None, sidst_trin="selvstaendig", ny=False, grund=None),
            OpgaveBlad(navn="Oprette varer i lagersystemet", trin="med_stoette", sidst_trin=None, ny=True, grund=None),
            OpgaveBlad(
                navn="Køre truck",
                trin="droppet",
                sidst_trin="proevet",
                ny=False,
                grund="Certifikatet er ikke fornyet",
            ),
        ),
        dage=katrine_dage(),
        skaanehensyn=(
            SkaanehensynBlad(
                titel="Ingen kundekontakt",
                aarsag="Angst i mødet med fremmede",
                ordlyd="Chauffører og kunder går til ekspeditionen.",
                virkning="virker",
            ),
            SkaanehensynBlad(
                titel="Lavt pres",
                aarsag="Belastningsreaktion",
                ordlyd="Én seddel ad gangen. En anden tager hastesager.",
                virkning="delvist",
            ),
            SkaanehensynBlad(
                titel="Ti minutters pause",
                aarsag=None,
                ordlyd="Katrine kan gå fra uden at forklare sig.",
                virkning=None,
            ),
        ),
        timer=(
            trin("2018-03-12", 12, 0, None),
            trin("2018-06-25", 14, 0, "Katrine ville prøve en halv time mere"),
            trin("2018-08-20", 16, 0, "Holdt hele vagten uden ekstra pause"),
            trin("2018-09-17", 16, 8, "Katrine valgte selv tallet 8"),
            trin("2019-03-01", 16, 10, "Plukker i fuldt tempo to timer ad gangen"),
        ),
        aftaler_sidst=(
            aftale("Skriver dagens sedler ud aftenen før", "virksomhed", LONE, "2019-01-14", True, "2019-01-11"),
            aftale("Prøver lagersystemet en time om ugen", "borger", "Katrine", "2019-02-20", True, "2019-02-01"),
            aftale("Sender papirer om løntimer til Jens", "konsulent", METTE, "2019-01-18", False),
            aftale("Undersøger tilskud til truckbevis", "sagsbehandler", "Anders Krogh", "2019-02-01"),
        ),
        aftaler=(
            aftale("Skriver under på 10 løntimer fra 1. marts", "virksomhed", JENS, "2019-02-27"),
            aftale("Siger det til Katrine dagen før, når noget bliver ændret", "virksomhed", LONE, None),
            aftale("Siger til, hvis tempoet bliver for højt", "borger", "Katrine", None),
            aftale("Ringer om forlængelse af praktikken", "konsulent", METTE, "2019-03-08"),
        ),
        naeste_dato="2019-03-20",
        naeste_tid="10:00",
        naeste_grund=None,
        aabne_konflikter=0,
    )


def foerste_besoeg() -> Snapshot:
    """A first visit: levels but no history, one step of hours, nothing promised before."""
    base = katrine()

    def fresh(d: DimensionBlad) -> DimensionBlad:
        return replace(d, sidst_trin=None, sidst_dato=None, kurve=())

    return replace(
        base,
        borger_navn="Frank Mortensen",
        borger_fornavn="Frank",
        sag_nummer=None,
        besoeg_nummer=1,
        sidste_besoeg=None,
        punkter=tuple(replace(p, dimensioner=tuple(fresh(d) for d in p.dimensioner)) for p in base.punkter),
        opgaver=tuple(replace(o, sidst_trin=None, ny=True) for o in base.opgaver[:2]),
        dage=base.dage[:3],
        timer=(replace(base.timer[0], fra="2019-02-11", timer=4.0, timer_til=6.0),),
        aftaler_sidst=(),
        delmaal=(),
        naeste_dato=None,
        naeste_tid=None,
        naeste_grund="Afventer svar fra lægen. Mette ringer i uge 10.",
        aabne_konflikter=2,
    )


def lange_noter() -> Snapshot:
    """Notes longer than a page, many amendments' worth of words, and characters the typeface lacks."""
    base = katrine()
    long = " ".join(
        f"Linje {i}: Katrine fortæller om vagten, om pausen midtvejs og om kollegerne ved bånd 4." for i in range(140)
    )
    odd = "Tak 😀 og سلام عليكم, sagde hun. https://eksempel.dk/" + "sti" * 60
    p1 = punkt(
        1,
        "Hvordan går det?",
        note(udsagn("borger", "Katrine", long), udsagn("arbejdsgiver", LONE, odd)),
        note(udsagn("konsulent", METTE, "Første afsnit.\n\nAndet afsnit: " + long), audience="kommune"),
    )
    dage: list[DagBlad] = []
    day = date(2018, 3, 12)
    kinds = (
        "moedt",
        "moedt",
        "moedt",
        "sygdom",
        "moedt",
        "behandling",
        "moedt",
        "andet",
        "aflyst",
        "moedt",
        None,
    )
    while day < date(2019, 2, 20):
        if day.weekday() in (0, 1, 3, 4):
            dage.append(DagBlad(dato=day.isoformat(), status=kinds[len(dage) % len(kinds)], timer=None))
        day += timedelta(days=1)
    many = tuple(
        aftale(
            f"Aftale nummer {i} om noget, der skal gøres, inden vi ses igen",
            "borger",
            "Katrine",
            "2019-03-01",
        )
        for i in range(45)
    )
    return replace(base, punkter=(p1, *base.punkter[1:]), dage=tuple(dage), aftaler=many, aabne_konflikter=1)


def tom() -> Snapshot:
    """Everything that may be missing is missing."""
    empty = DimensionBlad(
        noegle="stabilitet",
        titel="Stabilitet",
        trin_tekster=(),
        svar=(),
        sidst_trin=None,
        sidst_dato=None,
        kurve=(),
    )
    return Snapshot(
        version=SNAPSHOT_VERSION,
        skema="",
        skema_titel="",
        borger_navn="",
        borger_fornavn="",
        cpr=None,
        ordblind=False,
        jobmaal=None,
        sag_nummer=None,
        sagstype=None,
        sag_start=None,
        konsulent=None,
        sagsbehandler=None,
        virksomhed=None,
        virksomhed_adresse=None,
        afdeling=None,
        kontaktperson=None,
        formaal=None,
        formaal_tekst=None,
        praktik_start=None,
        praktik_slut=None,
        ugeplan=None,
        bekymring_grund=None,
        besoeg_nummer=0,
        besoeg_type="opfoelgning",
        tidspunkt="",
        sted=None,
        deltagere=(),
        sidste_besoeg=None,
        delmaal=(DelmaalBlad(tekst="", dato=None, tilstand="aaben"),),
        punkter=(punkt(4, "Fremmøde", dimensioner=(empty,), droeftet=False),),
        opgaver=(OpgaveBlad(navn="", trin=None, sidst_trin=None, ny=False, grund=None),),
        dage=(DagBlad(dato="", status=None, timer=None),),
        skaanehensyn=(SkaanehensynBlad(titel="", aarsag=None, ordlyd=None, virkning=None),),
        timer=(TimerBlad(fra="", timer=None, timer_til=None, loentimer=None, art="praktik", aarsag=None, sted=""),),
        aftaler_sidst=(aftale("", "borger", "", None),),
        aftaler=(aftale("", "borger", "", None),),
        naeste_dato=None,
        naeste_tid=None,
        naeste_grund=None,
        aabne_konflikter=0,
    )


def rettelser() -> tuple[RettelseLinje, ...]:
    def one(nummer: int, felt: str, foer: str, efter: str, audience: str = "alle") -> RettelseLinje:
        return RettelseLinje(
            nummer=nummer,
            dato="2019-02-25",
            hvem=METTE,
            begrundelse="Lone Bach rettede datoen i telefonen",
            felt=felt,
            audience=audience,
            foer=foer,
            efter=efter,
        )

    return (
        one(1, "Fremmøde 15.02.2019", "Udeblevet", "Afbud, sygdom"),
        one(2, "Intern note", "INTERN før", "INTERN efter", "intern"),
    )


SAMPLES = {
    "katrine": (katrine, rettelser),
    "foerste": (foerste_besoeg, tuple),
    "lange": (lange_noter, tuple),
    "tom": (tom, tuple),
}

if __name__ == "__main__":
    out = Path(sys.argv[1])
    for name, (snapshot, amendments) in SAMPLES.items():
        (out / f"{name}.pdf").write_bytes(build(snapshot(), amendments(), FONTS))
