"""The whole caseload: more of borger, sag, praktik and virksomhed; indsatser, læring, måltal; fewer indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TYPES = {"T": sa.Text, "I": sa.Integer, "R": sa.Float}

_MORE = {
    "borger": "adresse:T skolegang:T interesser:T oensker:T geografi:T cv_dato:T",
    "sag": "moede_sidst:T maal:T mentorstoette:T gruppe:T gruppe_grund:T gruppe_igen:T",
    "virksomhed": "p_nummer:T stoerrelse:T opgavetyper:T kultur:T smaajob:T",
    "praktik": "afbrudt_af:T bekymring_grund:T arbejdstoej:T vitas:T bygger_paa:I",
    "delmaal": "smart:T",
}
_NEW = {
    "laering": "slettet:I virksomhed:I aar:I uger:I timer:R resultat:T tekst:T",
    "maaltal": "slettet:I art:T andel:R fra:T",
    "indsats": "slettet:I art:T navn:T ugeplan:T start:T slut:T",
}
# Indexes that no query asks by: each cost every row of a first sync.
_UNASKED = (
    "besoeg_praktik",
    *("besoeg_scope", "udsagn_scope", "vurdering_scope", "svar_scope"),
    *("opgave_trin_scope", "fremmoede_scope", "skaanehensyn_svar_scope"),
)


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
    op.create_table(
        "udkast",
        sa.Column("scope", sa.Integer, primary_key=True),
        sa.Column("art", sa.Text, primary_key=True),
        sa.Column("indhold", sa.Text, nullable=False),
    )
    for name in _UNASKED:
        op.drop_index(name, if_exists=True)
    op.create_index("besoeg_kladde", "besoeg", ["scope", "tidspunkt"], sqlite_where=sa.text("tilstand = 'kladde'"))
    op.create_index("sag_aaben", "sag", ["id"], sqlite_where=sa.text("slut IS NULL"))
    op.create_index("laering_virksomhed", "laering", ["virksomhed"])
    # Rows of the new tables were passed over: everything is fetched once more.
    op.execute("DELETE FROM meta WHERE noegle IN ('cursor','mark','page','page_mark')")
