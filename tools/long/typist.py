"""Someone who types a visit as fast as the store takes it, and keeps a journal of what was said to be saved."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Bruger, Context
from konsulent_app.store import rows
from konsulent_app.store.database import Database, Tx
from konsulent_core.clock import system_clock
from konsulent_core.entities import BY_TABEL
from konsulent_core.ids import Entropy, derived_id
from konsulent_core.merge import Value
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.words import Part, Retning, Stemme

SKEMAER = Path(__file__).resolve().parents[2] / "resources" / "skemaer"
WORDS = ("knæet", "gør ondt", "om morgenen", "men ikke", "efter pausen", "og hun", "vil gerne", "prøve", "torsdag")

Field = tuple[str, int, str]  # table, row, field


@dataclass(frozen=True, slots=True)
class Keystroke:
    """One save: the fields it sets, and the verb that does it."""

    values: Mapping[Field, Value]
    act: Callable[[Tx], object]


@dataclass(frozen=True, slots=True)
class Told:
    """What the journal says: ``saved`` was acknowledged; ``hanging`` was begun when the process ended.

    A save that hung when an earlier process ended may have arrived or not: then two values are right.
    """

    saved: Mapping[Field, tuple[Value, ...]]
    hanging: Mapping[Field, Value]
    saves: int
    ready: bool


class Journal:
    """Lines in a file, each written at once: they outlive the process, if not the machine."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def ready(self) -> None:
        os.write(self._file, b'"klar"\n')

    def begin(self, values: Mapping[Field, Value]) -> None:
        line = json.dumps([[*field, value] for field, value in values.items()])
        os.write(self._file, f"{line}\n".encode())

    def saved(self) -> None:
        os.write(self._file, b'"Gemt"\n')


def read_journal(path: Path) -> Told:
    saved: dict[Field, tuple[Value, ...]] = {}
    hanging: dict[Field, Value] = {}
    saves, ready = 0, False
    lines = path.read_text().splitlines() if path.exists() else []
    for line in lines:
        entry = json.loads(line)
        if entry == "klar":
            ready = True
            saved.update({field: (*saved.get(field, (None,)), value) for field, value in hanging.items()})
            hanging = {}
        elif entry == "Gemt":
            saved.update({field: (value,) for field, value in hanging.items()})
            hanging = {}
            saves += 1
        else:
            hanging = {(table, row, field): value for table, row, field, value in entry}
    return Told(saved, hanging, saves, ready)


def context_of(entropy: Entropy, number: int = 1, kommune: int = 2) -> Context:
    bruger = Bruger(nummer=number, navn="Karen", kommune=kommune, kommune_navn="Prøvekøbing")
    skemaer = parse_skemaer({path.name: path.read_text(encoding="utf-8") for path in SKEMAER.glob("*.toml")})
    return Context(clock=system_clock, entropy=entropy, bruger=bruger, skemaer=skemaer)


class Typist:
    """Goes on with the sag's open besøg, or opens one, and types into it until stopped."""

    def __init__(self, database: Database, context: Context, sag: int, journal: Journal, random: Random) -> None:
        self._database = database
        self._context = context
        self._journal = journal
        self._random = random
        with database.writing() as tx:
            self._besoeg = verbs.open_besoeg(tx, context, sag, None)

    def type_one(self) -> None:
        key = self._next()
        self._journal.begin(key.values)
        with self._database.writing() as tx:
            key.act(tx)
        self._journal.saved()

    def _next(self) -> Keystroke:
        return self._random.choice(
            (self._note, self._note, self._udsagn, self._vurdering, self._naeste, self._aftale)
        )()

    def _words(self) -> str:
        return " ".join(self._random.choices(WORDS, k=self._random.randint(1, 60)))

    def _note(self) -> Keystroke:
        felt, text = f"note{self._random.randrange(4)}", self._words()
        row = derived_id("svar", self._besoeg, felt, Stemme.KONSULENT.value)
        return Keystroke(
            {("svar", row, "vaerdi"): text},
            lambda tx: verbs.save_svar(tx, self._context, self._besoeg, felt, text),
        )

    def _udsagn(self) -> Keystroke:
        number, text = self._random.randrange(1, 12), self._words()
        row = derived_id("kill-udsagn", self._besoeg, number)
        values: dict[Field, Value] = {("udsagn", row, "tekst"): text, ("udsagn", row, "orden"): str(number)}
        return Keystroke(
            values,
            lambda tx: verbs.save_udsagn(
                tx, self._context, self._besoeg, row, "helbred", Stemme.BORGER, "Anna", text, str(number)
            ),
        )

    def _vurdering(self) -> Keystroke:
        dimension = f"d{self._random.randrange(5)}"
        trin, retning = self._random.randint(1, 5), self._random.choice(list(Retning))
        row = derived_id("vurdering", self._besoeg, dimension, Stemme.BORGER.value)
        values: dict[Field, Value] = {("vurdering", row, "trin"): trin, ("vurdering", row, "retning"): retning.value}
        return Keystroke(
            values,
            lambda tx: verbs.save_vurdering(
                tx, self._context, self._besoeg, dimension, Stemme.BORGER, trin, retning, ikke_droeftet=False
            ),
        )

    def _naeste(self) -> Keystroke:
        why = self._words()
        return Keystroke(
            {("besoeg", self._besoeg, "naeste_grund"): why},
            lambda tx: verbs.save_naeste(tx, self._context, self._besoeg, None, None, why),
        )

    def _aftale(self) -> Keystroke:
        number, text = self._random.randrange(1, 5), self._words()
        row = derived_id("kill-aftale", self._besoeg, number)
        values: dict[Field, Value] = {("aftale", row, "hvad"): text, ("aftale", row, "person"): "Bo"}
        return Keystroke(
            values,
            lambda tx: aftale_verbs.save_aftale(
                tx, self._context, self._besoeg, row, text, Part.BORGER, "Bo", date(2026, 4, 1), str(number)
            ),
        )


def missing(database: Database, told: Told) -> list[str]:
    """What was acknowledged and is not there: each a sentence. A hanging save must be there wholly or not at all."""
    wrong = []
    with database.reading() as tx:
        found = {field: _value(tx, field) for field in (*told.saved, *told.hanging)}
    arrived = bool(told.hanging) and all(found[field] == value for field, value in told.hanging.items())
    for field, values in told.saved.items():
        wanted = (told.hanging[field],) if arrived and field in told.hanging else values
        if found[field] not in wanted:
            wrong.append(f"{field}: saved {wanted!r}, found {found[field]!r}")
    if told.hanging and not arrived:
        wrong += [
            f"{field}: half a save"
            for field, value in told.hanging.items()
            if field not in told.saved and found[field] == value and value is not None
        ]
    return wrong


def _value(tx: Tx, field: Field) -> Value:
    table, row, name = field
    found = rows.get(tx, BY_TABEL[table], row)
    value: Value = None if found is None else getattr(found, name)
    return value
