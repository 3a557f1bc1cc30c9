"""What a kommune's own server brings: rights that end, late words, count rows."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TYPES = {"T": sa.Text, "I": sa.Integer}


def upgrade() -> None:
    _rights()
    # Rows of the new tables were passed over: everything is fetched once more.
    op.execute("DELETE FROM meta WHERE noegle IN ('cursor','mark','page','page_mark')")


def _rights() -> None:
    _table("forsinket", "slettet:I tabelnavn:T raekke:I antal:I hvem:T hvornaar:T modtaget:T set_af:T")
    _table("sagtal", "slettet:I sag:I nummer:T konsulent:T tal:T dag:T")
    op.add_column("spoergsmaal", sa.Column("sag", sa.Integer))
    op.add_column("spoergsmaal", sa.Column("hvem", sa.Text))
    op.execute("UPDATE spoergsmaal SET sag=scope")
    op.create_table("frataget", sa.Column("scope", sa.Integer, primary_key=True))
    op.create_table("tjek", sa.Column("scope", sa.Integer, primary_key=True))


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
