"""The commands with which an administrator publishes the kommune's skemaer and lists, and withdraws them."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from konsulent_core.clock import local_day
from konsulent_core.errors import UserError
from konsulent_core.lister import ListeFejl
from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.words import FilArt
from konsulent_server.database import reading
from konsulent_server.exchange import Exchange
from konsulent_server.publish import Publisher, Udgivelse

COMMANDS = frozenset({"publish-skema", "check-skema", "publish-liste", "withdraw-skema", "withdraw-liste", "published"})
_LEVERET = Path(__file__).resolve().parents[1] / "resources" / "skemaer"  # where the server stands beside the app


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds them to those of ``konsulent-server``."""
    publish = _command(commands, "publish-skema", "checks a skema file and hands it to the kommune's machines")
    publish.add_argument("file", type=Path)
    publish.add_argument("--from", dest="fra", type=date.fromisoformat, help="first day, YYYY-MM-DD (today)")
    check = _command(commands, "check-skema", "says what publish-skema would say, and publishes nothing")
    check.add_argument("file", type=Path)
    liste = _command(commands, "publish-liste", "a list of resources/lister, or maal_ID.toml; the name says which")
    liste.add_argument("file", type=Path)
    liste.add_argument("--from", dest="fra", type=date.fromisoformat, help="first day, YYYY-MM-DD (today)")
    liste.add_argument("--add", action="store_true", help="beside the app's entries, not in their place")
    for name in ("withdraw-skema", "withdraw-liste"):
        withdraw = _command(commands, name, "after the day no new besøg uses it; what was written stays")
        withdraw.add_argument("key", help="as outline.v1")
        withdraw.add_argument("--until", dest="til", type=date.fromisoformat, help="last day, YYYY-MM-DD (today)")
    _command(commands, "published", "what the kommune has published")


def run(given: argparse.Namespace, exchange: Exchange) -> int:
    """Does the command; 1 and a sentence when it cannot."""
    publisher = Publisher(exchange.engine, exchange.layouts, exchange.clock, exchange.entropy)
    try:
        for line in _lines(given, publisher):
            sys.stdout.write(f"{line}\n")
    except (UserError, ListeFejl, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _lines(given: argparse.Namespace, publisher: Publisher) -> list[str]:
    kommune: int = given.kommune
    match given.command:
        case "publish-skema":
            text = given.file.read_text(encoding="utf-8")
            return _said(publisher.publish_skema(kommune, text, given.file.name, given.fra, _leverede()), "udgivet")
        case "check-skema":
            text = given.file.read_text(encoding="utf-8")
            return _said(publisher.check_skema(kommune, text, given.file.name, _leverede()), "kan udgives")
        case "publish-liste":
            text, navn = given.file.read_text(encoding="utf-8"), given.file.name.partition(".")[0]
            made = publisher.publish_liste(kommune, navn, text, given.file.name, given.fra, add=given.add)
            return _said(made, "udgivet")
        case "withdraw-skema" | "withdraw-liste":
            art = FilArt.SKEMA if given.command == "withdraw-skema" else FilArt.LISTE
            til = given.til or local_day(publisher.clock())
            publisher.withdraw(kommune, art, given.key, til)
            return [f"{given.key}: bruges til og med {til.isoformat()}"]
        case _:
            with reading(publisher.engine) as conn:
                return [_line(row) for row in publisher.published(conn, kommune)]


def _command(commands: Any, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument("kommune", type=int)
    return parser


def _said(made: Udgivelse, word: str) -> list[str]:
    head = f"{made.key}: {word}" if made.ny else f"{made.key}: er udgivet i forvejen, ordret det samme"
    return [head, *(f"ADVARSEL {one}" for one in made.advarsler)]


def _line(row: dict[str, Any]) -> str:
    til = f" til {row['til']}" if row["til"] else ""
    return f"{row['art']} {row['navn']}.v{row['version']} fra {row['fra']}{til}, udgivet {row['udgivet']}"


def _leverede() -> list[Skema]:
    """The app's own, to compare anchors with; none where the server is installed without them."""
    files = sorted(_LEVERET.glob("*.toml"))
    return list(parse_skemaer({file.name: file.read_text(encoding="utf-8") for file in files}).values())
