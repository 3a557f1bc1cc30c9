"""The first server: users, feed, rows and history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _id(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.create_table("kommune", _id(), _text("navn"), _big("seq"))
    op.create_table(
        "bruger",
        _id(),
        _big("kommune"),
        sa.Column("login", sa.Text, nullable=False, unique=True),
        _text("navn"),
        _text("kode"),
    )
    op.create_table("session", sa.Column("hash", sa.Text, primary_key=True), _big("bruger"), _text("udloeber"))
    op.create_table(
        "maskine",
        sa.Column("id", sa.Text, primary_key=True),
        _big("bruger"),
        _big("batch"),
        _text("batch_hash"),
        sa.Column("kvittering", sa.LargeBinary, nullable=False),
    )
    op.create_table("adgang", _id("bruger"), _id("scope"))
    op.create_table(
        "push",
        _id("kommune"),
        _id("seq"),
        _text("mark"),
        _big("bruger"),
        _text("maskine"),
        _text("modtaget"),
        _text("sendt"),
    )
    op.create_table("layout", _id(), _text("tabel"), _text("felter"))
    op.create_table(
        "raekke",
        _id("kommune"),
        _id(),
        _big("scope"),
        _big("seq"),
        _big("foedt"),
        _big("layout"),
        _text("felter"),
        sa.Column("revs", sa.Text),
    )
    op.create_index("raekke_feed", "raekke", ["kommune", "seq"])
    op.create_table(
        "historik",
        _id("kommune"),
        _id("seq"),
        _id("raekke"),
        sa.Column("felt", sa.Text, primary_key=True),
        _text("foer"),
        _text("efter"),
        _text("hvornaar"),
    )
    op.create_index("historik_raekke", "historik", ["kommune", "raekke", "seq"])
