"""The server's tables. It keeps rows as the wire brings them, so that it relays fields it does not know."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

SCHEMA_VERSION = "0003"

METADATA = MetaData()

# ``seq`` is the feed's counter. A push locks it, so numbers become visible in the order they are drawn.
KOMMUNE = Table(
    "kommune",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("navn", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

TEAM = Table(
    "team",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kommune", BigInteger, nullable=False),
    Column("navn", Text, nullable=False),
)

BRUGER = Table(
    "bruger",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kommune", BigInteger, nullable=False),
    Column("login", Text, nullable=False, unique=True),
    Column("navn", Text, nullable=False),
    Column("kode", Text, nullable=False),  # argon2id
    Column("rolle", Text, nullable=False, server_default="konsulent"),
    Column("team", BigInteger),
    Column("lukket", Text),  # since when the user may not log in any more
    Column("skal_skifte", Integer, nullable=False, server_default="0"),  # the password was given by somebody else
)

SESSION = Table(
    "session",
    METADATA,
    Column("hash", Text, primary_key=True),  # SHA-256 of the token
    Column("bruger", BigInteger, nullable=False),
    Column("udloeber", Text, nullable=False),
    Column("familie", Text),  # the log-in it came from; none where the client keeps no refresh token
)

# One log-in and all that came of it by renewal. Closed: its sessions and refresh tokens are worth nothing.
FAMILIE = Table(
    "familie",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("bruger", BigInteger, nullable=False),
    Column("tilmelding", Text, nullable=False),
    Column("udloeber", Text, nullable=False),
    Column("lukket", Text),
    Column("grund", Text),
    Index("familie_bruger", "bruger"),
    Index("familie_tilmelding", "tilmelding"),
)

# Refresh tokens, also used ones: one that comes again after a later one was used is a stolen one.
FORNYELSE = Table(
    "fornyelse",
    METADATA,
    Column("hash", Text, primary_key=True),  # SHA-256 of the token
    Column("familie", Text, nullable=False),
    Column("nummer", BigInteger, nullable=False),
    Column("udloeber", Text, nullable=False),
    Column("brugt", Text),
    Index("fornyelse_familie", "familie", "nummer"),
)

# An enrolled machine. ``noegle`` is the secret that only it and the server know: it proves an order to wipe.
TILMELDING = Table(
    "tilmelding",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("bruger", BigInteger, nullable=False),
    Column("noegle", Text, nullable=False),
    Column("navn", Text, nullable=False),
    Column("meldt", Text, nullable=False),
    Column("sidst", Text, nullable=False),  # the last log-in or renewal: an hour at most before its last sync
    Column("tilbagekaldt", Text),
    Column("besked", Text),  # when it was told to wipe itself
    Index("tilmelding_bruger", "bruger"),
)

# Failed log-ins by login and by address, under hashes: a mistyped login may be a password.
FORSOEG = Table(
    "forsoeg",
    METADATA,
    Column("noegle", Text, primary_key=True),
    Column("antal", BigInteger, nullable=False),
    Column("sidst", Text, nullable=False),
    Column("til", Text, nullable=False),
)

# How a kommune's people log in, where it has chosen anything: without a line it is by password and 14 days.
LOGIND = Table(
    "logind",
    METADATA,
    Column("kommune", BigInteger, primary_key=True, autoincrement=False),
    Column("dage_uden_server", BigInteger, nullable=False),
    Column("kode_tilladt", Integer, nullable=False),
    Column("udsteder", Text, nullable=False),  # the provider's issuer; "" where there is none
    Column("klient", Text, nullable=False),
    Column("hemmelighed", Text, nullable=False),  # of a confidential client; "" for a public one
    Column("omfang", Text, nullable=False),  # scopes, space between
    Column("felt", Text, nullable=False),  # the claim that is the login here
)

# The receipt of a machine's last batch: a repeated batch gets it again instead of being judged twice.
MASKINE = Table(
    "maskine",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("bruger", BigInteger, nullable=False),
    Column("batch", BigInteger, nullable=False),
    Column("batch_hash", Text, nullable=False),
    Column("kvittering", LargeBinary, nullable=False),
)

# Which scopes a user may see: sager, their borgere, the team's, the kommune's and the user's own. ``fra_seq`` is the
# feed number of the grant: a machine whose cursor lies before it has none of the scope's rows. ``til`` is the last day
# of a holiday cover. An ended grant keeps its line: ``slut_seq`` tells machines that they must let go of the scope.
ADGANG = Table(
    "adgang",
    METADATA,
    Column("bruger", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("fra_seq", BigInteger, nullable=False, server_default="0"),
    Column("til", Text),
    Column("slut_seq", BigInteger),
    Column("slut", Text),
    Column("grund", Text),
)

# One line a push: who, from where and when. ``mark`` is random: it tells this history from one after a restore.
# ``scopes``: the JSON list of those in which it set anything; none where that is not known or they are many.
PUSH = Table(
    "push",
    METADATA,
    Column("kommune", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", Text, nullable=False),
    Column("bruger", BigInteger, nullable=False),
    Column("maskine", Text, nullable=False),
    Column("modtaget", Text, nullable=False),
    Column("sendt", Text, nullable=False),  # by the sending machine's own clock
    Column("scopes", Text),
)

# The field lists that rows are written in; a newer client's longer list becomes a line here.
LAYOUT = Table(
    "layout",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # derived from the list itself
    Column("tabel", Text, nullable=False),
    Column("felter", Text, nullable=False),  # names, comma between
)

# A row as it stands. ``foedt`` is the feed number of its birth; ``revs`` the JSON {field: feed number} of fields set
# since; ``seq`` the highest of all.
RAEKKE = Table(
    "raekke",
    METADATA,
    Column("kommune", BigInteger, primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("foedt", BigInteger, nullable=False),
    Column("layout", BigInteger, nullable=False),
    Column("felter", Text, nullable=False),  # JSON array, in the layout's order
    Column("revs", Text),
    Index("raekke_scope", "scope", "seq"),
)

# Append-only. A birth needs no line: its values are the oldest ``foer``, or what the row still holds; who and when
# stand in ``push``.
HISTORIK = Table(
    "historik",
    METADATA,
    Column("kommune", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("raekke", BigInteger, primary_key=True, autoincrement=False),
    Column("felt", Text, primary_key=True),
    Column("foer", Text, nullable=False),  # JSON
    Column("efter", Text, nullable=False),  # JSON
    Column("hvornaar", Text, nullable=False),  # by the sending machine's own clock
    Index("historik_raekke", "kommune", "raekke", "seq"),
)

# The audit log (``audit``). A line that was erased has kept its ``hash`` and its place in the chain.
HAENDELSE = Table(
    "haendelse",
    METADATA,
    Column("kommune", BigInteger, primary_key=True, autoincrement=False),
    Column("nr", BigInteger, primary_key=True, autoincrement=False),
    Column("bruger", BigInteger, nullable=False),
    Column("maskine", Text, nullable=False),
    Column("art", Text, nullable=False),
    Column("scope", BigInteger, nullable=False),
    Column("detalje", Text),
    Column("hvornaar", Text, nullable=False),  # by the clock of who did it
    Column("modtaget", Text, nullable=False),
    Column("salt", Text),
    Column("hash", Text, nullable=False),
    Column("kaede", Text, nullable=False),
    Index("haendelse_scope", "kommune", "scope", "nr"),
)
