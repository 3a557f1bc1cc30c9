"""``konsulent-server``: serves, or adds a kommune and a user."""

import argparse
import sys
from dataclasses import replace
from getpass import getpass

import uvicorn

from konsulent_server import publish_cli
from konsulent_server.app import make_app, make_services
from konsulent_server.database import open_engine
from konsulent_server.settings import Settings

# Seconds a quiet connection is kept: clients ask once a minute, and a new one costs them more than their question.
KEEP_ALIVE = 75


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="konsulent-server")
    parser.add_argument("--database", help="sqlite:///file or postgresql+psycopg://user@host/name")
    commands = parser.add_subparsers(dest="command")
    serve = commands.add_parser("serve", help="answer clients (the default)")
    serve.add_argument("--host")
    serve.add_argument("--port", type=int)
    kommune = commands.add_parser("add-kommune", help="prints the new kommune's number")
    kommune.add_argument("name")
    user = commands.add_parser("add-user", help="asks for the password")
    user.add_argument("kommune", type=int)
    user.add_argument("login")
    user.add_argument("name")
    publish_cli.add_commands(commands)
    given = parser.parse_args(arguments)

    settings = Settings.from_environment()
    if given.database:
        settings = replace(settings, database=given.database)
    services = make_services(open_engine(settings.database))
    if given.command in publish_cli.COMMANDS:
        return publish_cli.run(given, services.exchange)
    if given.command == "add-kommune":
        sys.stdout.write(f"{services.people.add_kommune(given.name)}\n")
    elif given.command == "add-user":
        services.people.add_user(given.kommune, given.login, given.name, getpass("Adgangskode: "))
    else:
        host = getattr(given, "host", None) or settings.host
        port = getattr(given, "port", None) or settings.port
        uvicorn.run(
            make_app(services),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            timeout_keep_alive=KEEP_ALIVE,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
