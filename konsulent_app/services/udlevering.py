"""»Udlever oplysninger«: all that is stored about a borger, or one sag for another kommune; each act is logged."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from konsulent_app.services import konvolut
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.notat import read_notat
from konsulent_app.store.database import Tx
from konsulent_app.store.udlevering import AltOm, read_alt, read_sagen
from konsulent_core.adgangskode import fault
from konsulent_core.clock import to_text
from konsulent_core.entities import Besoeg, Kontaktperson, Record, Virksomhed
from konsulent_core.errors import UserError
from konsulent_core.ids import Entropy
from konsulent_core.skema.grammar import Skema
from konsulent_core.udlevering.sagsfil import (
    Art,
    Begyndt,
    Haendt,
    Historik,
    HistorikStand,
    Lokal,
    Sagsfil,
    SkemaFelt,
    SkemaOrd,
    to_json,
)
from konsulent_core.udlevering.uden_intern import PERSON_NAEVNT, VIRKSOMHED_FELTER, only, share

IKKE_HER = "Sagen er ikke på denne pc længere."
UDEN_NET = (
    "Historikken er ikke med: den ligger på kommunens server, og der var ikke forbindelse, da filen blev lavet. "
    "Lav filen igen med net, eller bed administratoren om et udtræk."
)
DELVIS = (
    "Kun en del af historikken er med: forbindelsen til serveren blev brudt. "
    "Lav filen igen med net, eller bed administratoren om et udtræk."
)
# A day, not a person: whoever sits beside sees the name of a file.
INDSIGT_NAVN, PAKKE_NAVN = "indsigt", "sag"
_TEGN = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_GRUPPER, _I_GRUPPE = 5, 4


def make_indsigt(tx: Tx, context: Context, sag: int, historik: Historik) -> Sagsfil:
    """Everything on this machine about the borger of ``sag``, internal notes included (GDPR art. 15).

    Raises ``UserError`` when the sag is not here.
    """
    found = read_alt(tx, sag)
    if found is None:
        raise UserError(IKKE_HER)
    begyndt = [Begyndt(art=art, indhold=indhold) for art, indhold in found.begyndt]
    notat = read_notat(tx, context)
    if notat.sag is not None and notat.sag in {one.id for one in found.sager}:
        begyndt.append(Begyndt(art="notat", indhold=notat.to_text()))
    return Sagsfil(
        art=Art.INDSIGT,
        dannet=to_text(context.clock()),
        af=context.bruger.navn,
        kommune=context.bruger.kommune_navn,
        sager=tuple(one.id for one in found.sager),
        borger=found.borger.id if found.borger is not None else None,
        poster=tuple(_uden_andres(one) for one in found.poster),
        skemaer=_skemaer(found.poster, context.skemaer),
        historik=historik,
        lokalt=tuple(
            Lokal(
                tabel=one.tabel,
                raekke=one.raekke,
                stand=one.stand,
                foer=one.foer,
                efter=one.efter,
                hvornaar=one.hvornaar,
            )
            for one in found.lokalt
        ),
        begyndt=tuple(begyndt),
        haendelser=tuple(Haendt(hvornaar=at, art=art, detalje=detalje) for at, art, detalje in found.haendelser),
    )


def _uden_andres(post: Record) -> Record:
    """What is said of a virksomhed or of somebody there that is not the borger's to have (decisions/0036)."""
    match post:
        case Virksomhed():
            return only(post, VIRKSOMHED_FELTER)
        case Kontaktperson():
            return only(post, PERSON_NAEVNT)
        case _:
            return post


