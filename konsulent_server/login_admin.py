"""What an administrator says at the server about log-in: machines, a lost one, passwords, the kommune's provider."""

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from typing import Any

from sqlalchemy import Engine, text

from konsulent_core import adgangskode
from konsulent_server.adgange import Adgange
from konsulent_server.database import glancing
from konsulent_server.layouts import Layouts
from konsulent_server.login_api import make_accounts
from konsulent_server.machines import Machine, Machines
from konsulent_server.oidc import Client
from konsulent_server.people import People
from konsulent_server.ways import Way, set_way, way_of

_NOT_THERE = 1
Commands = Any  # argparse keeps the type of its subparsers to itself


def add_commands(commands: Commands) -> None:
    """Each sets ``run_login``: what ``run_command`` calls."""
    machines = _add(commands, "machines", "a user's machines, when each was in touch, and which are revoked", _list)
    machines.add_argument("login")
    revoke = _add(commands, "revoke-machine", "it is lost: nothing more is accepted, it wipes itself", _revoke)
    revoke.add_argument("machine", help="its id, as »machines« shows it")
    revoke.add_argument("--yes", action="store_true", help="do not ask")
    reset = _add(commands, "reset-password", "asks for a password for once; all sessions of the user end", _reset)
    reset.add_argument("login")
    oidc = _add(commands, "set-oidc", "the kommune's people log in at its own provider", _oidc)
    oidc.add_argument("kommune", type=int)
    oidc.add_argument("issuer", help="https://…, as its own discovery document says")
    oidc.add_argument("client")
    oidc.add_argument("--claim", default="preferred_username", help="which claim is the login here")
    oidc.add_argument("--scopes", default="openid profile")
    oidc.add_argument("--secret", action="store_true", help="ask for a confidential client's secret")
    oidc.add_argument("--only", action="store_true", help="passwords of our own are not taken any more")
    days = _add(commands, "set-offline-days", "so long may a machine open without the server", _days)
    days.add_argument("kommune", type=int)
    days.add_argument("days", type=int)


def run_command(given: argparse.Namespace, people: People) -> int | None:
    """The exit code, or None where the command is not one of these."""
    run: Callable[[argparse.Namespace, People], int] | None = getattr(given, "run_login", None)
    return None if run is None else run(given, people)


def _add(
    commands: Commands, name: str, words: str, run: Callable[[argparse.Namespace, People], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.set_defaults(run_login=run)
    return parser


def _list(given: argparse.Namespace, people: People) -> int:
    for machine in Machines(people.engine, people.clock).of_login(given.login):
        state = f"revoked {machine.revoked}, {_told(machine)}" if machine.revoked else "in use"
        _say(f"{machine.id}  {machine.name}  enrolled {machine.enrolled}  last in touch {machine.last}  {state}")
    return 0


def _revoke(given: argparse.Namespace, people: People) -> int:
    machines = Machines(people.engine, people.clock)
    found = machines.find(given.machine)
    if found is None or found.revoked:
        _say("There is no such machine." if found is None else f"It was revoked {found.revoked}, {_told(found)}.")
        return _NOT_THERE
    _say(
        f"{found.name}, of {found.user_name}, was last in touch {found.last}, and may have synced an hour after.\n"
        "What was written on it since then is not here, nobody can know how much it is, and it will be gone: nothing "
        "more is accepted from the machine, and it wipes itself when it next calls. There is no way back."
    )
    if not given.yes and input("Revoke it? Write »yes«: ").strip() != "yes":
        _say("Nothing was done.")
        return _NOT_THERE
    if machines.revoke(found.id):
        _log(people, _kommune_of(people, found.user), "spaer_maskine", found.user, found.id)
    _say("It is revoked. »machines« shows when it was told to wipe itself.")
    return 0


def _reset(given: argparse.Namespace, people: People) -> int:
    password = getpass("Adgangskode til én gang: ")
    wrong = adgangskode.fault(password, "", given.login, "")
    if wrong:
        _say(wrong)
        return _NOT_THERE
    done = make_accounts(people).reset_password(given.login, password)
    if done:
        user = _user_of(people, given.login)
        _log(people, _kommune_of(people, user), "nulstil_kode", user)
    return _done(there=done)


def _oidc(given: argparse.Namespace, people: People) -> int:
    way = _way(people.engine, given.kommune)
    if way is None:
        return _done(there=False)
    secret = getpass("Klientens hemmelighed: ") if given.secret else ""
    client = Client(given.issuer, given.client, secret, given.scopes, given.claim)
    set_way(people.engine, Way(way.kommune, "", way.offline_days, not given.only, client))
    _log(people, way.kommune, "saet_login", way.kommune, f"{given.issuer} {given.client}")
    return 0


def _days(given: argparse.Namespace, people: People) -> int:
    way = _way(people.engine, given.kommune)
    if way is None or given.days < 1:
        return _done(there=False)
    set_way(people.engine, Way(way.kommune, "", given.days, way.password, way.client))
    _log(people, way.kommune, "saet_dage", way.kommune, f"{given.days}")
    return 0


def _log(people: People, kommune: int, art: str, whom: int, detalje: str = "") -> None:
    """An act of who sits at the server itself."""
    Adgange(people.engine, Layouts(), people.clock, people.entropy).note(kommune, 0, art, whom, detalje)


def _user_of(people: People, login: str) -> int:
    with glancing(people.engine) as conn:
        return int(conn.execute(text("SELECT id FROM bruger WHERE login=:l"), {"l": login}).scalar_one())


def _kommune_of(people: People, user: int) -> int:
    with glancing(people.engine) as conn:
        return int(conn.execute(text("SELECT kommune FROM bruger WHERE id=:i"), {"i": user}).scalar_one())


def _way(engine: Engine, kommune: int) -> Way | None:
    with glancing(engine) as conn:
        return way_of(conn, kommune)


def _told(machine: Machine) -> str:
    return f"told to wipe itself {machine.told}" if machine.told else "not heard from since"


def _done(*, there: bool) -> int:
    if not there:
        _say("There is no such login or kommune, or the number is none. Nothing was done.")
    return 0 if there else _NOT_THERE


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
