"""Opens what the window needs: key, store, skemaer and who is logged in. Runs off the UI thread."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from konsulent_app import keys
from konsulent_app.app.fornyelse import RefreshPlace
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.paths import Paths
from konsulent_app.services.bog import Bog, Indhold
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store import backup, fratag, meta, rows, tilmelding
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store, salt_of
from konsulent_app.store.tilmelding import Tilmelding
from konsulent_core.clock import Clock, system_clock
from konsulent_core.entities import Skemafil
from konsulent_core.errors import UserError
from konsulent_core.frister import Regler, parse_frister
from konsulent_core.ids import Entropy
from konsulent_core.kontakt_frist import Grund
from konsulent_core.lister import FILER, Lister, Post, parse_liste
from konsulent_core.maskine import Identity
from konsulent_core.overfoersel.maal import Maal, parse_maal_filer
from konsulent_core.rapport.art import RapportArt, parse_arter
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.wire import LoginResponse
from konsulent_core.words import Rolle


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store. ``context`` is None until somebody has logged in on this machine; ``rapporter`` are the kinds of
    report by key."""

    database: Database
    context: Context | None
    token: str
    server: str
    rapporter: Mapping[str, RapportArt]
    backups: Path
    enrolled: Tilmelding
    refresh: RefreshPlace
    online: Grund | None  # why a log-in with net comes before anything is shown


def load_skemaer(resources: Path) -> dict[str, Skema]:
    """The skemaer the app was delivered with, by key. Raises ``SkemaFejl``."""
    files = sorted((resources / "skemaer").glob("*.toml"))
    return dict(parse_skemaer({file.name: file.read_text(encoding="utf-8") for file in files}))


def load_sagstyper(resources: Path, day: date) -> tuple[str, ...]:
    """The sagstyper offered on that day. Raises ``ListeFejl``."""
    return tuple(post.titel for post in _sagstyper(resources) if post.is_offered(day))


def _sagstyper(resources: Path) -> tuple[Post, ...]:
    name = "sagstyper.toml"
    return parse_liste(name, (resources / "lister" / name).read_text(encoding="utf-8"), "sagstype")


def load_leveret(resources: Path) -> Indhold:
    """All that the app was delivered with and a kommune can add to. Raises ``SkemaFejl`` or ``ListeFejl``."""
    return Indhold(
        skemaer=load_skemaer(resources),
        frister=load_frister(resources),
        lister=load_lister(resources),
        sagstyper=_sagstyper(resources),
        maal=tuple(load_maal(resources).values()),
    )


def load_lister(resources: Path) -> Lister:
    """The lists that the law changes, of all dates. Raises ``ListeFejl``."""
    found = {}
    for field, entries, known in FILER:
        name = f"{field}.toml"
        text = (resources / "lister" / name).read_text(encoding="utf-8")
        found[field] = parse_liste(name, text, entries, known)
    return Lister(**found)


def load_frister(resources: Path) -> Regler:
    """The deadlines the app reminds of, with their dates. Raises ``ListeFejl``."""
    name = "frister.toml"
    return parse_frister(name, (resources / "lister" / name).read_text(encoding="utf-8"))


def load_rapporter(resources: Path) -> dict[str, RapportArt]:
    """The kinds of report the app was delivered with, by key. Raises ``SkemaFejl``."""
    files = sorted((resources / "rapporter").glob("*.toml"))
    return parse_arter({file.name: file.read_text(encoding="utf-8") for file in files})


def load_maal(resources: Path) -> dict[str, Maal]:
    """The systems that a besøg's text can be copied to, by key. Raises ``SkemaFejl``."""
    files = sorted((resources / "maal").glob("*.toml"))
    return parse_maal_filer({file.name: file.read_text(encoding="utf-8") for file in files})


def no_vault() -> keys.Vault:
    """For a machine whose refresh token lies in its store."""
    raise KeyringUnavailable


