"""Makes a kommune with two people in a server's database, by the code of whichever tree of the product it is given.

``python -P net_house_child.py URL``. Nothing but the product is imported here.
"""

import sys

from sqlalchemy import text

from konsulent_server.app import make_services
from konsulent_server.database import open_engine

PASSWORD = "en prøvekode"
PEOPLE = {"mette": "Mette", "soeren": "Søren"}
SAG, BORGER = 1001, 1002


def house(url: str) -> None:
    engine = open_engine(url)
    people = make_services(engine).people
    kommune = people.add_kommune("Åby")
    for login, name in PEOPLE.items():
        number = people.add_user(kommune, login, name, PASSWORD)
        with engine.connect() as conn, conn.begin():
            for scope in (SAG, BORGER):
                conn.execute(text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s)"), {"b": number, "s": scope})
    engine.dispose()


if __name__ == "__main__":
    house(sys.argv[1])
