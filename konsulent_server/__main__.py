"""``konsulent-server``: serves, copies its database, or does one of the administrator's commands."""

import argparse
import os
import sys

from konsulent_server import admin, login_admin, publish_cli
from konsulent_server.app import make_services
from konsulent_server.backup import CannotCopy, back_up, restore
from konsulent_server.database import open_engine
from konsulent_server.serving import serve
from konsulent_server.settings import BadSetting, Settings, read_settings


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="konsulent-server")
    parser.add_argument("--database", help="sqlite:///file or postgresql+psycopg://user@host/name")
    commands = parser.add_subparsers(dest="command")
    _add_serve(commands.add_parser("serve", help="answer clients (the default)"))
    commands.add_parser("migrate", help="bring the database up to this version, and no more")
    commands.add_parser("backup", help="copy an SQLite database while it is in use").add_argument("target")
    commands.add_parser("restore", help="put a copy in its place; the server is stopped").add_argument("source")
    admin.add_commands(commands)
    login_admin.add_commands(commands)
    publish_cli.add_commands(commands)
    given = parser.parse_args(arguments)
    try:
        return _run(given, read_settings(os.environ, vars(given)))
    except (BadSetting, CannotCopy) as error:
        sys.stderr.write(f"konsulent-server: {error}\n")
        return 2


def _run(given: argparse.Namespace, settings: Settings) -> int:
    match given.command:
        case "backup":
            back_up(settings.database, given.target)
        case "restore":
            sys.stdout.write(f"The database of before is kept as {restore(settings.database, given.source)}\n")
        case "migrate":
            open_engine(settings.database).dispose()
        case None | "serve":
            return serve(settings)
        case _:
            services = make_services(open_engine(settings.database))
            if given.command in publish_cli.COMMANDS:
                return publish_cli.run(given, services.exchange)
            code = login_admin.run_command(given, services.people)
            return admin.run(services, given) if code is None else code
    return 0


def _add_serve(parser: argparse.ArgumentParser) -> None:
    """Each is also a setting of the environment; what is said here goes before."""
    parser.add_argument("--host")
    parser.add_argument("--port")
    parser.add_argument("--workers", help="processes; more than one needs PostgreSQL")
    parser.add_argument("--tls-cert", help="certificate chain, PEM")
    parser.add_argument("--tls-key", help="its key, PEM")
    parser.add_argument("--behind-proxy", help="addresses of the proxies whose X-Forwarded-For counts, comma between")
    parser.add_argument("--metrics", help="host:port of /metrics; empty for none")


if __name__ == "__main__":
    raise SystemExit(main())
