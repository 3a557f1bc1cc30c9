"""What the pictures of Virksomheder need beside the caseload: Nordlager as a virksomhedscenter, invented as it is."""

from collections.abc import Callable
from datetime import datetime

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import (
    Borger,
    Kontaktperson,
    Laering,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Record,
    Sag,
    Skaanehensyn,
    Virksomhed,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value

NORDLAGER = "Nordlager A/S"
NORDLAGER_CVR = "28753411"
UDEN_FORLOEB = 4_100
KOLLEGAS_SAG = 9_900  # not on this machine: only its praktik is
_BO, _BOS_SAG = 2_011, 1_009  # without a praktik
_KATRINE, _KATRINES_PRAKTIK, _KATRINES_BESOEG = 1_000, 3_002, 20_206
_PEOPLE = (
    (4_503, "Jens Toft", "mentor i pluk", "75 61 00 43", True),
    (4_504, "Sanne Nygård", "retur, tirsdag til torsdag", "75 61 00 44", True),
)
_TAUGHT = (
    (9_301, 2025, 26, 16.0, "fleksjob", "Tidlig vagt passede. To pauser på ti minutter var nok."),
    (9_302, 2024, 8, 6.0, "andet", "Pakkeriet var for larmende den første måned. Start i retur."),
    (9_303, 2023, 13, 12.0, "ordinaert_job", "En fast makker de første uger gør forskellen, når opgaven er ny."),
)
_OTHERS = (
    ("Café Solbakken", "18465213", "Restaurant", 1, "Rydde borde\nVaske op"),
    ("Juelsbro Brugs", "36710284", "Dagligvarer", 2, "Fylde op\nVaremodtagelse"),
    ("Plejecenter Lindely", "29189447", "Pleje", 4, "Gøre rent\nDække bord"),
)


def fill(tx: Tx, firma_id: Callable[[str], int], kommune: int, nu: datetime) -> None:
    """Opgavetyper, kultur, småjob and people of Nordlager, a colleague's forløb there, and what earlier ones taught."""

    def save(entity: type[Record], row: int, scope: int, **values: Value) -> None:
        rows.save(tx, entity, row, scope, values, nu)

    nordlager = firma_id(NORDLAGER)
    tasks = ("Plukke ordrer", "Fylde op", "Sortere retur", "Pakke", "Varemodtagelse", "Lagersystem", "Truck")
    save(Virksomhed, nordlager, kommune, cvr=NORDLAGER_CVR, p_nummer="1012334871", branche="Engros og lager",
         stoerrelse="62", adresse="Egeskovvej 12", pladser=4, opgavetyper="\n".join(tasks),
         smaajob="Pakke gavekurve, 5 timer om ugen fra 01.04.2026",
         kultur="Rolig morgen, travlt efter kl. 13. Godt til at starte i det små. Vil gerne have besked dagen før, "
         "hvis nogen ikke kommer.")  # fmt: skip
    save(Kontaktperson, 4_502, kommune, mentor=False)
    for row, navn, rolle, telefon, mentor in _PEOPLE:
        save(Kontaktperson, row, kommune, virksomhed=nordlager, navn=navn, rolle=rolle, telefon=telefon, mentor=mentor)
    for row, aar, uger, timer, resultat, tekst in _TAUGHT:
        save(Laering, row, kommune, virksomhed=nordlager, aar=aar, uger=uger, timer=timer, resultat=resultat,
             tekst=tekst)  # fmt: skip
    save(Praktik, 3_900, KOLLEGAS_SAG, virksomhed=nordlager, start="2026-01-05", slut="2026-04-24")
    for navn, cvr, branche, pladser, opgavetyper in _OTHERS:
        save(Virksomhed, firma_id(navn), kommune, cvr=cvr, branche=branche, pladser=pladser, opgavetyper=opgavetyper)
    save(Virksomhed, UDEN_FORLOEB, kommune, navn="Åby Gartneri", by="Åby", branche="Gartneri")
    save(Borger, _BO, _BO, oensker="Lager eller kontor\nEt sted med få mennesker", geografi="Horsens, cykler")
    save(Sag, _BOS_SAG, _BOS_SAG, gruppe="klar_med_stoette")
    save(Skaanehensyn, 9_502, _BOS_SAG, titel="Skal have ro", orden="a")
    for row, (navn, trin) in enumerate(
        (("Plukke ordrer", "selvstaendig"), ("Fylde op", "selvstaendig"), ("Varemodtagelse", "med_stoette")),
        start=9_401,
    ):
        save(Opgave, row, _KATRINE, praktik=_KATRINES_PRAKTIK, navn=navn, orden=str(row))
        save(OpgaveTrinSvar, derived_id("opgave_trin", _KATRINES_BESOEG, row), _KATRINE, besoeg=_KATRINES_BESOEG,
             opgave=row, trin=trin)  # fmt: skip
