"""A migration that has landed stays as it was: stores and servers out there have run those very lines."""

from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
LANDED = {
    "konsulent_app/store/migrations/versions/v0001.py": (
        "50c4540478b290cfd070ebaba2150c5ae1efb2e52e4e54f0469e69e47457edd5"
    ),
    "konsulent_app/store/migrations/versions/v0002.py": (
        "4d4e54ec7c233d1a3189e9a954b5e8cb01a6c27ab2ed77ab2bba94cd5cddb280"
    ),
    "konsulent_app/store/migrations/versions/v0003.py": (
        "ee16bb0c1f8f7b1ba3c17c31cb732a58925a40ba4bd5848126afb950efe17820"
    ),
    "konsulent_app/store/migrations/versions/v0004.py": (
        "ea32d8ee3d967f3938a2bbd9033d3cf7986cc125cf2e1fb83115c03a4a137e97"
    ),
    "konsulent_app/store/migrations/versions/v0005.py": (
        "de33c0bcb2d1f2391de21af7588418a4c0a76329ab7973159cc100440aa20d58"
    ),
    "konsulent_app/store/migrations/versions/v0006.py": (
        "aeed47f9dffa8f163c426a53f2e7be51ff07ea495e6d53be70a486b1cf6f7689"
    ),
    "konsulent_app/store/migrations/versions/v0007.py": (
        "1d2a270472784a39ce3f6079efd602095b04b3a9277ce7c0c11a3af752364111"
    ),
    "konsulent_server/migrations/versions/v0001.py": (
        "d220da15eac26f91eb34a8c0f046325ff1204cbc0b0edc67b93f5b6109d6909a"
    ),
    "konsulent_server/migrations/versions/v0002.py": (
        "8565118a63873e261bb4ce27a2c03a37d6f704315dff1ee500845226bfedbbd0"
    ),
    "konsulent_server/migrations/versions/v0003.py": (
        "f63528ead408e6747e52716052764c5012ae3d782aec45e18df7bb9d5065eed9"
    ),
}


def written(path: str) -> str:
    """The file's SHA-256, whichever line ends a checkout gave it."""
    return sha256((ROOT / path).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def test_no_landed_migration_was_edited() -> None:
    assert {path: written(path) for path in LANDED} == LANDED


def test_every_migration_is_kept_so() -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for house in ("konsulent_app/store", "konsulent_server")
        for path in (ROOT / house / "migrations/versions").glob("v*.py")
    }
    assert there == set(LANDED)
