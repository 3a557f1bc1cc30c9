"""The settings file of one machine."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from konsulent_app.settings import BadSetting, FontChoice, Settings, ThemeChoice, load, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "indstillinger.json"


def test_without_a_file_everything_stands_at_its_default(path: Path) -> None:
    loaded = load(path)
    assert loaded.settings == Settings()
    assert loaded.aside is None
    assert not path.exists()


def test_what_was_saved_is_there_again(path: Path) -> None:
    chosen = Settings(
        server="https://kommune.dk",
        theme=ThemeChoice.MOERK,
        text_size=130,
        font=FontChoice.SYSTEM,
        lock_minutes=5,
    )
    save(path, chosen)
    assert load(path).settings == chosen
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_keys_of_a_newer_version_are_kept(path: Path) -> None:
    path.write_text('{"text_size": 115, "stemme_styring": {"til": true}}')
    save(path, replace(load(path).settings, lock_minutes=3))
    assert json.loads(path.read_text())["stemme_styring"] == {"til": True}
    assert load(path).settings.text_size == 115


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "null", "\x00\x01", '{"theme": "lys"'])
def test_a_broken_file_is_kept_aside_and_the_defaults_hold(path: Path, content: str) -> None:
    path.write_text(content)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert loaded.aside is not None
    assert loaded.aside.read_text() == content
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_size", 99),
        ("text_size", "100"),
        ("text_size", True),
        ("theme", "blå"),
        ("theme", ["lys"]),
        ("font", None),
        ("lock_minutes", 0),
        ("lock_minutes", 5.5),
        ("server", "http://kommune.dk"),
        ("server", "kommune.dk"),
        ("server", "https://anna:kode@kommune.dk"),
        ("server", "https://kommune.dk:99999"),
        ("server", 7),
    ],
)
def test_one_bad_value_costs_only_itself(path: Path, name: str, value: object) -> None:
    others = {"text_size": 150, "theme": "lys", "lock_minutes": 2}
    path.write_text(json.dumps({**others, name: value}))
    loaded = load(path)
    assert loaded.refused == (name,)
    assert getattr(loaded.settings, name) == getattr(Settings(), name)
    if name != "text_size":
        assert loaded.settings.text_size == 150


def test_a_person_is_told_why_a_value_is_refused() -> None:
    with pytest.raises(BadSetting, match="https://") as caught:
        Settings(server="ftp://x")
    assert caught.value.field == "server"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8470", "http://localhost:1", "http://[::1]:8470"])
def test_the_demo_may_talk_to_its_own_machine_without_tls(address: str) -> None:
    assert Settings(server=address).server == address
