"""The store key and its three wrappings."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

from konsulent_app import keys
from konsulent_app.keys import Argon2Cost, KeyringVault, Kind, StoreKey, file
from konsulent_app.keys.errors import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileThere,
    KeyFileUnreachable,
    KeyringForgot,
    KeyringUnavailable,
    KeyTrouble,
    NewerKeyFile,
    NoKeyringWrapping,
    NoPassphraseWrapping,
    NoRecoveryWrapping,
    PassphraseNeeded,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryKey,
)
from konsulent_app.keys.wrapping import public_of
from konsulent_core.errors import KonsulentError

PASSPHRASE = "korrekt hest batteri hæfteklamme"
CHEAP = Argon2Cost(passes=1, memory_kib=64, lanes=1)
RECOVERY = bytes(range(32))


class Ring:
    """A keyring of the operating system, in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None
        self.forgetful = False

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        if not self.forgetful:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if (service, username) not in self.kept:
            raise KeyringError
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bruger" / "lager.noegle"


@pytest.fixture
def ring() -> Ring:
    return Ring()


def make(path: Path, ring: Ring | None, passphrase: str | None = PASSPHRASE, recovery: bool = True) -> StoreKey:
    vault = None if ring is None else KeyringVault(ring)
    return keys.create(path, vault, passphrase, public_of(RECOVERY) if recovery else None, secrets.token_bytes, CHEAP)


def on_disk(path: Path) -> Iterator[bytes]:
    for one in path.parent.iterdir():
        yield one.read_bytes()


