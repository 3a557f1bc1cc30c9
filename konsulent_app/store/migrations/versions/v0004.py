"""The next besøg moved by itself, own questions, reports, trained mentors and the benefit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TYPES = {"T": sa.Text, "I": sa.Integer}

_MORE = {
    "sag": "ydelse:T naeste_dato:T naeste_tid:T naeste_grund:T naeste_efter:I",
    "kontaktperson": "uddannet:I",
}
_NEW = {
    "spoergsmaal": "slettet:I punkt:T tekst:T stillet:T orden:T",
    "rapport": "slettet:I art:T fra:T til:T moede_dato:T dele:T",
    "rapport_tekst": "slettet:I rapport:I afsnit:T tekst:T",
}


def upgrade() -> None:
    for table, text in _MORE.items():
        for name, kind in (field.split(":") for field in text.split()):
            op.add_column(table, sa.Column(name, _TYPES[kind]))
            # A newer machine may have sent the field already: it was kept aside.
            op.execute(
                f"UPDATE {table} SET {name}=json_extract(ekstra,'$.{name}'), ekstra=json_remove(ekstra,'$.{name}') "
                f"WHERE json_type(ekstra,'$.{name}') IS NOT NULL"
            )
    for table, text in _NEW.items():
        op.create_table(
            table,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("scope", sa.Integer, nullable=False),
            *(sa.Column(name, _TYPES[kind]) for name, kind in (field.split(":") for field in text.split())),
            sa.Column("ekstra", sa.Text),
        )
        op.create_index(f"{table}_scope", table, ["scope"])
    # Rows of the new tables were passed over: everything is fetched once more.
    op.execute("DELETE FROM meta WHERE noegle IN ('cursor','mark','page','page_mark')")
