"""Who may see each field of each record: the declaration that every paper and export is held against (DOMAIN §4, §7).

A new field has no audience until it stands here, and the tests fail until it does.
"""

from dataclasses import dataclass
from enum import Enum

from konsulent_core.words import Audience


class Kreds(Enum):
    """An audience, or one of the two that a record's field may have beside them."""

    ALLE = Audience.ALLE
    BORGER_OG_KOMMUNE = Audience.BORGER_OG_KOMMUNE
    KOMMUNE = Audience.KOMMUNE
    INTERN = Audience.INTERN
    SKEMA = "skema"  # the felt that was answered says who
    MASKINE = "maskine"  # what keeps the app going, and what was not settled: no paper has it, an indsigt has


@dataclass(frozen=True, slots=True)
class Erklaering:
    """``ord`` False: a code, date, number or id, in which no word of its own can be planted."""

    kreds: Kreds
    ord: bool


# A star: no word can be planted there. The line says the widest circle that may read the field.
_ERKLAERET: dict[str, dict[Kreds, str]] = {
    "borger": {
        Kreds.ALLE: "fornavn efternavn jobmaal",
        Kreds.BORGER_OG_KOMMUNE: "telefon email kontaktform bisidder adresse erfaring skolegang interesser oensker"
        " geografi cv_dato* ordblind*",
        Kreds.KOMMUNE: "cpr adressebeskyttelse*",
    },
    "sag": {
        Kreds.ALLE: "konsulent naeste_dato* naeste_tid*",
        Kreds.BORGER_OG_KOMMUNE: "nummer sagstype start* slut* sagsbehandler moede_dato* moede_sidst* maal"
        " mentorstoette ydelse naeste_grund",
        Kreds.KOMMUNE: "bekymring* bekymring_grund gruppe* gruppe_grund gruppe_igen*",
        Kreds.MASKINE: "borger* naeste_efter*",
    },
    "virksomhed": {
        Kreds.ALLE: "navn cvr adresse by branche p_nummer stoerrelse opgavetyper smaajob pladser*",
        Kreds.KOMMUNE: "kultur",
    },
    "kontaktperson": {
        Kreds.ALLE: "navn rolle telefon email mentor* uddannet*",
        Kreds.MASKINE: "virksomhed*",
    },
    "laering": {Kreds.KOMMUNE: "tekst resultat* aar* uger* timer*", Kreds.MASKINE: "virksomhed*"},
    "maaltal": {Kreds.KOMMUNE: "art* andel* fra*"},
    "indsats": {Kreds.BORGER_OG_KOMMUNE: "art* navn ugeplan* start* slut*"},
    "praktik": {
        Kreds.ALLE: "afdeling formaal* formaal_tekst start* slut* ugeplan* arbejdstoej afbrudt* interval_dage*",
        Kreds.BORGER_OG_KOMMUNE: "afbrudt_aarsag afbrudt_af* resultat*",
        Kreds.KOMMUNE: "bekymring_foer* bekymring_grund laering vitas",
        Kreds.MASKINE: "virksomhed* kontaktperson* mentor* bygger_paa*",
    },
    "delmaal": {Kreds.ALLE: "tekst dato* tilstand* smart*", Kreds.MASKINE: "praktik* orden*"},
    "skaanehensyn": {Kreds.ALLE: "titel ordlyd aftalt*", Kreds.KOMMUNE: "aarsag", Kreds.MASKINE: "orden*"},
    "opgave": {Kreds.ALLE: "navn", Kreds.MASKINE: "praktik* orden*"},
    "timer": {
        Kreds.ALLE: "fra* timer* timer_til* moenster art*",
        Kreds.SKEMA: "loentimer* aarsag",
        Kreds.MASKINE: "praktik* besoeg*",
    },
    "besoeg": {
        Kreds.ALLE: "type* nummer* tidspunkt* sted deltagere tilstand* afsluttet*",
        Kreds.SKEMA: "naeste_dato* naeste_tid* naeste_grund",
        Kreds.MASKINE: "praktik* skema* skema_foer* snapshot* snapshot_hash*",
    },
    "udsagn": {Kreds.SKEMA: "tekst person stemme*", Kreds.MASKINE: "besoeg* felt* orden*"},
    "vurdering": {
        Kreds.SKEMA: "trin* retning* ikke_droeftet* foerst* stemme*",
        Kreds.MASKINE: "besoeg* dimension*",
    },
    "svar": {Kreds.SKEMA: "vaerdi stemme*", Kreds.MASKINE: "besoeg* felt*"},
    "opgave_trin": {Kreds.SKEMA: "trin* grund", Kreds.MASKINE: "besoeg* opgave*"},
    "fremmoede": {Kreds.SKEMA: "ma* ti* on* to* fr* loe* soe*", Kreds.MASKINE: "besoeg* uge*"},
    "skaanehensyn_svar": {Kreds.SKEMA: "virkning*", Kreds.MASKINE: "besoeg* skaanehensyn*"},
    "aftale": {
        Kreds.SKEMA: "hvad part* person senest* gjort* gjort_dato*",
        Kreds.MASKINE: "besoeg* praktik* orden*",
    },
    "spoergsmaal": {Kreds.INTERN: "tekst punkt* stillet*", Kreds.MASKINE: "sag* hvem orden*"},
    "visitkort": {Kreds.ALLE: "telefon"},
    "journalisering": {Kreds.MASKINE: "besoeg* maal hvem hvornaar*"},
    "rapport": {Kreds.KOMMUNE: "art* fra* til* moede_dato* dele*"},
    "rapport_tekst": {Kreds.KOMMUNE: "tekst", Kreds.MASKINE: "rapport* afsnit*"},
    "skemafil": {Kreds.MASKINE: "art* navn version* tekst udgivet* fra* til* tilfoejer*"},
    "rettelse": {
        Kreds.KOMMUNE: "nummer* begrundelse hvem hvornaar* gaeldende_fra*",
        Kreds.SKEMA: "foer* efter*",
        Kreds.MASKINE: "besoeg* tilstand* tabelnavn* raekke*",
    },
    "konflikt": {
        Kreds.MASKINE: "tabelnavn* raekke* foer* min* min_hvem min_hvornaar* server* server_hvem server_hvornaar*"
        " tilstand* valgt",
    },
    "forsinket": {Kreds.MASKINE: "tabelnavn* raekke* antal* hvem hvornaar* modtaget* set_af"},
    "sagtal": {Kreds.MASKINE: "sag* nummer konsulent tal* dag*"},
}

ERKLAERET: dict[tuple[str, str], Erklaering] = {
    (tabel, name.rstrip("*")): Erklaering(kreds, ord=not name.endswith("*"))
    for tabel, kredse in _ERKLAERET.items()
    for kreds, names in kredse.items()
    for name in names.split()
}
"""(table, field) → who, and whether a word of its own is planted there."""
