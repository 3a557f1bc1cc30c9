"""Verbs of the workplace: an opgave or an aftale as it was noted (»Plukke varer«) said as something somebody does.

Only verbs that stand here are bent; of all else the note stays as it is, so that no sentence is made wrong.
"""

import re
from itertools import pairwise

_REGELRETTE = """
afhente afklare aflevere aflyse afprøve aftale anbefale anrette arbejde arkivere bage banke bede begynde bekræfte
bestille besøge betjene binde blive booke bore bringe bruge bygge bære dele deltage dokumentere drikke dække
ekspedere fange feje finde fjerne flytte fodre folde forberede forklare forsøge fortsætte fortælle fotografere fryse
fylde følge føre gemme gentage give grave hamre handle hente hilse hjælpe holde huske hvile hænge indkalde indkøbe
indlevere indsende indstille indtale indtaste informere installere invitere justere kende kigge klare klippe koge
komme kontakte kontrollere koordinere kopiere købe køre lappe lave levere lime love luge lukke lytte lægge lære læse
læsse løfte låne male melde modtage montere mærke møde måle notere nævne opdatere oplyse oprette ordne overføre
overveje pakke parkere passe planlægge plante plukke polere presse printe prismærke prøve pudse redde redigere
registrere regne rense reparere rette returnere ridse ringe rulle rydde rykke samle save scanne se sende servere
sige sikre skabe skaffe skifte skrive skrubbe skrue skrælle skære slibe smage smøre snakke snitte sortere spise
sprøjte spørge stable starte stege stemple stille stoppe strikke stryge støvsuge sukre svare sy sælge sætte søge
sørge tage tale taste tegne tilberede tilbyde tilmelde tjekke trykke træne tælle tænke tømme tørre udfylde udlevere
udtale underskrive undersøge undervise vande varme varsle vaske veje veksle vende vente vise vurdere vælge øve åbne
"""
_EGNE = {
    "være": "er",
    "have": "har",
    "vide": "ved",
    "gøre": "gør",
    "rengøre": "rengør",
    "klargøre": "klargør",
    "få": "får",
    "gå": "går",
    "gennemgå": "gennemgår",
    "mødes": "mødes",
    "stå": "står",
    "slå": "slår",
    "bo": "bor",
}
_NUTID = {verb: f"{verb}r" for verb in _REGELRETTE.split()} | _EGNE
_NUTIDER = frozenset(_NUTID.values()) | {"kan", "skal", "må", "vil"}
_DU = {"jeg": "du", "mig": "dig", "min": "din", "mit": "dit", "mine": "dine"}
_SIG = {"sig": "dig", "sin": "din", "sit": "dit", "sine": "dine"}
_ORD = re.compile(r"[^\W\d_]+")
_SAMMEN = ("og", "eller")


def bent(note: str) -> str | None:
    """»Ringe til vagten« → »ringer til vagten«, »Sender listen« → »sender listen«; None where it begins with no verb
    that is known, or goes on with a word that may be one.
    """
    words = note.strip().rstrip(".").split(" ")
    first = words[0].lower()
    if first in _NUTIDER:
        return " ".join([first, *words[1:]])
    if first not in _NUTID:
        return None
    out = [_NUTID[first]]
    for before, word in pairwise(words):
        if before.lower() in _SAMMEN or before.endswith(","):
            verb = word.rstrip(",").lower()
            if verb in _NUTID:
                out.append(_NUTID[verb] + word[len(verb) :])
                continue
            if verb.endswith("e"):
                return None
        out.append(word)
    return " ".join(out)


def opgave_selv(navn: str, *, nu: bool) -> str:
    """»Du plukker nu selv varer efter seddel.«; »Opvask: Det klarer du nu selv.«"""
    said = bent(navn)
    now = "nu " if nu else ""
    if said is None:
        return f"{_uden_punktum(navn)}: Det klarer du {now}selv."
    verb, _, rest = said.partition(" ")
    return f"Du {verb} {now}selv{' ' if rest else ''}{paa_dig(rest)}."


def opgave_videre(navn: str) -> str:
    """»Du er kommet videre med at oprette varer.«"""
    return _med(navn, "Du er kommet videre med", "Der er du kommet videre.")


def opgave_ny(navn: str) -> str:
    """»Du er begyndt på noget nyt: at oprette varer.«"""
    return _med(navn, "Du er begyndt på noget nyt:", "Det er du begyndt på.")


def _med(navn: str, foran: str, efter: str) -> str:
    words = _uden_punktum(navn)
    if words.split(" ")[0].lower() in _NUTID:
        return f"{foran} at {paa_dig(lower_first(words))}."
    return f"{words}: {efter}"


def paa_du(jeg: str) -> str:
    """»Jeg kommer til tiden.« → »Du kommer til tiden.«"""
    return _swapped(jeg, _DU)


def paa_dig(tekst: str) -> str:
    """»sin arbejdstid« → »din arbejdstid«, in what is said of the one who is spoken to."""
    return _swapped(tekst, _SIG)


def begins_with_verb(tekst: str) -> bool:
    """Whether it can follow »Du«: an anchor in the third person does, a heading does not."""
    first = tekst.split(" ", maxsplit=1)[0].lower()
    return first in _NUTIDER or (first.isalpha() and first.endswith("r"))


def lower_first(tekst: str) -> str:
    """»Plukke« → »plukke«; »IKEA-hylder« as it is."""
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


def _uden_punktum(tekst: str) -> str:
    return tekst.strip().rstrip(".")


def _swapped(tekst: str, words: dict[str, str]) -> str:
    def one(match: re.Match[str]) -> str:
        word = match[0]
        other = words.get(word.lower())
        if other is None:
            return word
        return other.capitalize() if word[0].isupper() else other

    return _ORD.sub(one, tekst)
