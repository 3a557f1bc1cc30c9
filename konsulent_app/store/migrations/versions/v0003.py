"""The full-text search: an index inside the encrypted file, and triggers that note what must be indexed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Table → its mark in the numbers of soeg_doc, and the fields that an entry of the index is made from.
_INDEXED = {
    "sag": (1, "borger start slettet"),
    "virksomhed": (2, "navn slettet"),
    "opgave": (3, "navn praktik slettet"),
    "aftale": (4, "hvad besoeg slettet"),
    "udsagn": (5, "tekst besoeg slettet"),
}
# Table → the fields that entries of other tables' rows are made from as well, and how those rows are found.
_PARENTS = {
    "borger": ("fornavn efternavn slettet", ("'sag', id FROM sag WHERE borger=NEW.id",)),
    "praktik": ("start", ("'opgave', id FROM opgave WHERE scope=NEW.scope AND praktik=NEW.id",)),
    "besoeg": (
        "tidspunkt slettet",
        ("'udsagn', id FROM udsagn WHERE besoeg=NEW.id", "'aftale', id FROM aftale WHERE besoeg=NEW.id"),
    ),
}
_NOTE = "INSERT INTO soeg_koe (tabel,raekke)"


def upgrade() -> None:
    op.create_index("sag_borger", "sag", ["borger"])
    op.create_table(
        "soeg_doc",
        sa.Column("nr", sa.Integer, primary_key=True),
        sa.Column("raekke", sa.Integer, nullable=False),
        sa.Column("tekst", sa.Text, nullable=False),
    )
    op.create_index("soeg_doc_raekke", "soeg_doc", ["raekke"])
    op.create_table(
        "soeg_koe",
        sa.Column("nr", sa.Integer, primary_key=True),
        sa.Column("tabel", sa.Text, nullable=False),
        sa.Column("raekke", sa.Integer, nullable=False),
    )
    # The words come folded and cut, each behind the letter of its kind: everything beyond ASCII belongs to a word, and
    # what is typed first is that letter and one or two more.
    op.execute(
        "CREATE VIRTUAL TABLE soeg USING fts5(tekst, content='soeg_doc', content_rowid='nr', tokenize='ascii', "
        "detail=none, columnsize=0, prefix='2 3')"
    )
    op.execute("INSERT INTO soeg(soeg, rank) VALUES ('secure-delete', 1)")
    op.execute(
        "CREATE TRIGGER soeg_doc_ny AFTER INSERT ON soeg_doc BEGIN "
        "INSERT INTO soeg(rowid, tekst) VALUES (NEW.nr, NEW.tekst); END"
    )
    op.execute(
        "CREATE TRIGGER soeg_doc_vaek AFTER DELETE ON soeg_doc BEGIN "
        "INSERT INTO soeg(soeg, rowid, tekst) VALUES ('delete', OLD.nr, OLD.tekst); END"
    )
    for table, (mark, fields) in _INDEXED.items():
        _note(table, fields, f"{_NOTE} VALUES ('{table}', NEW.id);")
        # What leaves the machine leaves the index in the same transaction.
        op.execute(
            f"CREATE TRIGGER soeg_{table}_vaek AFTER DELETE ON {table} BEGIN DELETE FROM soeg_doc "
            f"WHERE raekke=OLD.id AND (nr>>24)&7={mark}; END"
        )
        op.execute(f"{_NOTE} SELECT '{table}', id FROM {table} WHERE slettet=0")
    for table, (fields, children) in _PARENTS.items():
        _note(table, fields, "".join(f"{_NOTE} SELECT {rows};" for rows in children))


def _note(table: str, fields: str, statements: str) -> None:
    names = fields.split()
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    op.execute(f"CREATE TRIGGER soeg_{table}_ny AFTER INSERT ON {table} BEGIN {statements} END")
    op.execute(
        f"CREATE TRIGGER soeg_{table}_aendret AFTER UPDATE OF {','.join(names)} ON {table} WHEN {moved} "
        f"BEGIN {statements} END"
    )