def test_each_way_alone_gives_the_same_key_back(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    assert len(made.key) == 32
    assert keys.unlock_with_keyring(path, KeyringVault(ring)) == made
    assert keys.unlock_with_passphrase(path, PASSPHRASE) == made
    assert keys.unlock_with_recovery(path, RECOVERY) == made
    assert keys.kinds(path) == frozenset(Kind)


def test_the_key_is_nowhere_on_disk_and_not_in_its_own_repr(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    keks = [bytes.fromhex(value) for value in ring.kept.values()]
    for content in on_disk(path):
        for secret in (made.key, *keks, RECOVERY, PASSPHRASE.encode()):
            assert secret not in content
            assert secret.hex().encode() not in content.lower()
    assert made.key.hex() not in repr(made)
    assert repr(made.key) not in repr(made)


def test_nobody_else_on_the_machine_can_read_the_key_file(path: Path, ring: Ring) -> None:
    make(path, ring)
    assert all(one.stat().st_mode & 0o077 == 0 for one in path.parent.iterdir())


def test_every_tampered_byte_gives_a_clear_error(path: Path, ring: Ring) -> None:
    make(path, ring)
    whole = path.read_bytes()
    twin = file.twin_of(path)
    for place in range(len(whole)):
        for changed in (whole[place] ^ 1, whole[place] ^ 0x20, 0):
            broken = whole[:place] + bytes([changed]) + whole[place + 1 :]
            with pytest.raises(KeyFileDamaged):
                file.decode(broken)
    for place in range(0, len(whole), 97):
        broken = whole[:place]
        path.write_bytes(broken)
        twin.write_bytes(broken)
        with pytest.raises(KeyFileDamaged, match="skadet"):
            keys.unlock_with_passphrase(path, PASSPHRASE)
        assert path.read_bytes() == broken


def test_one_damaged_copy_of_the_key_file_costs_nothing(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    path.write_bytes(b"\0" * 100)
    assert keys.unlock_with_passphrase(path, PASSPHRASE) == made
    path.unlink()
    assert keys.unlock_with_passphrase(path, PASSPHRASE) == made
    keys.remember_salt(path, made, b"s" * 16)
    file.twin_of(path).unlink()
    assert keys.unlock_with_passphrase(path, PASSPHRASE).salt == b"s" * 16


@pytest.mark.parametrize("what", ["store", "kind", "parameters", "sealed"])
def test_a_wrapping_cannot_be_moved_or_weakened_by_hand(path: Path, ring: Ring, what: str) -> None:
    """Someone who can count checksums too does not get past the seal."""
    make(path, ring)
    fields = json.loads(path.read_bytes())
    found = next(one for one in fields["wrappings"] if one["kind"] == "passphrase")
    match what:
        case "store":
            fields["store"] = "0" * 32
        case "kind":
            found["kind"], fields["wrappings"][0]["kind"] = "keyring", "passphrase"
        case "parameters":
            found["parameters"]["argon2id_passes"] = 2
        case _:
            found["sealed"] = "00" + found["sealed"][2:]
    del fields["checksum"]
    content = file._with_checksum(fields)
    path.write_bytes(content)
    file.twin_of(path).write_bytes(content)
    with pytest.raises(KonsulentError):
        keys.unlock_with_passphrase(path, PASSPHRASE)


def test_a_file_that_asks_for_all_memory_is_refused(path: Path) -> None:
    make(path, None)
    fields = json.loads(path.read_bytes())
    fields["wrappings"][0]["parameters"]["argon2id_memory_kib"] = 2**40
    del fields["checksum"]
    path.write_bytes(file._with_checksum(fields))
    with pytest.raises(KeyFileDamaged):
        keys.unlock_with_passphrase(path, PASSPHRASE)


def test_a_wrong_passphrase_is_told_from_a_damaged_file(path: Path) -> None:
    make(path, None)
    with pytest.raises(WrongPassphrase) as caught:
        keys.unlock_with_passphrase(path, PASSPHRASE.upper())
    assert caught.value.field == "adgangssaetning"
    assert PASSPHRASE.upper() not in str(caught.value)


def test_the_same_letter_typed_otherwise_is_the_same_passphrase(path: Path) -> None:
    made = make(path, None, "søen på heden ligger blå")
    assert keys.unlock_with_passphrase(path, "søen pa\u030a heden ligger bla\u030a") == made


def test_a_short_passphrase_is_not_taken(path: Path) -> None:
    with pytest.raises(WeakPassphrase, match="12 tegn"):
        make(path, None, "kort")
    assert not keys.exists(path)


def test_without_a_keyring_a_passphrase_is_asked_for(path: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        make(path, None, None)
    assert not keys.exists(path)


@pytest.mark.parametrize("trouble", [NoKeyringError(), KeyringLocked("x"), OSError(2, "x"), RuntimeError("D-Bus")])
def test_a_missing_or_locked_keyring_is_one_clear_error(path: Path, ring: Ring, trouble: Exception) -> None:
    make(path, ring)
    ring.trouble = trouble
    with pytest.raises(KeyringUnavailable, match="adgangssætningen"):
        keys.unlock_with_keyring(path, KeyringVault(ring))
    with pytest.raises(KeyringUnavailable):
        keys.create(path.with_name("anden"), KeyringVault(ring), None, None, secrets.token_bytes)
    assert not keys.exists(path.with_name("anden"))


def test_a_keyring_that_forgets_at_once_is_none(path: Path, ring: Ring) -> None:
    ring.forgetful = True
    with pytest.raises(KeyringUnavailable):
        make(path, ring)


@pytest.mark.parametrize("now", [None, "", "ikke hex", "00" * 32])
def test_after_a_reset_profile_the_recovery_key_lets_the_user_in_again(path: Path, ring: Ring, now: str | None) -> None:
    made = make(path, ring, None)
    if now is None:
        ring.kept.clear()
    else:
        ring.kept = dict.fromkeys(ring.kept, now)
    with pytest.raises(KeyringForgot, match="gendannelsesnøgle"):
        keys.unlock_with_keyring(path, KeyringVault(ring))
    recovered = keys.unlock_with_recovery(path, RECOVERY)
    keys.rewrap_keyring(path, recovered, KeyringVault(ring), secrets.token_bytes)
    keys.add_passphrase(path, recovered, PASSPHRASE, secrets.token_bytes, CHEAP)
    assert keys.unlock_with_keyring(path, KeyringVault(ring)) == made
    assert keys.unlock_with_passphrase(path, PASSPHRASE) == made
    assert keys.unlock_with_recovery(path, RECOVERY) == made


def test_another_kommunes_recovery_key_opens_nothing(path: Path, ring: Ring) -> None:
    make(path, ring)
    for private in (bytes(31), b"", secrets.token_bytes(32)):
        with pytest.raises(WrongRecoveryKey):
            keys.unlock_with_recovery(path, private)


@pytest.mark.parametrize("public", [b"", bytes(32), bytes(31)])
def test_a_recovery_key_that_is_none_is_refused_before_anything_is_made(path: Path, ring: Ring, public: bytes) -> None:
    with pytest.raises(WrongRecoveryKey):
        keys.create(path, KeyringVault(ring), None, public, secrets.token_bytes)
    assert not keys.exists(path)
    assert not ring.kept


def test_a_new_recovery_key_replaces_the_old_one(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    new = secrets.token_bytes(32)
    keys.add_recovery(path, made, public_of(new), secrets.token_bytes)
    assert keys.unlock_with_recovery(path, new) == made
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery(path, RECOVERY)


def test_a_changed_passphrase_shuts_the_old_one_out(path: Path) -> None:
    made = make(path, None)
    keys.add_passphrase(path, made, "en helt anden sætning", secrets.token_bytes, CHEAP)
    with pytest.raises(WrongPassphrase):
        keys.unlock_with_passphrase(path, PASSPHRASE)
    assert keys.unlock_with_passphrase(path, "en helt anden sætning") == made


def test_each_kind_that_is_not_there_says_so(path: Path, ring: Ring) -> None:
    make(path, ring, None, recovery=False)
    with pytest.raises(NoPassphraseWrapping):
        keys.unlock_with_passphrase(path, PASSPHRASE)
    with pytest.raises(NoRecoveryWrapping):
        keys.unlock_with_recovery(path, RECOVERY)
    make(path.with_name("anden"), None, PASSPHRASE, recovery=False)
    with pytest.raises(NoKeyringWrapping):
        keys.unlock_with_keyring(path.with_name("anden"), KeyringVault(ring))


def test_a_missing_key_file_is_not_made_anew_by_unlocking(path: Path, ring: Ring) -> None:
    with pytest.raises(KeyFileMissing, match="mangler"):
        keys.unlock_with_keyring(path, KeyringVault(ring))
    assert not path.exists()


def test_an_existing_key_is_never_written_over(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    with pytest.raises(KeyFileThere):
        make(path, ring)
    file.twin_of(path).unlink()
    with pytest.raises(KeyFileThere):
        make(path, ring)
    assert keys.unlock_with_passphrase(path, PASSPHRASE) == made
    assert not list(path.parent.glob("*.delvis"))


def test_a_key_file_of_a_newer_version_asks_for_an_update(path: Path) -> None:
    make(path, None)
    fields = json.loads(path.read_bytes())
    del fields["checksum"]
    path.write_bytes(file._with_checksum({**fields, "format": 2}))
    with pytest.raises(NewerKeyFile, match="Opdatér"):
        keys.unlock_with_passphrase(path, PASSPHRASE)


def test_a_kind_of_wrapping_we_do_not_know_yet_is_kept(path: Path) -> None:
    made = make(path, None)
    fields = json.loads(path.read_bytes())
    del fields["checksum"]
    fields["wrappings"].append({"kind": "tpm", "parameters": {"slot": 3}, "sealed": "00ff"})
    path.write_bytes(file._with_checksum(fields))
    keys.add_passphrase(path, made, PASSPHRASE, secrets.token_bytes, CHEAP)
    assert '"tpm"' in path.read_text()
    assert keys.kinds(path) == {Kind.PASSPHRASE, Kind.RECOVERY}


def test_the_stores_salt_is_remembered(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    assert made.salt is None
    keys.remember_salt(path, made, b"0123456789abcdef")
    before = path.stat().st_mtime_ns
    again = keys.unlock_with_keyring(path, KeyringVault(ring))
    assert again.salt == b"0123456789abcdef"
    keys.remember_salt(path, again, b"0123456789abcdef")
    assert path.stat().st_mtime_ns == before


def test_a_key_is_not_wrapped_into_another_stores_file(path: Path, ring: Ring) -> None:
    make(path, ring)
    other = make(path.with_name("anden"), ring)
    with pytest.raises(KeyTrouble):
        keys.add_passphrase(path, other, PASSPHRASE, secrets.token_bytes, CHEAP)


def test_cut_off_while_rewrapping_the_keyring_still_opens(
    path: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(path, ring)

    def full(_path: Path, _content: file.KeyFile) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file, "_write_over", full)
    with pytest.raises(KeyFileUnreachable):
        keys.rewrap_keyring(path, made, KeyringVault(ring), secrets.token_bytes)
    assert keys.unlock_with_keyring(path, KeyringVault(ring)) == made


def test_an_old_keyring_entry_does_not_stay_behind(path: Path, ring: Ring) -> None:
    made = make(path, ring)
    for _ in range(3):
        keys.rewrap_keyring(path, made, KeyringVault(ring), secrets.token_bytes)
    assert len(ring.kept) == 1
    assert all(service == "konsulent_app" for service, _ in ring.kept)
