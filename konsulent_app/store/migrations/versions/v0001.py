"""The first store: every record of a besøg, the outbox and what only this machine needs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TYPES = {"T": sa.Text, "I": sa.Integer, "R": sa.Float}

# Written out, not read from the entities: an old store must be made the same way for ever.
_RECORDS = {
    "borger": (
        "slettet:I cpr:T fornavn:T efternavn:T telefon:T email:T kontaktform:T "
        "adressebeskyttelse:I ordblind:I bisidder:T jobmaal:T erfaring:T"
    ),
    "sag": (
        "slettet:I borger:I nummer:T sagstype:T start:T slut:T konsulent:T sagsbehandler:T "
        "bekymring:I bekymring_grund:T moede_dato:T"
    ),
    "virksomhed": "slettet:I navn:T cvr:T adresse:T by:T branche:T pladser:I",
    "kontaktperson": "slettet:I virksomhed:I navn:T rolle:T telefon:T email:T mentor:I",
    "praktik": (
        "slettet:I virksomhed:I afdeling:T kontaktperson:I mentor:I formaal:T formaal_tekst:T "
        "start:T slut:T ugeplan:T bekymring_foer:I afbrudt:I afbrudt_aarsag:T resultat:T "
        "laering:T interval_dage:I"
    ),
    "delmaal": "slettet:I praktik:I tekst:T dato:T tilstand:T orden:T",
    "skaanehensyn": "slettet:I titel:T aarsag:T ordlyd:T aftalt:T orden:T",
    "opgave": "slettet:I praktik:I navn:T orden:T",
    "timer": ("slettet:I praktik:I besoeg:I fra:T timer:R timer_til:R loentimer:R moenster:T art:T aarsag:T"),
    "besoeg": (
        "slettet:I praktik:I type:T skema:T nummer:I tidspunkt:T sted:T deltagere:T tilstand:T "
        "naeste_dato:T naeste_tid:T naeste_grund:T afsluttet:T snapshot:T snapshot_hash:T"
    ),
    "udsagn": "slettet:I besoeg:I felt:T stemme:T person:T tekst:T orden:T",
    "vurdering": "slettet:I besoeg:I dimension:T stemme:T trin:I retning:T ikke_droeftet:I foerst:I",
    "svar": "slettet:I besoeg:I felt:T stemme:T vaerdi:T",
    "opgave_trin": "slettet:I besoeg:I opgave:I trin:T grund:T",
    "fremmoede": "slettet:I besoeg:I uge:T ma:T ti:T on:T to:T fr:T loe:T soe:T",
    "skaanehensyn_svar": "slettet:I besoeg:I skaanehensyn:I virkning:T",
    "aftale": ("slettet:I besoeg:I praktik:I hvad:T part:T person:T senest:T gjort:I gjort_dato:T orden:T"),
    "rettelse": (
        "slettet:I besoeg:I nummer:I tilstand:T begrundelse:T tabelnavn:T raekke:I foer:T efter:T hvem:T hvornaar:T"
    ),
    "konflikt": (
        "slettet:I tabelnavn:T raekke:I foer:T min:T min_hvem:T min_hvornaar:T server:T "
        "server_hvem:T server_hvornaar:T tilstand:T valgt:T"
    ),
}


def upgrade() -> None:
    for table, text in _RECORDS.items():
        fields = [field.split(":") for field in text.split()]
        op.create_table(
            table,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("scope", sa.Integer, nullable=False),
            *(sa.Column(name, _TYPES[kind]) for name, kind in fields),
            sa.Column("ekstra", sa.Text),
        )
        op.create_index(f"{table}_scope", table, ["scope"])
        if "besoeg" in (name for name, _ in fields):
            op.create_index(f"{table}_besoeg", table, ["besoeg"])
    op.create_index("besoeg_praktik", "besoeg", ["praktik"])
    op.create_index("besoeg_tidspunkt", "besoeg", ["scope", "tidspunkt"])
    op.create_index("praktik_virksomhed", "praktik", ["virksomhed"])
    op.create_table(
        "outbox",
        sa.Column("nr", sa.Integer, primary_key=True),
        sa.Column("tabel", sa.Text, nullable=False),
        sa.Column("raekke", sa.Integer, nullable=False),
        sa.Column("scope", sa.Integer, nullable=False),
        sa.Column("foedt", sa.Integer, nullable=False),
        sa.Column("base", sa.Text),
        sa.Column("base_rev", sa.Integer, nullable=False),
        sa.Column("hvornaar", sa.Integer, nullable=False),
    )
    op.create_index("outbox_raekke", "outbox", ["tabel", "raekke"], unique=True)
    op.create_table(
        "batch",
        sa.Column("nummer", sa.Integer, primary_key=True),
        sa.Column("indhold", sa.LargeBinary, nullable=False),
        sa.Column("oversigt", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "karantaene",
        sa.Column("nr", sa.Integer, primary_key=True),
        sa.Column("tabel", sa.Text, nullable=False),
        sa.Column("raekke", sa.Integer, nullable=False),
        sa.Column("scope", sa.Integer, nullable=False),
        sa.Column("felter", sa.Text, nullable=False),
        sa.Column("grund", sa.Text, nullable=False),
        sa.Column("hvornaar", sa.Text, nullable=False),
    )
    op.create_table("meta", sa.Column("noegle", sa.Text, primary_key=True), sa.Column("vaerdi", sa.Text))
    op.create_table(
        "haendelse",
        sa.Column("nr", sa.Integer, primary_key=True),
        sa.Column("hvornaar", sa.Text, nullable=False),
        sa.Column("art", sa.Text, nullable=False),
        sa.Column("scope", sa.Integer, nullable=False),
        sa.Column("detalje", sa.Text),
    )
