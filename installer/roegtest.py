"""Runs inside the frozen app: makes a store and a paper, opens the real window over them, and ends as a person would.

Each part that could have been left out of the bundle is used once: migrations, skemaer, fonts, icons, keyring, paper,
preview, pages, network. What was found stands in ``roegtest.json`` in the folder it is given: a Windows app has no
stdout. Times there are seconds since 1970, so that ``smoke.py`` can count from when it started the process.
"""

# ruff: noqa: PLC0415 -- as in the app, what the first paint does not need is imported after it

import json
import secrets
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from konsulent_app import keys
from konsulent_app.app.run import make_app
from konsulent_app.app.start import App
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.paths import Paths, resources_folder
from konsulent_app.settings import Settings

RESULT = "roegtest.json"
PATIENCE = 60.0  # seconds; a slow laptop with a virus scanner needs some of them
NOBODY = "http://127.0.0.1:9"  # nothing answers there: the app must come up without a net


def roegtest(folder: Path) -> int:
    """0 when all of it works. ``folder`` must be empty or not there yet: never somebody's own."""
    if folder.exists() and any(folder.iterdir()):
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {"ok": False}
    try:
        _try_all(Paths.under(folder), found)
        found["ok"] = True
    except Exception:  # whatever it is, the one who waits outside must read it
        found["error"] = traceback.format_exc()
    (folder / RESULT).write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0 if found["ok"] else 1


class _FirstPaint(QObject):
    """Notes when something is first drawn in what it watches."""

    at: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's own name
        if event.type() == QEvent.Type.Paint and self.at is None:
            self.at = time.time()
        return super().eventFilter(watched, event)


def _try_all(paths: Paths, found: dict[str, Any]) -> None:
    app, end = make_app(paths, Settings(server=NOBODY))
    paint = _FirstPaint()
    app.desktop.window.installEventFilter(paint)
    app.desktop.window.show()
    _wait(app, lambda: paint.at is not None)
    found["painted"] = paint.at
    key = _make_store_and_paper(paths)
    found["paper"] = time.time()
    found["keyring"] = _keyring()
    found["begun"] = time.time()
    app.begin(key)
    _wait(app, lambda: app.session is not None and app.desktop.window.current() is not None)
    found["pages"] = time.time()
    _wait(app, lambda: app.session.sync.view.besked != "")  # it has met the net, and that nobody is there
    app.desktop.window.grab().save(str(paths.folder / "roegtest.png"))
    found["closing"] = time.time()
    QTimer.singleShot(0, app.desktop.window.close)
    code = app.desktop.run()
    end()
    found["ended"] = time.time()
    assert code == 0, f"the app ended with {code}"
    assert app.session is None, "the app closed without letting go of its store"


def _wait(app: App, reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "nothing came"
        app.desktop.qt.processEvents()
        time.sleep(0.005)


def _make_store_and_paper(paths: Paths) -> keys.StoreKey:
    """As if somebody had logged in on this machine once, and begun a besøg."""
    from konsulent_app.app.opened import open_with, remember_login
    from konsulent_app.app.papers import Papers
    from konsulent_app.services.besoeg import open_besoeg
    from konsulent_app.store import rows
    from konsulent_core.entities import Borger, Sag
    from konsulent_core.papirer import PapirArt
    from konsulent_core.wire import LoginResponse

    paths.make()
    key = keys.create(paths.key, None, secrets.token_urlsafe(24), None, secrets.token_bytes)
    opened = open_with(paths, key, resources_folder())
    remember_login(opened.database, NOBODY, LoginResponse("token", 1, "Røgtest", 2, "Ingen kommune"))
    opened.database.close()
    opened = open_with(paths, key, resources_folder())
    context = opened.context
    assert context is not None
    with opened.database.writing() as tx:
        borger, sag, now = context.new_id(), context.new_id(), context.clock()
        rows.save(tx, Borger, borger, borger, {"fornavn": "Ingen", "efternavn": "Røgtest"}, now)
        rows.save(tx, Sag, sag, sag, {"borger": borger, "nummer": "0"}, now)
        besoeg = open_besoeg(tx, context, sag, None)
    papir = Papers(opened.database, context, resources_folder() / "fonts").papir(besoeg, PapirArt.OPFOELGNING_SAG, 800)
    assert papir.pdf.startswith(b"%PDF")
    assert papir.sider
    opened.database.close()
    return key


def _keyring() -> str:
    try:
        return type(keys.system_keyring()).__name__
    except KeyringUnavailable:
        return "none"
