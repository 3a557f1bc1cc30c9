"""The user's folder and the delivered resources."""

import os
import stat
import sys
from pathlib import Path

import pytest

from konsulent_app.paths import Paths, resources_folder


def test_everything_of_a_user_lies_in_one_folder(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "bruger")
    for path in (paths.store, paths.key, paths.backups, paths.logs, paths.settings):
        assert path.parent == tmp_path / "bruger"
    assert (paths.store.name, paths.key.name, paths.backups.name) == ("lager.db", "lager.noegle", "sikkerhedskopi")


@pytest.mark.skipif(sys.platform != "linux", reason="names Linux's folder")
def test_the_users_folder_is_the_systems_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Paths.of_user().folder == tmp_path / "konsulent_app"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps the profile's folders to their user by itself")
def test_nobody_else_on_the_machine_can_look_into_the_folders(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "a" / "b")
    before = os.umask(0)
    try:
        paths.make()
        paths.make()
    finally:
        os.umask(before)
    for folder in (paths.folder, paths.backups, paths.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_resources_of_the_checkout_are_found() -> None:
    assert (resources_folder() / "skemaer" / "opfoelgning.v1.toml").exists()


def test_a_bundle_brings_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"
