"""What the sample papers are made of: Katrine's levels visit by visit, and short ways to write a snapshot's parts."""

from konsulent_core.snapshot import (
    AftaleBlad,
    DimensionBlad,
    FeltSvar,
    NoteBlad,
    PunktBlad,
    TimerBlad,
    TrinPunkt,
    TrinSvar,
    UdsagnLinje,
)

TRIN: dict[str, tuple[str, ...]] = {
    "Arbejdsopgaver": (
        "Prøver en enkelt, enkel opgave og får den vist hver gang.",
        "Løser en eller to faste opgaver, når trinene gennemgås eller er skrevet ned.",
        "Gør de aftalte opgaver færdige i aftalt kvalitet inden for sin arbejdstid.",
        "Løser flere slags opgaver i aftalt kvalitet og retter selv de fleste fejl.",
        "Løser opgaverne som en ansat i samme funktion og kan tage nye opgaver ind.",
    ),
    "Stabilitet": (
        "Kommer sjældent som aftalt, og stedet får oftest ikke besked.",
        "Kommer omkring hver anden gang og giver kun nogle gange besked.",
        "Kommer de fleste gange og melder afbud før mødetid.",
        "Kommer næsten altid til tiden og holder aftalte pauser og sluttid.",
        "Har mødt stabilt i mindst fire uger og kan ændre dage eller timer efter aftale.",
    ),
    "Selvstændighed": (
        "Arbejder kun, når en kollega eller mentor er ved siden af.",
        "Går selv i gang, men skal have svar eller støtte flere gange pr. vagt.",
        "Udfører kendte opgaver alene og spørger, når noget er uklart.",
        "Lægger selv rækkefølgen og finder næste opgave uden at blive bedt om det.",
        "Klarer uforudsete problemer inden for aftalte rammer og kan vise andre opgaven.",
    ),
    "Samarbejde": (
        "Holder sig for sig selv og har svært ved at tage imod beskeder.",
        "Hilser og svarer, men undgår pauser og fælles opgaver.",
        "Taler med faste kolleger, tager imod besked og er med i pauser som aftalt.",
        "Samarbejder om opgaver, beder om og giver hjælp og tager imod kritik.",
        "Er en del af holdet, også sammen med nye kolleger, kunder eller beboere.",
    ),
    "Fremtræden": (
        "Påklædning, hygiejne eller tone gør, at aftalte opgaver må aflyses.",
        "Skal ofte mindes om arbejdstøj, hygiejne eller tone.",
        "Følger stedets regler for tøj, hygiejne og tone de fleste dage.",
        "Fremtræder passende hver dag og håndterer pres, uden at det går ud over andre.",
        "Kan repræsentere stedet over for kunder, beboere eller gæster.",
    ),
}


BESOEG = (
    "2018-04-11", "2018-05-23", "2018-06-20", "2018-08-15",
    "2018-09-12", "2018-11-07", "2019-01-09", "2019-02-20",
)  # fmt: skip

# konsulent, arbejdsgiver, borger a visit; 0 is »ikke drøftet«
FORLOEB: dict[str, tuple[tuple[int, int, int], ...]] = {
    "Arbejdsopgaver": (
        (2, 2, 1), (2, 3, 2), (3, 3, 2), (3, 3, 3), (3, 4, 3), (3, 4, 3), (4, 4, 3), (4, 4, 4),
    ),
    "Stabilitet": (
        (3, 3, 3), (4, 4, 3), (4, 4, 4), (4, 5, 4), (5, 5, 4), (3, 3, 3), (4, 4, 4), (5, 5, 5),
    ),
    "Selvstændighed": (
        (1, 1, 1), (2, 2, 2), (2, 3, 2), (3, 3, 2), (3, 3, 3), (3, 3, 3), (3, 4, 3), (4, 4, 3),
    ),
    "Samarbejde": (
        (2, 2, 1), (2, 2, 2), (0, 0, 0), (3, 3, 2), (3, 3, 3), (0, 0, 0), (3, 4, 3), (3, 4, 3),
    ),
    "Fremtræden": (
        (3, 0, 3), (4, 4, 4), (4, 4, 4), (4, 4, 4), (4, 4, 4), (0, 0, 0), (4, 4, 4), (0, 0, 0),
    ),
}  # fmt: skip


STEMMER = ("konsulent", "arbejdsgiver", "borger")


def dimension(titel: str, retning: str | None) -> DimensionBlad:
    forloeb = FORLOEB[titel]
    kurve = tuple(
        TrinPunkt(dato=dato, besoeg_nummer=n + 3, skema="opfoelgning.v1", stemme=stemme, trin=trin or None)
        for n, (dato, besoeg) in enumerate(zip(BESOEG, forloeb, strict=True))
        for stemme, trin in zip(STEMMER, besoeg, strict=True)
    )
    now = forloeb[-1]
    return DimensionBlad(
        noegle=titel.lower(),
        titel=titel,
        trin_tekster=TRIN[titel],
        svar=tuple(
            TrinSvar(
                stemme=stemme,
                trin=trin or None,
                retning=retning if stemme == "konsulent" else None,
                ikke_droeftet=trin == 0,
            )
            for stemme, trin in zip(STEMMER, now, strict=True)
        ),
        sidst_trin=forloeb[-2][0],
        sidst_dato=BESOEG[-2],
        kurve=kurve,
    )


def udsagn(stemme: str, person: str, tekst: str) -> UdsagnLinje:
    return UdsagnLinje(stemme=stemme, person=person, tekst=tekst)


def note(*linjer: UdsagnLinje, audience: str = "alle") -> NoteBlad:
    return NoteBlad(felt="note", audience=audience, udsagn=linjer)


def punkt(
    nummer: int,
    titel: str,
    *noter: NoteBlad,
    svar: tuple[FeltSvar, ...] = (),
    dimensioner: tuple[DimensionBlad, ...] = (),
    droeftet: bool = True,
) -> PunktBlad:
    return PunktBlad(
        nummer=nummer,
        noegle=f"punkt{nummer}",
        titel=titel,
        droeftet=droeftet,
        noter=noter,
        svar=svar,
        dimensioner=dimensioner,
    )


def felt(titel: str, vaerdi: str, audience: str = "alle") -> FeltSvar:
    return FeltSvar(felt=titel.lower(), titel=titel, audience=audience, vaerdi=vaerdi)


def trin(fra: str, timer: float | None, loen: float | None, aarsag: str | None, til: float | None = None) -> TimerBlad:
    return TimerBlad(
        fra=fra,
        timer=timer,
        timer_til=til,
        loentimer=loen,
        art="praktik",
        aarsag=aarsag,
        sted="Nordlager A/S",
    )


def aftale(
    hvad: str, part: str, person: str, senest: str | None, gjort: bool | None = None, dato: str | None = None
) -> AftaleBlad:
    return AftaleBlad(hvad=hvad, part=part, person=person, senest=senest, gjort=gjort, gjort_dato=dato)
