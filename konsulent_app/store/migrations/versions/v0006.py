"""What papers need: how the konsulent is reached, and which besøg were copied over to another system."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TYPES = {"T": sa.Text, "I": sa.Integer}


def upgrade() -> None:
    _table("visitkort", "slettet:I telefon:T")
    _table("journalisering", "slettet:I besoeg:I maal:T hvem:T hvornaar:T")
    op.create_index("journalisering_besoeg", "journalisering", ["besoeg"])
    # Rows of the new tables were passed over: everything is fetched once more.
    op.execute("DELETE FROM meta WHERE noegle IN ('cursor','mark','page','page_mark')")


def _table(name: str, text: str) -> None:
    """A table of a new record, with the index by its scope."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope", sa.Integer, nullable=False),
        *(sa.Column(column, _TYPES[kind]) for column, kind in (field.split(":") for field in text.split())),
        sa.Column("ekstra", sa.Text),
    )
    op.create_index(f"{name}_scope", name, ["scope"])
