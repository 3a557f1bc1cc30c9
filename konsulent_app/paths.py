"""Where things lie on this machine: the user's own folder, and the resources the app was delivered with."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "konsulent_app"
_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one user on one machine. Nothing is made until ``make`` is called."""

    folder: Path

    @classmethod
    def of_user(cls) -> "Paths":
        """The local data folder of the logged-in user: on Windows the one that does not roam with the profile."""
        return cls(platformdirs.user_data_path(APP_NAME, appauthor=False, roaming=False))

    @classmethod
    def under(cls, folder: Path) -> "Paths":
        """All of it in ``folder``, for tests and the demo."""
        return cls(folder)

    @property
    def store(self) -> Path:
        return self.folder / "lager.db"

    @property
    def key(self) -> Path:
        return self.folder / "lager.noegle"

    @property
    def backups(self) -> Path:
        return self.folder / "sikkerhedskopi"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def settings(self) -> Path:
        return self.folder / "indstillinger.json"

    def make(self) -> None:
        """Makes the folders, readable to their owner alone. Raises ``OSError``."""
        for folder in (self.folder, self.backups, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
            if os.name == "posix":
                folder.chmod(_OWNER_ONLY)  # parents=True leaves the mode of what it makes on the way to the umask


def resources_folder() -> Path:
    """The folder ``resources`` with skemaer, fonts and icons: in the checkout, or in a PyInstaller bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(__file__).resolve().parents[1] if bundle is None else Path(bundle)
    return root / "resources"