def make_overdragelse(tx: Tx, context: Context, sag: int) -> tuple[Sagsfil, int]:
    """One sag as another kommune may see it, and how many answers stay behind because their skema is not here.

    Raises ``UserError`` when the sag is not here.
    """
    found = read_sagen(tx, sag)
    if found is None:
        raise UserError(IKKE_HER)
    shared = share(found.poster, context.skemaer)
    fil = Sagsfil(
        art=Art.OVERDRAGELSE,
        dannet=to_text(context.clock()),
        af=context.bruger.navn,
        kommune=context.bruger.kommune_navn,
        sager=(sag,),
        borger=found.borger.id if found.borger is not None else None,
        poster=shared.poster,
        skemaer=_skemaer(shared.poster, context.skemaer),
    )
    return fil, shared.udeladt


def read_raekker(tx: Tx, sag: int) -> tuple[tuple[str, int], ...]:
    """Table and id of every row about the borger whose history the server has. Empty when the sag is not here."""
    found = read_alt(tx, sag)
    return () if found is None else tuple((one.tabel, one.id) for one in found.poster if has_historik(found, one))


def has_historik(found: AltOm, post: Record) -> bool:
    """Whether the server may tell of the row: not of what is made there or reckoned, nor of what others share."""
    own = {one.id for one in found.sager} | ({found.borger.id} if found.borger is not None else set())
    return not post.udregnet and not post.fra_server and (post.scope in own or post.scope_art.value == "sag")


def uden_historik(stand: HistorikStand = HistorikStand.MANGLER) -> Historik:
    """What a file says of a history that is not, or not wholly, in it."""
    return Historik(stand=stand, besked=DELVIS if stand is HistorikStand.DELVIS else UDEN_NET)


def check_kode(context: Context, adgangskode: str) -> None:
    """Raises ``UserError`` at adgangskode for one that is too easy to guess."""
    if said := fault(adgangskode, "", "", context.bruger.navn):
        raise UserError(said, "adgangskode")


def make_kode(entropy: Entropy) -> str:
    """A password that nobody has thought of and that can be read aloud: about 98 bits."""
    drawn: list[str] = []
    while len(drawn) < _GRUPPER * _I_GRUPPE:
        drawn += [_TEGN[byte] for byte in (one % 32 for one in entropy(32)) if byte < len(_TEGN)]
    return "-".join("".join(drawn[n * _I_GRUPPE : (n + 1) * _I_GRUPPE]) for n in range(_GRUPPER))


def make_pakke(context: Context, fil: Sagsfil, adgangskode: str) -> bytes:
    """The sealed file that another kommune takes in. Not on the UI thread; raises ``UserError`` for the password."""
    check_kode(context, adgangskode)
    return konvolut.seal(to_json(fil), adgangskode, context.entropy)


def log_udlevering(tx: Tx, context: Context, art: Haendelse, sager: Iterable[int], indhold: bytes) -> None:
    """A line a sag with the SHA-256 of the file: who handed out what is answered for."""
    digest = hashlib.sha256(indhold).hexdigest()
    for sag in sager:
        log_haendelse(tx, context, art, sag, digest)


def _skemaer(poster: Sequence[Record], skemaer: Mapping[str, Skema]) -> tuple[SkemaOrd, ...]:
    """Those that the besøg were filled in with, by key."""
    keys = {
        key for one in poster if isinstance(one, Besoeg) for key in (one.skema, *(one.skema_foer or "").split()) if key
    }
    return tuple(
        SkemaOrd(
            noegle=key,
            titel=skemaer[key].titel,
            felter=tuple(
                SkemaFelt(
                    noegle=felt.noegle,
                    titel=skemaer[key].dimension(felt.dimension).titel if felt.dimension else felt.titel,
                    punkt=punkt.titel,
                    type=felt.type.value,
                    audience=felt.audience.value,
                    dimension=felt.dimension or "",
                    valg=tuple((one.noegle, one.titel) for one in felt.valg),
                    trin=skemaer[key].dimension(felt.dimension).fag if felt.dimension else (),
                )
                for punkt in skemaer[key].punkter
                for felt in punkt.felter
            ),
        )
        for key in sorted(keys)
        if key in skemaer
    )
