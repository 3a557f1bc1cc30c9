"""What an administrator does to somebody's way in: a password given anew, a login let go, an end to all sessions."""

from dataclasses import dataclass

from sqlalchemy import Engine, text

from konsulent_core.clock import Clock, to_text
from konsulent_server.database import writing
from konsulent_server.lockout import Lockout
from konsulent_server.passwords import Passwords
from konsulent_server.sessions import close_families


@dataclass(frozen=True, slots=True)
class Accounts:
    """Each gives False where there is no such login."""

    engine: Engine
    clock: Clock
    passwords: Passwords
    lockout: Lockout

    def reset_password(self, login: str, password: str) -> bool:
        """A password for once: the next log-in asks for another. All sessions of the person end."""
        code = self.passwords.make(password)
        with writing(self.engine) as conn:
            user = conn.execute(text("SELECT id FROM bruger WHERE login=:l"), {"l": login}).scalar()
            if user is None:
                return False
            sql = "UPDATE bruger SET kode=:p, skal_skifte=1 WHERE id=:i"
            conn.execute(text(sql), {"p": code, "i": user})
            close_families(conn, to_text(self.clock()), "ny adgangskode", bruger=user)
        self.lockout.release(login)
        return True
