"""Katrine's sag as a report reads it: three opfølgninger, a call, two praktikker. Invented people."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Delmaal,
    FremmoedeUge,
    Indsats,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Sag,
    Skaanehensyn,
    SkaanehensynSvar,
    Timer,
    Udsagn,
    Vurdering,
)
from konsulent_core.rapport import byg
from konsulent_core.rapport.art import Del, RapportArt, parse_arter
from konsulent_core.rapport.blad import Indhold, RapportBlad, Tabel
from konsulent_core.rapport.grundlag import Grundlag
from konsulent_core.rapport.valg import Valg
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_skemaer

RESOURCES = Path(__file__).parents[3] / "resources"
SAG, FOERSTE, ANDEN, RING, TREDJE = 10, 101, 102, 103, 104
GAMMEL, NY = 21, 22
FRA, TIL = date(2025, 1, 6), date(2025, 9, 30)


def skemaer() -> dict[str, Skema]:
    files = sorted((RESOURCES / "skemaer").glob("*.toml"))
    return parse_skemaer({f.name: f.read_text(encoding="utf-8") for f in files})


def arter() -> dict[str, RapportArt]:
    files = sorted((RESOURCES / "rapporter").glob("*.toml"))
    return parse_arter({f.name: f.read_text(encoding="utf-8") for f in files})


def besoeg(number: int, day: str, praktik: int, kind: str = "opfoelgning", grund: str | None = None) -> Besoeg:
    return Besoeg(
        id=number, scope=SAG, praktik=praktik, type=kind, skema=f"{kind}.v1", tidspunkt=f"{day}T09:00:00.000Z",
        tilstand="afsluttet", deltagere="Katrine, borger; Lone Bach, lagerchef", naeste_grund=grund,
    )  # fmt: skip


def trin(besoeg: int, dimension: str, *levels: int | None) -> list[Vurdering]:
    voices = ("konsulent", "arbejdsgiver", "borger")
    return [
        Vurdering(
            id=besoeg * 1000 + len(dimension) * 10 + n, scope=SAG, besoeg=besoeg, dimension=dimension,
            stemme=voice, trin=level, ikke_droeftet=level is None, foerst=voice == "borger" and besoeg == TREDJE,
        )
        for n, (voice, level) in enumerate(zip(voices, levels, strict=False))
    ]  # fmt: skip


def grundlag() -> Grundlag:
    return Grundlag(
        borger=Borger(id=11, scope=11, fornavn="Katrine", efternavn="Holm", cpr="0101801235",
                      jobmaal="Fast job på lager"),
        sag=Sag(id=SAG, scope=SAG, borger=11, nummer="18/0412", sagstype="Ressourceforløb", start="2025-01-06",
                konsulent="Mette Krogh", sagsbehandler="Anders Friis", moede_dato="2025-10-14"),
        tidligere=(),
        praktikker=(
            Praktik(id=GAMMEL, scope=SAG, start="2025-01-13", slut="2025-03-28", formaal="afklare", afbrudt=True,
                    afbrudt_aarsag="skulderoperation", afbrudt_af="borger", laering="Det kolde lager gik ikke."),
            Praktik(id=NY, scope=SAG, start="2025-04-07", slut="2025-12-19", formaal="traene", afdeling="Pakkeriet"),
        ),
        steder={GAMMEL: "Nordlager A/S", NY: "Tekst & Tone ApS"},
        besoeg=(
            besoeg(FOERSTE, "2025-02-05", GAMMEL),
            besoeg(ANDEN, "2025-04-23", NY, grund="Sommerferie på stedet."),
            besoeg(RING, "2025-06-04", NY, "telefon"),
            besoeg(TREDJE, "2025-08-20", NY),
        ),
        udsagn=(
            Udsagn(id=1, scope=SAG, besoeg=TREDJE, felt="selvstaendighed.note", stemme="arbejdsgiver",
                   person="Lone Bach", tekst="Hun finder selv det næste."),
            Udsagn(id=2, scope=SAG, besoeg=TREDJE, felt="hvordan.note", stemme="borger", person="Katrine",
                   tekst="Jeg vil gerne blive her."),
            Udsagn(id=3, scope=SAG, besoeg=ANDEN, felt="hvordan.note", stemme="borger", person="Katrine",
                   tekst="Det er nyt det hele."),
        ),
        vurderinger=(
            *trin(FOERSTE, "arbejdsopgaver", 2, 2, 2),
            *trin(ANDEN, "arbejdsopgaver", 3, 3, 2), *trin(ANDEN, "selvstaendighed", 2, 3, 2),
            *trin(TREDJE, "arbejdsopgaver", 4, 4, 4), *trin(TREDJE, "selvstaendighed", 3, 4, 3),
            *trin(TREDJE, "samarbejde", None, None, None),
        ),
        opgaver=(Opgave(id=31, scope=SAG, praktik=NY, navn="Pakke ordrer"),
                 Opgave(id=32, scope=SAG, praktik=NY, navn="Køre truck")),
        opgave_trin=(OpgaveTrinSvar(id=41, scope=SAG, besoeg=ANDEN, opgave=31, trin="proevet"),
                     OpgaveTrinSvar(id=42, scope=SAG, besoeg=TREDJE, opgave=31, trin="selvstaendig")),
        uger=(FremmoedeUge(id=51, scope=SAG, besoeg=TREDJE, uge="2025-W33", ma="moedt", ti="sygdom", on="behandling",
                           to="udeblevet", fr="moedt"),),
        hensyn=(Skaanehensyn(id=61, scope=SAG, titel="Pause hver time", aarsag="Smerter i ryggen",
                             ordlyd="Katrine går fra fem minutter."),),
        hensyn_svar=(SkaanehensynSvar(id=71, scope=SAG, besoeg=ANDEN, skaanehensyn=61, virkning="delvist"),
                     SkaanehensynSvar(id=72, scope=SAG, besoeg=TREDJE, skaanehensyn=61, virkning="virker")),
        timer=(
            Timer(id=81, scope=SAG, praktik=GAMMEL, fra="2025-01-13", timer=6.0, loentimer=0.0, moenster="2×3"),
            Timer(id=82, scope=SAG, praktik=NY, fra="2025-04-07", timer=9.0, loentimer=0.0, moenster="3×3"),
            Timer(id=83, scope=SAG, praktik=NY, besoeg=TREDJE, fra="2025-09-01", timer=12.0, loentimer=4.0,
                  aarsag="Katrine foreslog det selv"),
        ),
        aftaler=(
            Aftale(id=91, scope=SAG, besoeg=ANDEN, part="borger", person="Katrine", hvad="Ringer inden kl. 7",
                   gjort=True),
            Aftale(id=92, scope=SAG, besoeg=ANDEN, part="konsulent", person="Mette", hvad="Finder en stol",
                   senest="2025-05-02", gjort=False),
            Aftale(id=93, scope=SAG, besoeg=TREDJE, part="virksomhed", person="Lone", hvad="Viser pakkelinjen",
                   senest="2025-12-01"),
        ),
        delmaal=(Delmaal(id=95, scope=SAG, praktik=NY, tekst="Pakker en palle alene", dato="2025-09-12",
                         tilstand="naaet"),),
        indsatser=(Indsats(id=96, scope=SAG, art="traening", navn="Genoptræning", ugeplan="ti 09.00-10.00",
                           start="2025-02-03"),),
        rettede=frozenset(),
        aabne_konflikter=0,
    )  # fmt: skip


def valg(art: RapportArt, **more: object) -> Valg:
    every = tuple(d.noegle for d in art.dele)
    return replace(Valg(fra=FRA, til=TIL, dele=every, moede=date(2025, 10, 14)), **more)  # type: ignore[arg-type]


def rapport(base: Grundlag | None = None, known: dict[str, Skema] | None = None, **more: object) -> RapportBlad:
    """The whole report; ``more`` are fields of ``Valg``."""
    art = arter()["rehabiliteringsteam"]
    return byg.build(base or grundlag(), known or skemaer(), art, valg(art, **more))


def part(blad: RapportBlad, del_: Del) -> tuple[Indhold, ...]:
    return next(d.indhold for d in blad.dele if d.del_ is del_)


def cells(blad: RapportBlad, del_: Del, n: int = 0) -> list[tuple[str, ...]]:
    """The rows of the part's n-th table."""
    tables = [i for i in part(blad, del_) if isinstance(i, Tabel)]
    return [line.celler for line in tables[n].linjer]
