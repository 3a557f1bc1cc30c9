"""The window is painted before the database, the papers and the network are read from the disk."""

import subprocess
import sys

_HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "pypdfium2", "keyring", "httpx2", "zstandard", "msgspec")
_ASK = f"import sys, konsulent_app.app.run; print(*[name for name in {_HEAVY!r} if name in sys.modules])"
_LATER = f"import sys, konsulent_app.app.late as late; late.load(); print(*[n for n in {_HEAVY!r} if n in sys.modules])"


def _loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_nothing_heavy_is_imported_before_the_window() -> None:
    assert _loaded(_ASK) == set()


def test_what_is_heavy_is_imported_behind_it() -> None:
    assert {"sqlalchemy", "sqlcipher3", "msgspec"} <= _loaded(_LATER)
