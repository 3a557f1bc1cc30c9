"""Opens what the window needs: key, store, skemaer and who is logged in. Runs off the UI thread."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from konsulent_app import keys
from konsulent_app.paths import Paths
from konsulent_app.services.bog import Bog, Indhold
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store import backup, meta, rows
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store, salt_of
from konsulent_core.clock import Clock, system_clock
from konsulent_core.entities import Skemafil
from konsulent_core.frister import Regler, parse_frister
from konsulent_core.ids import Entropy
from konsulent_core.lister import FILER, Lister, Post, parse_liste
from konsulent_core.rapport.art import RapportArt, parse_arter
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.wire import LoginResponse


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


def open_with(
    paths: Paths,
    key: keys.StoreKey,
    resources: Path,
    clock: Clock = system_clock,
    entropy: Entropy = secrets.token_bytes,
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
    except BaseException:
        database.close()
        raise
    context = None
    if bruger is not None:
        known = Bruger(**json.loads(bruger))
        context = Context(
            clock=clock,
            entropy=entropy,
            bruger=known,
            skemaer=bog,
            frister=leveret.frister,
            lister=leveret.lister,
            bog=bog,
        )
    return Opened(database, context, token, server, rapporter, paths.backups)


def back_up_if_due(database: Database, paths: Paths, clock: Clock = system_clock) -> None:
    """The daily copy. Raises ``StoreError``, for instance on a full disk: the work goes on all the same."""
    if backup.is_due(paths.backups, clock()):
        backup.make(database, paths.backups, clock())


def remember_login(database: Database, server: str, answer: LoginResponse) -> Bruger:
    """Who this store belongs to, and the session; they lie in the encrypted store."""
    bruger = Bruger(nummer=answer.user, navn=answer.name, kommune=answer.kommune, kommune_navn=answer.kommune_name)
    with database.writing() as tx:
        values = {"nummer": bruger.nummer, "navn": bruger.navn}
        values |= {"kommune": bruger.kommune, "kommune_navn": bruger.kommune_navn}
        meta.put(tx, "bruger", json.dumps(values))
        meta.put(tx, "token", answer.token)
        meta.put(tx, "server", server)
    return bruger
