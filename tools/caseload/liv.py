"""What happens in a made-up sag beside its opfølgninger: hours up and back, meetings, indsatser, forløb that ended.

It has random numbers of its own, so that the words and levels of a seed's opfølgninger stay what they are. Fewer than
25 rows a sag, whatever the number of its skemaer.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from konsulent_core.clock import COPENHAGEN, to_text
from konsulent_core.entities import (
    Besoeg,
    Delmaal,
    Indsats,
    Kontaktperson,
    Laering,
    Maaltal,
    Praktik,
    Spoergsmaal,
    Svar,
    Timer,
    Udsagn,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.words import (
    BesoegType,
    DelmaalTilstand,
    Formaal,
    IndsatsArt,
    MaaltalArt,
    Part,
    Resultat,
    Sagsgruppe,
    Stemme,
    Tilstand,
    TimerArt,
)
from tools.caseload.raekker import Row, new_id, row

_OPGAVER = ("Fylde op", "Pakke ordrer", "Gøre rent", "Varemodtagelse", "Kasse", "Salater", "Opvask", "Havearbejde")
_KULTUR = ("Rolig morgen, travlt efter frokost.", "Små hold og en fast makker.", "Vil have besked dagen før.")
_INDSATSER = (
    (IndsatsArt.LAEGEBEHANDLING, "Fysioterapi", "fr 13.00-14.00"),
    (IndsatsArt.TRAENING, "Træning i sundhedscentret", "on 09.00-10.30"),
    (IndsatsArt.MENTOR, "Mentor", "on 12.00-13.00"),
    (IndsatsArt.SOCIALPSYKIATRI, "Samtaler i distriktspsykiatrien", "on 14.00-15.00"),
    (IndsatsArt.COACH, "Coach", "to 13.00-14.00"),
    (IndsatsArt.OEKONOMI, "Økonomisk vejledning", "ti 13.00-14.00"),
)
_AFBRUD = (
    ("Sygdom", Part.BORGER, "Korte vagter først. Pausen skal aftales, før den er nødvendig."),
    ("Opgaver passede ikke", Part.BORGER, "Opgaver, der kan gøres færdige på vagten, giver ro."),
    ("Hensyn kunne ikke holdes", Part.VIRKSOMHED, "Skånehensynene skal skrives ned og siges højt den første dag."),
    ("Samarbejdet gik ikke", Part.VIRKSOMHED, "En fast makker de første uger gør forskellen."),
    ("Transport", Part.BORGER, "Højst en halv times transport."),
    ("Virksomheden lukkede", Part.VIRKSOMHED, "Det gik godt, til stedet lukkede. Samme slags sted igen."),
)
_TILBAGE = ("Smerter", "Søvn og træthed", "For mange nye opgaver på én gang", "Sygdom i familien")
_MAAL = ("Møde til tiden fire uger i træk", "Klare en opgave alene på en vagt", "Sige til, når en pause er nødvendig")
_SPOERGSMAAL = ("Hvad fylder mest lige nu?", "Er pausen blevet holdt?", "Hvad siger lægen om flere timer?")
_OENSKER = ("Lager\nVærksted\nGenbrug", "Køkken\nKantine\nBageri", "Butik\nKontor", "Plejecenter\nRengøring")
_GEOGRAFI = ("Højst 20 minutter i bus", "Cykler, højst 8 km", "Har bil", "Kun i byen")
_STOETTE = "Mentor to timer om ugen"
_AFVENTER = ("Operation", "Afventer speciallægeattest", "Barsel", "Indlagt")
_MOEDER = (
    (
        BesoegType.FORMOEDE,
        ("formaal.note", "ressourcer.note", "hensyn.note"),
        "Vil gerne ud et sted med ro og faste opgaver.",
    ),
    (
        BesoegType.STARTMOEDE,
        ("formaal.note", "fremmoede.note", "ring.note"),
        "Ringer før kl. 7, hvis noget kommer i vejen.",
    ),
    (
        BesoegType.NETVAERKSMOEDE,
        ("maal.note", "indsatser.note"),
        "Træningen flyttes, så den ikke ligger oven i praktikken.",
    ),
    (BesoegType.TELEFON, ("samtale.note",), "Ringer: det går fremad, men ugen har været hård."),
)
_SLUT = ("erfaringer.note", "lykkedes.note", "resultat.note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sted:
    """A made-up virksomhed and its contact."""

    virksomhed: int
    person: int
    kontakt: str


def firma_liv(seed: int, n: int, sted: Sted, kommune: int) -> Iterator[Row]:
    """What stands in the register of one virksomhed beside its name: a second person, and what a forløb taught."""
    rnd = random.Random(f"firma {seed} {n}")
    if n % 2:
        yield row(Kontaktperson, new_id(rnd), kommune, virksomhed=sted.virksomhed, navn=f"{sted.kontakt} d.y.",
                  rolle="mentor", mentor=1, uddannet=n % 4 == 1)  # fmt: skip
    _, _, laert = rnd.choice(_AFBRUD)
    resultat = rnd.choice((Resultat.NY_PRAKTIK, Resultat.FLEKSJOB, Resultat.SMAAJOB, Resultat.ANDET))
    yield row(Laering, new_id(rnd), kommune, virksomhed=sted.virksomhed, aar=2025 - n % 3, uger=rnd.randint(4, 26),
              timer=float(rnd.randint(4, 16)), resultat=resultat.value, tekst=laert)  # fmt: skip


def firma_felter(seed: int, n: int) -> dict[str, Value]:
    """More of a virksomhed."""
    rnd = random.Random(f"register {seed} {n}")
    values: dict[str, Value] = {
        "opgavetyper": "\n".join(rnd.sample(_OPGAVER, rnd.randint(2, 4))),
        "kultur": rnd.choice(_KULTUR),
        "stoerrelse": str(rnd.choice((4, 9, 18, 35, 62, 140))),
    }
    if n % 4 == 0:
        values["smaajob"] = "Pakke gavekurve, 5 timer om ugen"
    return values


def maaltal(seed: int, kommune: int, today: date) -> Iterator[Row]:
    """What the kommune aims at."""
    for art, andel in (
        (MaaltalArt.VIRKSOMHEDSFORLOEB, 0.5),
        (MaaltalArt.LOENTIMER, 0.2),
        (MaaltalArt.MENTORSTOETTE, 0.1),
    ):
        number = derived_id(Maaltal.tabel, art.value)
        yield row(Maaltal, number, kommune, art=art.value, andel=andel, fra=f"{today.year - seed % 2}-01-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Liv:
    """One sag; ``start`` is the first day of its praktik. ``n`` decides what happens, the seed how."""

    seed: int
    n: int
    sag: int
    praktik: int
    borger: str
    konsulent: str
    sted: Sted
    andet: Sted
    start: date
    today: date

    @property
    def afsluttet(self) -> bool:
        """One sag in twelve has no praktik at the moment: it ended a few days ago."""
        return self.n % 12 == 7

    @property
    def tidligere(self) -> int | None:
        """Every third had a praktik before, that was broken off."""
        return new_id(self._rnd("tidligere")) if self.n % 3 == 1 else None

    def borger_felter(self) -> dict[str, Value]:
        rnd = self._rnd("borger")
        return {"oensker": rnd.choice(_OENSKER), "geografi": rnd.choice(_GEOGRAFI)}

    def sag_felter(self) -> dict[str, Value]:
        """Every fourth has a møde ahead, every fifth mentorstøtte; who has no praktik stands in a group."""
        rnd = self._rnd("sag")
        found: dict[str, Value] = {}
        if self.n % 4 == 2:
            found["moede_dato"] = (self.today + timedelta(days=rnd.randint(5, 80))).isoformat()
        if self.n % 5 == 3:
            found["mentorstoette"] = _STOETTE
        if self.afsluttet:
            gruppe = (Sagsgruppe.KLAR_NU, Sagsgruppe.KLAR_MED_STOETTE, Sagsgruppe.AFVENTER)[self.n // 12 % 3]
            found["gruppe"] = gruppe.value
            if gruppe is Sagsgruppe.AFVENTER:
                found["gruppe_grund"] = rnd.choice(_AFVENTER)
                found["gruppe_igen"] = (self.today + timedelta(days=rnd.randint(7, 60))).isoformat()
        return found

    def praktik_felter(self) -> dict[str, Value]:
        """The end of the praktik, and the one it builds on."""
        rnd = self._rnd("praktik")
        values: dict[str, Value] = {"bygger_paa": self.tidligere}
        if self.afsluttet:
            values["slut"] = (self.today - timedelta(days=rnd.randint(3, 12))).isoformat()
            values["resultat"] = tuple(Resultat)[self.n // 12 % len(Resultat)].value
        elif self.n % 2:
            values["slut"] = (self.today + timedelta(days=rnd.randint(5, 90))).isoformat()
        return values

    def rows(self) -> Iterator[Row]:
        """All that is a row of its own."""
        yield from self._before()
        yield from self._steps()
        yield from self._beside()
        yield from self._meetings()

    def _rnd(self, part: str) -> random.Random:
        return random.Random(f"{part} {self.seed} {self.n}")

    def _before(self) -> Iterator[Row]:
        """The praktik before this one: when it stopped, why and by whom, and what it taught."""
        if self.tidligere is None:
            return
        rnd = self._rnd("før")
        aarsag, part, laert = _AFBRUD[self.n // 3 % len(_AFBRUD)]
        slut = self.start - timedelta(days=rnd.randint(25, 60))
        start = slut - timedelta(days=rnd.randint(12, 120))
        resultat = Resultat.NY_PRAKTIK if self.n % 2 else Resultat.ANDET
        yield row(Praktik, self.tidligere, self.sag, virksomhed=self.andet.virksomhed, kontaktperson=self.andet.person,
                  formaal=Formaal.AFKLARE.value, start=start.isoformat(), slut=slut.isoformat(),
                  ugeplan="ti 09.00-11.00; to 09.00-11.00", afbrudt=1, afbrudt_aarsag=aarsag, afbrudt_af=part.value,
                  resultat=resultat.value, laering=laert)  # fmt: skip
        yield row(Timer, new_id(rnd), self.sag, praktik=self.tidligere, fra=start.isoformat(), timer=4.0, loentimer=0.0,
                  moenster="2×2", art=TimerArt.PRAKTIK.value)  # fmt: skip
        yield from self._meeting(rnd, BesoegType.AFSLUTNING, _SLUT, laert, slut, self.tidligere)

    def _steps(self) -> Iterator[Row]:
        """Up, back again for a cause, and up once more: a step back is a normal event (DOMAIN §3)."""
        rnd = self._rnd("timer")
        up = self.start + timedelta(days=rnd.randint(35, 70))
        back = up + timedelta(days=rnd.randint(7, 21))
        again = back + timedelta(days=rnd.randint(30, 60))
        loen = float(rnd.choice((0, 2, 4)))
        for fra, timer, til, aarsag in (
            (up, 14.0, None, None),
            (back, 10.0, None, rnd.choice(_TILBAGE)),
            (again, 12.0, 15.0, None),
        ):
            if fra < self.today - timedelta(days=12):
                yield row(Timer, new_id(rnd), self.sag, praktik=self.praktik, fra=fra.isoformat(), timer=timer,
                          timer_til=til, loentimer=min(loen, timer), aarsag=aarsag,
                          art=TimerArt.PRAKTIK.value)  # fmt: skip

    def _beside(self) -> Iterator[Row]:
        """Delmål in every state, indsatser in the same week, and the konsulent's own question."""
        rnd = self._rnd("ved siden af")
        states = (DelmaalTilstand.NAAET, DelmaalTilstand.AABEN, tuple(DelmaalTilstand)[self.n % 4])
        for place, (tekst, state) in enumerate(zip(_MAAL, states, strict=True)):
            when = self.today + timedelta(days=rnd.randint(-60, -5) if state is DelmaalTilstand.NAAET else 21)
            yield row(Delmaal, new_id(rnd), self.sag, praktik=self.praktik, tekst=tekst, dato=when.isoformat(),
                      tilstand=state.value, orden=f"a{place}", smart="SMART"[: 3 + self.n % 3])  # fmt: skip
        for art, navn, plan in rnd.sample(_INDSATSER, self.n % 3):
            yield row(Indsats, new_id(rnd), self.sag, art=art.value, navn=navn, ugeplan=plan,
                      start=self.start.isoformat())  # fmt: skip
        if self.n % 4 == 0:
            yield row(Spoergsmaal, new_id(rnd), self.sag, sag=self.sag, punkt="hvordan", tekst=rnd.choice(_SPOERGSMAAL),
                      stillet=(self.today - timedelta(days=3)).isoformat(), orden="a0")  # fmt: skip

    def _meetings(self) -> Iterator[Row]:
        """One or two of the other kinds, and the afslutning where the praktik has ended."""
        rnd = self._rnd("møder")
        days = (
            self.start - timedelta(days=20),
            self.start,
            min(self.start + timedelta(days=59), self.today - timedelta(days=16)),
            self.today - timedelta(days=20),
        )
        for place in sorted({self.n % 4, (self.n // 4 + self.n) % 4}):
            kind, felter, words = _MOEDER[place]
            praktik = None if kind is BesoegType.FORMOEDE else self.praktik
            yield from self._meeting(rnd, kind, felter, words, days[place], praktik)
        if self.afsluttet:
            words = "Vil gerne blive, hvis der er timer."
            day = date.fromisoformat(str(self.praktik_felter()["slut"]))
            yield from self._meeting(rnd, BesoegType.AFSLUTNING, _SLUT, words, day, self.praktik)

    def _meeting(
        self, rnd: random.Random, kind: BesoegType, felter: tuple[str, ...], words: str, day: date, praktik: int | None
    ) -> Iterator[Row]:
        besoeg = new_id(rnd)
        at = datetime.combine(day, time(9 + rnd.randint(0, 5), 30), COPENHAGEN)
        follow_up = kind in (BesoegType.STARTMOEDE, BesoegType.NETVAERKSMOEDE)
        naeste = (day + timedelta(days=14)).isoformat() if follow_up else None
        yield row(Besoeg, besoeg, self.sag, praktik=praktik, type=kind.value, skema=f"{kind.value}.v1", nummer=1,
                  tidspunkt=to_text(at), tilstand=Tilstand.AFSLUTTET.value, naeste_dato=naeste,
                  afsluttet=to_text(at + timedelta(minutes=40)))  # fmt: skip
        for place, felt in enumerate(felter):
            voice, person = ((Stemme.BORGER, self.borger), (Stemme.KONSULENT, self.konsulent))[place % 2]
            yield row(Udsagn, new_id(rnd), self.sag, besoeg=besoeg, felt=felt, stemme=voice.value, person=person,
                      tekst=words, orden="a0")  # fmt: skip
        if kind is BesoegType.TELEFON:
            number = derived_id(Svar.tabel, besoeg, "samtale.hvem", Stemme.KONSULENT.value)
            yield row(Svar, number, self.sag, besoeg=besoeg, felt="samtale.hvem", stemme=Stemme.KONSULENT.value,
                      vaerdi="virksomhed")  # fmt: skip
