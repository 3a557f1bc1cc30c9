"""What one server is told: where its database lies and which address it answers on."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``database`` is an SQLAlchemy address: ``sqlite:///file`` for one machine, ``postgresql+psycopg://…`` in
    production."""

    database: str = "sqlite:///konsulent-server.db"
    host: str = "127.0.0.1"
    port: int = 8470

    @classmethod
    def from_environment(cls) -> "Settings":
        """Reads KONSULENT_DATABASE, KONSULENT_HOST and KONSULENT_PORT."""
        given, usual = os.environ, cls()
        return cls(
            database=given.get("KONSULENT_DATABASE", usual.database),
            host=given.get("KONSULENT_HOST", usual.host),
            port=int(given.get("KONSULENT_PORT", usual.port)),
        )
