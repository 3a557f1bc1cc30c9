"""The report's promises: delmål, aftaler kept by all parties alike, and the indsatser beside the praktik."""

from konsulent_core.dansk_ord import INDSATS, TILSTAND
from konsulent_core.entities import Aftale, Indsats
from konsulent_core.rapport.blad import Belaeg, Indhold, Linje, Tabel, henvisning
from konsulent_core.rapport.grundlag import Udsnit, register
from konsulent_core.rapport.ord import dato
from konsulent_core.skema.grammar import FeltType
from konsulent_core.words import DelmaalTilstand, IndsatsArt, Part

_PARTER = (
    ("Borgeren", (Part.BORGER,)),
    ("Virksomheden", (Part.VIRKSOMHED,)),
    ("Jobcentret", (Part.KONSULENT, Part.SAGSBEHANDLER)),
)


def delmaal(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """Every delmål of the period's praktikker, with how it stands now."""
    places = [p.id for p in udsnit.grundlag.praktikker if udsnit.within(p.start, p.slut)]
    found = [d for place in places for d in udsnit.grundlag.delmaal if d.praktik == place]
    lines = []
    for number, maal in enumerate(found, start=1):
        state = TILSTAND.get(maal.tilstand or DelmaalTilstand.AABEN, "").capitalize()
        source = register(state, "Delmål")
        cells = (maal.tekst or "Uden ord", udsnit.sted(maal.praktik), dato(maal.dato, "uden dato"), state)
        lines.append(Linje(noegle=f"delmaal.{number}", celler=(*cells, henvisning((source,))), belaeg=(source,)))
    heads = ("Delmål", "Sted", "Inden", "Tilstand", "Kilde")
    return (Tabel(noegle="delmaal", hoveder=heads, linjer=tuple(lines), tom="Ingen delmål er skrevet ned."),)


def aftaler(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """Promises made at the period's besøg, counted as openly for jobcenter and company as for the borger."""
    made = {m.besoeg.id: m for m in udsnit.moeder if m.shows(FeltType.AFTALER)}
    found = [a for a in udsnit.grundlag.aftaler if a.besoeg in made]
    lines = []
    for number, (name, parts) in enumerate(_PARTER, start=1):
        own = [a for a in found if a.part in parts]
        due = [a for a in own if _due(udsnit, a)]
        late = sum(_late(a) for a in due)
        kept = sum(bool(a.gjort) for a in due) - late
        not_kept = sum(a.gjort is False for a in due)
        counts = (len(own), kept, late, not_kept, len(due) - kept - late - not_kept, len(own) - len(due))
        cells = (name, *map(str, counts))
        lines.append(Linje(noegle=f"aftaler.{number}", celler=cells, belaeg=tuple(_belaeg(udsnit, a) for a in own)))
    heads = ("Hvem lovede", "Aftaler", "Holdt", "Gjort efter tiden", "Ikke holdt", "Ikke gjort op", "Ikke forfaldne")
    told = tuple(lines) if found else ()
    whole = Tabel(noegle="aftaler", hoveder=heads, linjer=told, tom="Ingen aftaler i perioden.")
    open_ones = [a for a in found if _due(udsnit, a) and not a.gjort]
    if not open_ones:
        return (whole,)
    rest = tuple(_aaben(udsnit, n, a) for n, a in enumerate(open_ones, start=1))
    title, columns = "Ikke holdt eller ikke gjort op", ("Hvem", "Hvad", "Senest", "Gjort?", "Kilde")
    return (whole, Tabel(noegle="aftaler.aabne", hoveder=columns, linjer=rest, titel=title))


def _due(udsnit: Udsnit, a: Aftale) -> bool:
    """Done, or its day is over; one without a day was due by the next besøg."""
    if a.gjort:
        return True
    if a.senest:
        return a.senest <= udsnit.til.isoformat()
    made = udsnit.moede(a.besoeg)
    return made is not None and made is not udsnit.moeder[-1]


def _late(a: Aftale) -> bool:
    """Done, and not within the day that was promised (``loefte_art``)."""
    return bool(a.gjort and a.senest and a.gjort_dato and a.gjort_dato > a.senest)


def _aaben(udsnit: Udsnit, number: int, a: Aftale) -> Linje:
    source = _belaeg(udsnit, a)
    state = "Ikke gjort" if a.gjort is False else "Ikke gjort op"
    cells = (_hvem(udsnit, a), a.hvad or "Uden ord", dato(a.senest, "uden dato"), state, henvisning((source,)))
    return Linje(noegle=f"aftaler.aabne.{number}", celler=cells, belaeg=(source,))


def _hvem(udsnit: Udsnit, a: Aftale) -> str:
    if a.part == Part.BORGER:
        return udsnit.navn
    return a.person or {Part.VIRKSOMHED.value: "Virksomheden"}.get(a.part or "", "Jobcentret")


def _belaeg(udsnit: Udsnit, a: Aftale) -> Belaeg:
    moede = udsnit.moede(a.besoeg)
    done = (
        "gjort efter tiden"
        if _late(a)
        else "gjort"
        if a.gjort
        else "ikke gjort"
        if a.gjort is False
        else "ikke gjort op"
    )
    words = f"{_hvem(udsnit, a)}: {a.hvad or ''} ({done})"
    return udsnit.belaeg(moede, "Aftaler", words) if moede is not None else register(words, "Aftaler")


def indsatser(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """What ran beside the praktik."""
    found = [i for i in udsnit.grundlag.indsatser if udsnit.within(i.start, i.slut)]
    lines = tuple(_indsats(n, i) for n, i in enumerate(found, start=1))
    heads = ("Indsats", "Hvornår", "Periode", "Kilde")
    return (Tabel(noegle="indsatser", hoveder=heads, linjer=lines, tom="Ingen indsatser er skrevet ned."),)


def _indsats(number: int, i: Indsats) -> Linje:
    kind = INDSATS.get(i.art or "", "") if i.art != IndsatsArt.ANDET or not i.navn else ""
    name = ": ".join(dict.fromkeys(filter(None, (kind, i.navn)))) or "Uden navn"
    source = register(name, "Indsatser")
    period = f"{dato(i.start)} – {dato(i.slut, 'løber endnu')}"
    cells = (name, (i.ugeplan or "Ikke skrevet ned").replace("-", "–"), period, henvisning((source,)))
    return Linje(noegle=f"indsatser.{number}", celler=cells, belaeg=(source,))
