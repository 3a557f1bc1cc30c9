"""``konsulent-server``: serves, or does one of the administrator's commands."""

import argparse
from dataclasses import replace

import uvicorn

from konsulent_server import admin, login_admin
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
    admin.add_commands(commands)
    login_admin.add_commands(commands)
    given = parser.parse_args(arguments)

    settings = Settings.from_environment()
    if given.database:
        settings = replace(settings, database=given.database)
    services = make_services(open_engine(settings.database))
    if given.command not in (None, "serve"):
        code = login_admin.run_command(given, services.people)
        return admin.run(services, given) if code is None else code
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
