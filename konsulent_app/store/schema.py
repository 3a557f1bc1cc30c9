"""The tables of the local database: a typed table for each record, and what only this machine needs."""

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

from konsulent_core.entities import ENTITIES, Besoeg, Laering, Praktik, Record, Sag, field_names, field_types
from konsulent_core.words import Tilstand

SCHEMA_VERSION = "0007"

METADATA = MetaData()

_SQL_TYPES: dict[type, type[Text] | type[Integer] | type[Float[float]]] = {
    str: Text,
    int: Integer,
    bool: Integer,
    float: Float,
}
# An index costs every insert of a first sync. The rows of a form are only ever asked for by their besøg, and a besøg by
# its sag in the order of time.
UNINDEXED = frozenset({"besoeg", "udsagn", "vurdering", "svar", "opgave_trin", "fremmoede", "skaanehensyn_svar"})


def _table(entity: type[Record]) -> Table:
    types = field_types(entity)
    columns = [Column(name, _SQL_TYPES[types[name]]) for name in field_names(entity)]
    table = Table(
        entity.tabel,
        METADATA,
        Column("id", Integer, primary_key=True),
        Column("scope", Integer, nullable=False),
        *columns,
        Column("ekstra", Text),  # JSON object of fields a newer version sent: kept, and relayed by the server
    )
    if "besoeg" in types:
        Index(f"{entity.tabel}_besoeg", table.c.besoeg)
    if entity.tabel not in UNINDEXED:
        Index(f"{entity.tabel}_scope", table.c.scope)
    if entity is Besoeg:
        Index("besoeg_tidspunkt", table.c.scope, table.c.tidspunkt)
        # Few are open; without this all the locked ones of a sag are looked through to learn that none is.
        Index("besoeg_kladde", table.c.scope, table.c.tidspunkt, sqlite_where=table.c.tilstand == Tilstand.KLADDE.value)
    if entity in (Praktik, Laering):
        Index(f"{entity.tabel}_virksomhed", table.c.virksomhed)
    if entity is Sag:
        Index("sag_aaben", table.c.id, sqlite_where=table.c.slut.is_(None))
        Index("sag_borger", table.c.borger)
    return table


TABLES: dict[type[Record], Table] = {entity: _table(entity) for entity in ENTITIES}
BY_NAME: dict[str, Table] = {entity.tabel: table for entity, table in TABLES.items()}

# One entry for each row with unsent changes. The new values stand in the row itself; ``base`` is the JSON object of
# what the changed fields held before the first of them. A birth (``foedt``) carries the whole row and no base.
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("nr", Integer, primary_key=True),
    Column("tabel", Text, nullable=False),
    Column("raekke", Integer, nullable=False),
    Column("scope", Integer, nullable=False),
    Column("foedt", Integer, nullable=False),
    Column("base", Text),
    Column("base_rev", Integer, nullable=False),
    Column("hvornaar", Integer, nullable=False),  # seconds since 1970, by this machine's clock
    Index("outbox_raekke", "tabel", "raekke", unique=True),
)

# The batch under way: sent to the letter until it is answered. ``oversigt`` says which rows it holds.
BATCH = Table(
    "batch",
    METADATA,
    Column("nummer", Integer, primary_key=True),
    Column("indhold", LargeBinary, nullable=False),  # JSON of wire.Batch, zstd
    Column("oversigt", LargeBinary, nullable=False),  # JSON [[table, row], ...] in op order, zstd
)

KARANTAENE = Table(
    "karantaene",
    METADATA,
    Column("nr", Integer, primary_key=True),
    Column("tabel", Text, nullable=False),
    Column("raekke", Integer, nullable=False),
    Column("scope", Integer, nullable=False),
    Column("felter", Text, nullable=False),  # JSON object: the refused values
    Column("grund", Text, nullable=False),
    Column("hvornaar", Text, nullable=False),
)

# What is being written and is no record yet, a line a sag and kind; it leaves the machine with the sag.
UDKAST = Table(
    "udkast",
    METADATA,
    Column("scope", Integer, primary_key=True),
    Column("art", Text, primary_key=True),
    Column("indhold", Text, nullable=False),  # JSON
)

# Scopes that this machine must let go of, as soon as what is unsent in them has been received.
FRATAGET = Table(
    "frataget",
    METADATA,
    Column("scope", Integer, primary_key=True),
)

# Scopes that have moved since they were last compared with the server's.
TJEK = Table(
    "tjek",
    METADATA,
    Column("scope", Integer, primary_key=True),
)

META = Table("meta", METADATA, Column("noegle", Text, primary_key=True), Column("vaerdi", Text))

# Openings of cases, exports and shown CPR numbers, waiting for the server's audit log.
HAENDELSE = Table(
    "haendelse",
    METADATA,
    Column("nr", Integer, primary_key=True),
    Column("hvornaar", Text, nullable=False),
    Column("art", Text, nullable=False),
    Column("scope", Integer, nullable=False),
    Column("detalje", Text),
)

# What is searched (``store.soegeindeks``): one folded text for each row with words, and the rows whose entry is not
# made yet. ``SOEG`` is a virtual table and what SQLite keeps for it; migration 0003 makes it and the triggers around.
SOEG_DOC = Table(
    "soeg_doc",
    METADATA,
    Column("nr", Integer, primary_key=True),  # day, table and a running number: the newest is the highest
    Column("raekke", Integer, nullable=False),
    Column("tekst", Text, nullable=False),
    Index("soeg_doc_raekke", "raekke"),
)
SOEG_KOE = Table(
    "soeg_koe",
    METADATA,
    Column("nr", Integer, primary_key=True),
    Column("tabel", Text, nullable=False),
    Column("raekke", Integer, nullable=False),
)
SOEG = ("soeg", "soeg_data", "soeg_idx", "soeg_config")
