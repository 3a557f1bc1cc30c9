"""What the pictures of Overblik need beside the caseload: 35 more borgere, invented as all the others."""

from datetime import date, datetime, timedelta

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import Aftale, Besoeg, Borger, Maaltal, Praktik, Record, Sag, Timer, Virksomhed
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value

_I_VIRKSOMHED = (
    # name, virksomhed, løntimer before, since, and now, days until the next besøg
    ("Hanne Nørskov", "Genbrugsen Vest", 0.0, 0, 0.0, 8),
    ("Lise-Lotte Kragh", "Spiren", 0.0, 0, 0.0, 6),
    ("Ole Winther", "Spiren", 2.0, 60, 4.0, 4),
    ("Pia Dahl", "Åby Hallen", 0.0, 30, 3.0, -3),
    ("Rune Aagaard", "Nordlager A/S", 0.0, 0, 0.0, 13),
    ("Sanne Bjerre", "Café Solbakken", 4.0, 25, 3.0, -1),
    ("Torben Lysgaard", "Åby Hallen", 3.0, 10, 8.0, 9),
    ("Ulla Skriver", "Juelsbro Brugs", 0.0, 0, 0.0, None),
    ("Vagn Østergård", "Autogården Løsning", 0.0, 45, 2.5, 2),
    ("Yrsa Petersen", "Tekst & Tone ApS", 0.0, 0, 0.0, 12),
)
_KLAR_NU = (
    ("Danni Toft", "vil helst køre bil"),
    ("Ellen Skov", "vil prøve kontor, 2×3"),
    ("Kirsten Holst", "ønsker butik, kan 2×3"),
    ("Lars Bøje", "2 samtaler aftalt i uge 12"),
    ("Nadia Bro", ""),
    ("Per Ladefoged", "eget forslag: cykelværksted"),
    ("Simon Vad", "vil begynde med 1×3"),
)
_STOETTE = (
    ("Jan Ravn", "mentor med de første 2 uger"),
    ("Olga Said", "følges de første dage"),
    ("Sofie Lind", "kun formiddag, 2×2"),
    ("Tina Bak", "tolk ved opstart"),
    ("Ulla Bech", "bisidder med til startmøde"),
    ("Viggo Ank", "skriftlige opgaver, ro"),
    ("Yusuf Demir", "fast makker, 2×2,5"),
    ("Åse Gram", "transport skal øves"),
)
_AFVENTER = (
    ("Bo Krag", "operation", 26),
    ("Grethe Juhl", "udredning", 14),
    ("Ivan Holt", "flytter", 20),
    ("Maja Friis", "barsel", 53),
    ("Niels Ry", "indlagt", 7),
    ("Rosa Vig", "tænker", 11),
    ("Vibeke Dahl", "undersøgelse", 18),
    ("Erik Storm", "kursus til påske", 32),
    ("Mona Lykke", "pleje af mor", 25),
    ("Zaid Amin", "afgørelse", -2),
)
# number of the sag below, cause, who stopped, days it lasted, days since it ended
_AFBRUD = (
    (10, "Sygdom", "borger", 9, 40),
    (11, "Sygdom", None, 20, 33),
    (12, "Sygdom", "borger", 24, 61),
    (17, "Opgaver passede ikke", "virksomhed", 6, 50),
    (18, "Opgaver passede ikke", "borger", 11, 21),
    (19, "Transport", "borger", 22, 75),
    (25, "Virksomheden lukkede", "virksomhed", 150, 12),
    (26, "Borger flyttede", "virksomhed", 45, 5),
)
_RESULTATER = (
    (0, "ny_praktik"), (1, "ny_praktik"), (2, "ordinaert_job"), (3, "fleksjob"), (4, "smaajob"), (28, "foertidspension")
)  # fmt: skip
_AFTALER = (("borger", 9, 2, 2), ("virksomhed", 6, 1, 1), ("konsulent", 8, 2, 1), ("sagsbehandler", 3, 1, 0))
_FIRST = 40_000


def sag_id(number: int) -> int:
    """Of the sag with that place here."""
    return _FIRST + number


