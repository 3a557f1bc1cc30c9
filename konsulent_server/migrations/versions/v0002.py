"""Teams, roles and grants that begin and end; log-in, machines and lock-out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rights()
    _audit()
    _logind()


def _rights() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kommune", sa.BigInteger, nullable=False),
        sa.Column("navn", sa.Text, nullable=False),
    )
    op.add_column("bruger", sa.Column("rolle", sa.Text, nullable=False, server_default="konsulent"))
    op.add_column("bruger", sa.Column("team", sa.BigInteger))
    op.add_column("bruger", sa.Column("lukket", sa.Text))
    op.add_column("adgang", sa.Column("fra_seq", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("adgang", sa.Column("til", sa.Text))
    op.add_column("adgang", sa.Column("slut_seq", sa.BigInteger))
    op.add_column("adgang", sa.Column("slut", sa.Text))
    op.add_column("adgang", sa.Column("grund", sa.Text))
    # A user's scopes are few and the kommune's rows many: the feed is read scope by scope.
    op.create_index("raekke_scope", "raekke", ["scope", "seq"])
    op.drop_index("raekke_feed", "raekke")


def _audit() -> None:
    def number(name: str, *, key: bool = False) -> sa.Column[int]:
        return sa.Column(name, sa.BigInteger, primary_key=key, nullable=False, autoincrement=False)

    op.create_table(
        "haendelse",
        number("kommune", key=True),
        number("nr", key=True),
        number("bruger"),
        sa.Column("maskine", sa.Text, nullable=False),
        sa.Column("art", sa.Text, nullable=False),
        number("scope"),
        sa.Column("detalje", sa.Text),
        sa.Column("hvornaar", sa.Text, nullable=False),
        sa.Column("modtaget", sa.Text, nullable=False),
        sa.Column("salt", sa.Text),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("kaede", sa.Text, nullable=False),
    )
    op.create_index("haendelse_scope", "haendelse", ["kommune", "scope", "nr"])


def _logind() -> None:
    op.add_column("bruger", sa.Column("skal_skifte", sa.Integer, nullable=False, server_default="0"))
    op.add_column("session", sa.Column("familie", sa.Text))
    op.create_table(
        "familie",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("bruger", sa.BigInteger, nullable=False),
        sa.Column("tilmelding", sa.Text, nullable=False),
        sa.Column("udloeber", sa.Text, nullable=False),
        sa.Column("lukket", sa.Text),
        sa.Column("grund", sa.Text),
    )
    op.create_index("familie_bruger", "familie", ["bruger"])
    op.create_index("familie_tilmelding", "familie", ["tilmelding"])
    op.create_table(
        "fornyelse",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("familie", sa.Text, nullable=False),
        sa.Column("nummer", sa.BigInteger, nullable=False),
        sa.Column("udloeber", sa.Text, nullable=False),
        sa.Column("brugt", sa.Text),
    )
    op.create_index("fornyelse_familie", "fornyelse", ["familie", "nummer"])
    op.create_table(
        "tilmelding",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("bruger", sa.BigInteger, nullable=False),
        sa.Column("noegle", sa.Text, nullable=False),
        sa.Column("navn", sa.Text, nullable=False),
        sa.Column("meldt", sa.Text, nullable=False),
        sa.Column("sidst", sa.Text, nullable=False),
        sa.Column("tilbagekaldt", sa.Text),
        sa.Column("besked", sa.Text),
    )
    op.create_index("tilmelding_bruger", "tilmelding", ["bruger"])
    op.create_table(
        "forsoeg",
        sa.Column("noegle", sa.Text, primary_key=True),
        sa.Column("antal", sa.BigInteger, nullable=False),
        sa.Column("sidst", sa.Text, nullable=False),
        sa.Column("til", sa.Text, nullable=False),
    )
    op.create_table(
        "logind",
        sa.Column("kommune", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("dage_uden_server", sa.BigInteger, nullable=False),
        sa.Column("kode_tilladt", sa.Integer, nullable=False),
        sa.Column("udsteder", sa.Text, nullable=False),
        sa.Column("klient", sa.Text, nullable=False),
        sa.Column("hemmelighed", sa.Text, nullable=False),
        sa.Column("omfang", sa.Text, nullable=False),
        sa.Column("felt", sa.Text, nullable=False),
    )
