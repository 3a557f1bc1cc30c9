"""What this machine can tell of a field's history by itself, net or not."""

from dataclasses import dataclass, replace

from konsulent_app.services.context import Context
from konsulent_app.services.feltord import FeltOrd, read_feltord
from konsulent_app.store.database import Tx
from konsulent_app.store.historik import Usendt, VedSiden, read_usendt, read_ved_siden
from konsulent_core.merge import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lokalt:
    """``usendt`` newest first; ``ved_siden`` are values that never became the field's."""

    ord: FeltOrd
    usendt: tuple[Usendt, ...]
    ved_siden: tuple[VedSiden, ...]


def read_lokalt(tx: Tx, context: Context, tabel: str, raekke: int, felter: tuple[str, ...]) -> Lokalt:
    """Of these fields of the row alone, and of its removal."""
    told = {*felter, "slettet"}

    def only(values: dict[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in values.items() if name in told}

    usendt = (replace(one, foer=only(one.foer), efter=only(one.efter)) for one in read_usendt(tx, tabel, raekke))
    beside = (replace(one, efter=only(one.efter)) for one in read_ved_siden(tx, tabel, raekke))
    return Lokalt(
        ord=read_feltord(tx, context, tabel, raekke, felter),
        usendt=tuple(one for one in usendt if _says(one)),
        ved_siden=tuple(one for one in beside if any(v is not None for n, v in one.efter.items() if n != "slettet")),
    )


def _says(one: Usendt) -> bool:
    if not one.foer:
        return any(value for value in one.efter.values())
    return any(one.efter.get(name) != value for name, value in one.foer.items())
