"""Teams, roles and grants that begin and end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rights()


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
