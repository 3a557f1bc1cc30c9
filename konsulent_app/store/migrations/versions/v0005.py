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
    _skemafiler()
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


def _skemafiler() -> None:
    op.create_table(
        "skemafil",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope", sa.Integer, nullable=False),
        sa.Column("slettet", sa.Integer),
        sa.Column("art", sa.Text),
        sa.Column("navn", sa.Text),
        sa.Column("version", sa.Integer),
        sa.Column("tekst", sa.Text),
        sa.Column("udgivet", sa.Text),
        sa.Column("fra", sa.Text),
        sa.Column("til", sa.Text),
        sa.Column("tilfoejer", sa.Integer),
        sa.Column("ekstra", sa.Text),
    )
    op.create_index("skemafil_scope", "skemafil", ["scope"])
    op.add_column("besoeg", sa.Column("skema_foer", sa.Text))
    # A newer machine may have sent the field already: it was kept aside.
    op.execute(
        "UPDATE besoeg SET skema_foer=json_extract(ekstra,'$.skema_foer'), "
        "ekstra=json_remove(ekstra,'$.skema_foer') WHERE json_type(ekstra,'$.skema_foer') IS NOT NULL"
    )
