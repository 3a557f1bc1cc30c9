"""Runs the app over a folder until its window closes: the log first, so that whatever goes wrong has a place."""

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

from konsulent_app import settings
from konsulent_app.app.start import App
from konsulent_app.log import catch_unhandled, close_log, open_log
from konsulent_app.paths import Paths, resources_folder
from konsulent_app.settings import Settings
from konsulent_app.ui.desktop import Desktop


def make_app(paths: Paths, chosen: Settings, resources: Path | None = None) -> tuple[App, Callable[[], None]]:
    """The app over a folder, and what to call when it has ended."""
    resources = resources or resources_folder()
    try:
        log = open_log(paths.logs)
    except OSError:  # a full or locked disk: the app starts all the same, and says what is wrong when it saves
        log = logging.Logger("konsulent_app")  # noqa: LOG001 -- not the global one, see konsulent_app.log
        log.addHandler(logging.NullHandler())
    catch_unhandled(log)
    desktop = Desktop(resources, chosen, log)

    def end() -> None:
        desktop.close()
        close_log(log)

    return App(desktop, paths, resources, chosen), end


def main(arguments: list[str] | None = None) -> int:
    """Until the window closes."""
    parser = argparse.ArgumentParser(prog="konsulent-app")
    parser.add_argument("--mappe", type=Path, help="brug denne mappe i stedet for brugerens egen")
    given = parser.parse_args(arguments)
    paths = Paths.under(given.mappe) if given.mappe else Paths.of_user()
    try:
        chosen = settings.load(paths.settings).settings
    except OSError:
        chosen = Settings()
    app, end = make_app(paths, chosen)
    try:
        app.begin()
        return app.desktop.run()
    finally:
        end()