def fill(tx: Tx, i_dag: date, kommune: int, nu: datetime) -> None:
    """Writes all of it; a second time nothing changes."""

    tx = Tx(tx.conn, tx.touched)  # past the guard: the måltal came from the teamleder

    def save(entity: type[Record], row: int, scope: int, **values: Value) -> None:
        rows.save(tx, entity, row, scope, values, nu)

    def back(days: int) -> str:
        return (i_dag - timedelta(days=days)).isoformat()

    firmaer = {navn: 46_000 + place for place, navn in enumerate(("Genbrugsen Vest", "Spiren", "Åby Hallen"))}
    for navn, number in firmaer.items():
        save(Virksomhed, number, kommune, navn=navn, by="Åby")
    known = {one.navn: one.id for one in rows.find(tx, Virksomhed)}
    for one in rows.find(tx, Sag, "konsulent IS NULL AND id<>?", (sag_id(20),)):
        save(Sag, one.id, one.id, konsulent="Mette Krogh")
    people: list[tuple[str, str | None, str, int | None]] = [(one[0], None, "", None) for one in _I_VIRKSOMHED]
    people += [(navn, "klar_nu", grund, None) for navn, grund in _KLAR_NU]
    people += [(navn, "klar_med_stoette", grund, None) for navn, grund in _STOETTE]
    people += [(navn, "afventer", grund, igen) for navn, grund, igen in _AFVENTER]
    for number, (navn, gruppe, grund, igen) in enumerate(people):
        sag, borger = sag_id(number), 41_000 + number
        fornavn, _, efternavn = navn.partition(" ")
        save(Borger, borger, borger, fornavn=fornavn, efternavn=efternavn,
             oensker="Planteskole" if navn == "Nadia Bro" else None)  # fmt: skip
        save(Sag, sag, sag, borger=borger, sagstype="Ressourceforløb", start=back(200 + 3 * number), gruppe=gruppe,
             konsulent="Mette Krogh" if number != 20 else None, gruppe_grund=grund or None,
             gruppe_igen=None if igen is None else back(-igen), bekymring=number in (3, 21, 29),
             mentorstoette="3 timer om ugen" if number in (1, 17, 20, 23) else None,
             moede_dato=back(-40 - number) if number % 9 == 4 else None)  # fmt: skip
        naeste = _I_VIRKSOMHED[number][5] if number < len(_I_VIRKSOMHED) else 10 + number % 12
        save(Besoeg, 42_000 + number, sag, type="opfoelgning", skema="opfoelgning.v1", nummer=1, tilstand="afsluttet",
             tidspunkt=to_text(nu - timedelta(days=36 if number in (0, 7, 30) else 9)),
             naeste_dato=None if naeste is None else back(-naeste))  # fmt: skip
    for number, (_, firma, before, since, now, _naeste) in enumerate(_I_VIRKSOMHED):
        sag, praktik = sag_id(number), 43_000 + number
        save(Praktik, praktik, sag, virksomhed=known[firma], start=back(150))
        save(Timer, 44_000 + number, sag, praktik=praktik, fra=back(150), timer=8.0, loentimer=before)
        if since:
            save(Timer, 44_100 + number, sag, praktik=praktik, fra=back(since), timer=9.0 + now, loentimer=now)
    for place, (number, aarsag, af, lasted, ended) in enumerate(_AFBRUD):
        save(Praktik, 43_100 + place, sag_id(number), start=back(ended + lasted), slut=back(ended), afbrudt=True,
             afbrudt_aarsag=aarsag, afbrudt_af=af)  # fmt: skip
    for place, (number, resultat) in enumerate(_RESULTATER):
        save(Praktik, 43_200 + place, sag_id(number), start=back(300), slut=back(20 + place), resultat=resultat)
    row = 45_000
    for part, kept, late, over in _AFTALER:
        for place in range(kept + late + over):
            done = place < kept + late
            save(Aftale, row, sag_id(place), hvad="Ringe sammen", part=part, senest=back(10), gjort=done,
                 gjort_dato=back(12 if place < kept else 5) if done else None)  # fmt: skip
            row += 1
    save(Maaltal, derived_id("maaltal", "virksomhedsforloeb"), kommune, art="virksomhedsforloeb", andel=0.5)