def open_with(
    paths: Paths,
    key: keys.StoreKey,
    resources: Path,
    clock: Clock = system_clock,
    entropy: Entropy = secrets.token_bytes,
    vault: Callable[[], keys.Vault] = no_vault,
) -> Opened:
    """Opens or makes the store. Raises ``StoreError`` or ``KeyTrouble``; nothing is overwritten then."""
    database = open_store(paths.store, key.key, key.salt, paths.backups, clock())
    try:
        keys.remember_salt(paths.key, key, salt_of(paths.store))
        leveret, rapporter = load_leveret(resources), load_rapporter(resources)
        bog = Bog(leveret)
        with database.reading() as tx:
            bruger = meta.get(tx, "bruger")
            token = meta.get(tx, "token") or ""
            server = meta.get(tx, "server") or ""
            bog.show(rows.find(tx, Skemafil))
            enrolled = tilmelding.read(tx)
        refresh = RefreshPlace(database, vault, keys.refresh_entry(key.store))
        now = clock()
        online = enrolled.why_online(now) if bruger is not None else None
        if online is None:
            refresh.settle()
            with database.writing() as tx:
                tilmelding.note_clock(tx, now)
    except BaseException:
        database.close()
        raise
    context = None
    if bruger is not None:
        known = _read_bruger(bruger)
        context = Context(
            clock=clock,
            entropy=entropy,
            bruger=known,
            skemaer=bog,
            frister=leveret.frister,
            lister=leveret.lister,
            bog=bog,
        )
    return Opened(database, context, token, server, rapporter, paths.backups, enrolled, refresh, online)


def back_up_if_due(database: Database, paths: Paths, clock: Clock = system_clock) -> None:
    """The daily copy, or, where a sag has left this machine, the one in the place of all that still hold it. Raises
    ``StoreError``, for instance on a full disk: the work goes on all the same."""
    with database.reading() as tx:
        traces = fratag.has_traces(tx)
    if traces:
        fratag.clear_traces(database, paths.backups, clock())
    elif backup.is_due(paths.backups, clock()):
        backup.make(database, paths.backups, clock())


class SomebodyElse(UserError):
    """A store belongs to one person: another's caseload is not mixed into it."""

    def __init__(self) -> None:
        super().__init__("Denne pc er meldt til af en anden. Log ind som den, den tilhører.", "user")


def remember_login(
    database: Database,
    server: str,
    answer: LoginResponse,
    identity: Identity | None = None,
    *,
    by_provider: bool = False,
    clock: Clock = system_clock,
) -> Bruger:
    """Who this store belongs to, the machine and the session; they lie in the encrypted store. Raises
    ``SomebodyElse``."""
    bruger = _bruger(answer)
    with database.writing() as tx:
        known = meta.get(tx, "bruger")
        if known is not None and json.loads(known)["nummer"] != answer.user:
            raise SomebodyElse
        meta.put(tx, "bruger", json.dumps(asdict(bruger)))
        meta.put(tx, "token", answer.token)
        meta.put(tx, "server", server)
        tilmelding.put_refresh_token(tx, answer.refresh)
        if identity is not None:
            tilmelding.note_identity(tx, identity, by_provider=by_provider)
        tilmelding.note_contact(tx, answer.at, answer.offline_days)
        tilmelding.note_clock(tx, clock(), anew=True)
    return bruger


def _bruger(answer: LoginResponse) -> Bruger:
    return Bruger(
        nummer=answer.user,
        navn=answer.name,
        kommune=answer.kommune,
        kommune_navn=answer.kommune_name,
        rolle=Rolle(answer.role),
        team=answer.team,
    )


def _read_bruger(text: str) -> Bruger:
    """A store of an older version names no role: its user is a konsulent until the next log-in says more."""
    given = json.loads(text)
    return Bruger(**{**given, "rolle": Rolle(given.get("rolle", Rolle.KONSULENT))})


def remember_renewal(database: Database, answer: LoginResponse, clock: Clock = system_clock) -> None:
    """The session goes on under another token. Another role or team holds from the next time the store is opened; until
    then the server refuses what it does not allow."""
    with database.writing() as tx:
        meta.put(tx, "bruger", json.dumps(asdict(_bruger(answer))))
        meta.put(tx, "token", answer.token)
        tilmelding.note_contact(tx, answer.at, answer.offline_days)
        tilmelding.note_clock(tx, clock())
