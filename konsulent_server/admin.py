"""The administrator's commands: kommuner, teams, users, grants, the audit log, handing out and erasing a sag."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from getpass import getpass

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from konsulent_core.words import Rolle
from konsulent_server import audit
from konsulent_server.adgange import Unknown
from konsulent_server.app import Services
from konsulent_server.database import reading

Command = Callable[[Services, argparse.Namespace], str]
# The audit log's name for who sits at the server itself.
CONSOLE = 0


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Each command gives the text to print. ``KOMMUNE``, ``USER`` and ``SAG`` are numbers."""

    def command(name: str, run: Command, words: str, *arguments: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=words)
        for argument in arguments:
            parser.add_argument(argument, type=str if argument in ("name", "login") else int)
        parser.set_defaults(run=run)
        return parser

    command("add-kommune", _add_kommune, "prints the new kommune's number", "name")
    command("add-team", _add_team, "prints the new team's number", "kommune", "name")
    user = command("add-user", _add_user, "asks for the password; prints the user's number", "kommune", "login", "name")
    user.add_argument("--role", choices=[one.value for one in Rolle], default=Rolle.KONSULENT.value)
    user.add_argument("--team", type=int)
    words = "another role and team (none without --team); grants follow, sessions end, hand her sager over first"
    role = command("set-role", _set_role, words, "kommune", "user")
    role.add_argument("role", choices=[one.value for one in Rolle])
    role.add_argument("--team", type=int)
    command("users", _users, "lists a kommune's users", "kommune")
    command("close-user", _close_user, "ends a user's log-in, sessions and grants", "kommune", "user")
    grant = command("grant", _grant, "gives a user a sag", "kommune", "user", "sag")
    grant.add_argument("--until", type=date.fromisoformat, help="last day, YYYY-MM-DD")
    command("withdraw", _withdraw, "takes a sag from a user", "kommune", "user", "sag")
    over = command("hand-over", _hand_over, "from one user to another: a sag, or all", "kommune", "fra", "til")
    over.add_argument("--sag", type=int)
    cover = command("cover", _cover, "lends all sager of a user to another", "kommune", "fra", "til")
    cover.add_argument("until", type=date.fromisoformat)
    sweep = command("sweep", _sweep, "ends covers that are over and sager closed long ago; serve does it by itself")
    sweep.add_argument("--closed-days", type=int, default=90)
    log = command("audit", _audit, "the audit log, newest first, and whether its chain holds", "kommune")
    log.add_argument("--sag", type=int)
    log.add_argument("--lines", type=int, default=50)
    command("export", _export, "all that is stored about a sag, as JSON (art. 15)", "kommune", "sag")
    erase = command("erase", _erase, "deletes a sag for ever", "kommune", "sag")
    erase.add_argument("--yes", action="store_true", help="without asking")


def run(services: Services, given: argparse.Namespace) -> int:
    """The command's exit code: 0, or 2 with a line that says what was wrong."""
    try:
        said = given.run(services, given)
    except Unknown as error:
        sys.stderr.write(f"There is no such {error.what} in this kommune.\n")
        return 2
    except IntegrityError:
        sys.stderr.write("That login is taken.\n")
        return 2
    sys.stdout.write(f"{said}\n" if said else "")
    return 0


def _add_kommune(services: Services, given: argparse.Namespace) -> str:
    kommune = services.people.add_kommune(given.name)
    services.adgange.note(kommune, CONSOLE, "opret_kommune", kommune)
    return str(kommune)


def _add_team(services: Services, given: argparse.Namespace) -> str:
    team = services.people.add_team(given.kommune, given.name)
    services.adgange.note(given.kommune, CONSOLE, "opret_team", team)
    return str(team)


def _add_user(services: Services, given: argparse.Namespace) -> str:
    password = getpass("Adgangskode: ")
    role = Rolle(given.role)
    user = services.people.add_user(given.kommune, given.login, given.name, password, role, given.team)
    services.adgange.note(given.kommune, CONSOLE, "opret_bruger", user, _words(role, given.team))
    return str(user)


def _set_role(services: Services, given: argparse.Namespace) -> str:
    ended = services.adgange.set_role(given.kommune, CONSOLE, given.user, Rolle(given.role), given.team)
    return f"{ended} grants ended, and all sessions"


def _words(role: Rolle, team: int | None) -> str:
    return role.value if team is None else f"{role.value} {team}"


def _users(services: Services, given: argparse.Namespace) -> str:
    with reading(services.people.engine) as conn:
        found = conn.execute(
            text("SELECT id, login, navn, rolle, team, lukket FROM bruger WHERE kommune=:k ORDER BY navn, id"),
            {"k": given.kommune},
        ).all()
    return "\n".join("\t".join("" if value is None else str(value) for value in row) for row in found)


def _close_user(services: Services, given: argparse.Namespace) -> str:
    return f"{services.adgange.close_user(given.kommune, CONSOLE, given.user)} grants ended"


def _grant(services: Services, given: argparse.Namespace) -> str:
    services.adgange.grant(given.kommune, CONSOLE, given.user, given.sag, given.until)
    return ""


def _withdraw(services: Services, given: argparse.Namespace) -> str:
    services.adgange.withdraw(given.kommune, CONSOLE, given.user, given.sag)
    return ""


def _hand_over(services: Services, given: argparse.Namespace) -> str:
    sager = [given.sag] if given.sag else services.adgange.sager_of(given.kommune, given.fra)
    services.adgange.hand_over(given.kommune, CONSOLE, sager, given.fra, given.til)
    return f"{len(sager)} sager"


def _cover(services: Services, given: argparse.Namespace) -> str:
    sager = services.adgange.cover(given.kommune, CONSOLE, given.fra, given.til, given.until)
    return f"{len(sager)} sager"


def _sweep(services: Services, given: argparse.Namespace) -> str:
    return f"{services.adgange.sweep(given.closed_days)} grants ended"


def _audit(services: Services, given: argparse.Namespace) -> str:
    with reading(services.people.engine) as conn:
        lines = audit.read(conn, given.kommune, [given.sag] if given.sag else None, given.lines)
        fault = audit.first_fault(conn, given.kommune)
    told = [
        f"{line.nr}\t{line.modtaget}\t(erased)"
        if line.event is None
        else f"{line.nr}\t{line.modtaget}\t{line.event.bruger}\t{line.event.art}\t{line.event.scope}\t"
        f"{line.event.detalje or ''}"
        for line in lines
    ]
    chain = "the chain holds" if fault is None else f"THE CHAIN IS BROKEN AT LINE {fault}"
    return "\n".join([*told, chain])


def _export(services: Services, given: argparse.Namespace) -> str:
    return services.sletning.export(given.kommune, CONSOLE, given.sag)


def _erase(services: Services, given: argparse.Namespace) -> str:
    if not given.yes:
        sys.stderr.write("This deletes the sag for ever. Type its number to go on: ")
        sys.stderr.flush()
        if sys.stdin.readline().strip() != str(given.sag):
            return "nothing was deleted"
    return f"{services.sletning.erase(given.kommune, CONSOLE, given.sag)} rows deleted"
