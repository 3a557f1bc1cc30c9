"""The closed sets of the field: every value a record may hold that is not free text (DOMAIN §2-§4)."""

from enum import StrEnum


class Audience(StrEnum):
    """Who may see a field on paper and on a shared screen; there is no default (DOMAIN §4)."""

    ALLE = "alle"
    BORGER_OG_KOMMUNE = "borger_og_kommune"
    KOMMUNE = "kommune"
    INTERN = "intern"


class Rolle(StrEnum):
    """What a user is at work; it decides what she may write (DOMAIN §1)."""

    KONSULENT = "konsulent"
    SAGSBEHANDLER = "sagsbehandler"
    TEAMLEDER = "teamleder"
    ADMINISTRATOR = "administrator"


class Stemme(StrEnum):
    """Whose judgement or words: stored apart, shown side by side, never averaged."""

    KONSULENT = "konsulent"
    ARBEJDSGIVER = "arbejdsgiver"
    BORGER = "borger"
    SAGSBEHANDLER = "sagsbehandler"


class Retning(StrEnum):
    """The small movement within an unchanged level."""

    LIDT_TILBAGE = "lidt_tilbage"
    UAENDRET = "uaendret"
    LIDT_FREM = "lidt_frem"


class BesoegType(StrEnum):
    FORMOEDE = "formoede"
    STARTMOEDE = "startmoede"
    OPFOELGNING = "opfoelgning"
    NETVAERKSMOEDE = "netvaerksmoede"
    AFSLUTNING = "afslutning"
    TELEFON = "telefon"
    NOTE = "note"


class Tilstand(StrEnum):
    """Life of a besøg: a kladde is saved all the time, an afsluttet one is locked."""

    KLADDE = "kladde"
    AFSLUTTET = "afsluttet"


class OpgaveTrin(StrEnum):
    PROEVET = "proevet"
    MED_STOETTE = "med_stoette"
    SELVSTAENDIG = "selvstaendig"
    DROPPET = "droppet"


class Fremmoede(StrEnum):
    """One planned day. Illness and treatment are never mixed with udeblivelse. Absent = ikke registreret."""

    MOEDT = "moedt"
    FOER_TID = "foer_tid"
    SYGDOM = "sygdom"
    BEHANDLING = "behandling"
    ANDET = "andet"
    UDEBLEVET = "udeblevet"
    AFLYST = "aflyst"


class Virkning(StrEnum):
    """How a skånehensyn worked since last."""

    VIRKER = "virker"
    DELVIST = "delvist"
    VIRKER_IKKE = "virker_ikke"
    IKKE_BRUGT = "ikke_brugt"


class Formaal(StrEnum):
    AFKLARE = "afklare"
    TRAENE = "traene"
    REKRUTTERING = "rekruttering"
    OEVEPRAKTIK = "oevepraktik"


class DelmaalTilstand(StrEnum):
    AABEN = "aaben"
    NAAET = "naaet"
    JUSTERET = "justeret"
    OPGIVET = "opgivet"


class Part(StrEnum):
    """Who owes an aftale."""

    BORGER = "borger"
    VIRKSOMHED = "virksomhed"
    KONSULENT = "konsulent"
    SAGSBEHANDLER = "sagsbehandler"


class TimerArt(StrEnum):
    """What kind of step on the hours curve."""

    PRAKTIK = "praktik"
    SMAAJOB = "smaajob"
    JOB = "job"
    FLEKSJOB = "fleksjob"
    PAUSE = "pause"


class Sagsgruppe(StrEnum):
    """Where a borger stands on the way to a workplace; each is in one (DOMAIN §6)."""

    I_VIRKSOMHED = "i_virksomhed"
    KLAR_NU = "klar_nu"
    KLAR_MED_STOETTE = "klar_med_stoette"
    AFVENTER = "afventer"


class IndsatsArt(StrEnum):
    """What may run beside a praktik (DOMAIN §3)."""

    LAEGEBEHANDLING = "laegebehandling"
    TRAENING = "traening"
    MENTOR = "mentor"
    LIVSSTIL = "livsstil"
    COACH = "coach"
    OEKONOMI = "oekonomi"
    SOCIALPSYKIATRI = "socialpsykiatri"
    ANDET = "andet"


class Resultat(StrEnum):
    """What a forløb ended in (DOMAIN §3)."""

    ORDINAERT_JOB = "ordinaert_job"
    SMAAJOB = "smaajob"
    LOENTIMER = "loentimer"
    FLEKSJOB = "fleksjob"
    UDDANNELSE = "uddannelse"
    NY_PRAKTIK = "ny_praktik"
    FOERTIDSPENSION = "foertidspension"
    ANDET = "andet"


class MaaltalArt(StrEnum):
    """What a kommune sets a måltal for (DOMAIN §6)."""

    VIRKSOMHEDSFORLOEB = "virksomhedsforloeb"
    LOENTIMER = "loentimer"
    MENTORSTOETTE = "mentorstoette"


class FilArt(StrEnum):
    """What a kommune can publish."""

    SKEMA = "skema"
    LISTE = "liste"


class KonfliktTilstand(StrEnum):
    AABEN = "aaben"
    LOEST = "loest"


class RettelseTilstand(StrEnum):
    FORESLAAET = "foreslaaet"
    GAELDENDE = "gaeldende"
    AFVIST = "afvist"
