"""What server and machine do not agree on: konflikter of every kind, and changes of every kind that were refused."""

import json
from collections.abc import Mapping
from datetime import timedelta

from konsulent_app.store import meta, rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import BY_TABEL, Aftale, Besoeg, Konflikt, Record, Udsagn, field_names
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from tools.shot_sager import KATRINE, NU, sag_id

LAAST, AABENT = 20_206, 20_299  # Katrine's last besøg, and one that is open
FIRMA = 4_002
_LANG = (
    "Lone fortæller, at Katrine møder stabilt om mandagen og onsdagen, men at torsdagen er svær, fordi der kommer "
    "varer fra kl. 7, og der er uro i hele hallen. De har prøvet at lade hende begynde en time senere; det hjalp to "
    "uger, og så kom der en ny vikar. "
)


def add_many(tx: Tx) -> None:
    """Twenty: long texts, levels, days, groups, one on a deleted row, one whose row is gone, one that is locked."""
    _open_besoeg(tx)
    _save(tx, Udsagn, 8_201, KATRINE, besoeg=AABENT, felt="hvordan.note", stemme="konsulent", tekst=_LANG + "Aftalt.")
    _add(tx, 1, "udsagn", 8_201, {"tekst": _LANG}, {"tekst": _LANG * 2 + "Prøver igen."}, {"tekst": _LANG + "Aftalt."})
    level: dict[str, Value] = {"trin": 3, "retning": None, "ikke_droeftet": 0}
    _save(tx, Besoeg, AABENT, KATRINE, naeste_dato="2026-03-26")
    row = derived_id("vurdering", AABENT, "samarbejde", "konsulent")
    rows.save(tx, *_vurdering(row, "samarbejde", 4), NU)
    _add(tx, 2, "vurdering", row, level, {**level, "trin": 2}, {**level, "trin": 4})
    dates: dict[str, Value] = {"naeste_dato": "2026-03-26", "naeste_tid": None, "naeste_grund": None}
    none: dict[str, Value] = {"naeste_dato": None, "naeste_tid": None, "naeste_grund": "Katrine er indlagt"}
    _add(tx, 3, "besoeg", AABENT, {}, none, dates)
    _save(tx, Udsagn, 8_202, KATRINE, besoeg=AABENT, felt="fremmoede.note", stemme="borger", tekst="x", slettet=1)
    _add(tx, 4, "udsagn", 8_202, {"tekst": "x", "slettet": 0}, {"tekst": "Jeg vil gerne prøve.", "slettet": 0},
         {"tekst": "x", "slettet": 1})  # fmt: skip
    _add(tx, 5, "udsagn", 8_999, {"tekst": "a"}, {"tekst": "Min tekst"}, {"tekst": "Serverens tekst"})
    _add(tx, 6, "vurdering", derived_id("vurdering", LAAST, "selvstaendighed", "konsulent"), level,
         {**level, "retning": "lidt_frem"}, {**level, "trin": 4})  # fmt: skip
    _add(tx, 7, "virksomhed", FIRMA, {"kultur": ""}, {"kultur": "Fast makker."}, {"kultur": "Der er larm."}, scope=1)
    _add(tx, 8, "praktik", 3_002, {"start": "2025-03-04", "slut": None}, {"start": "2025-03-04", "slut": "2026-06-30"},
         {"start": "2025-03-04", "slut": "2026-09-30"})  # fmt: skip
    for number in range(9, 21):
        _save(tx, Aftale, 8_300 + number, KATRINE, besoeg=AABENT, hvad=f"Aftale {number}", orden=str(number))
        _add(tx, number, "aftale", 8_300 + number, {"hvad": "a"}, {"hvad": f"Min aftale {number}"},
             {"hvad": f"Aftale {number}"})  # fmt: skip
    tx.conn.exec_driver_sql("DELETE FROM outbox")


def add_refused(tx: Tx) -> None:
    """One of each kind, and the receipt they came with."""
    _open_besoeg(tx)
    _save(tx, Udsagn, 8_201, KATRINE, besoeg=AABENT, felt="hvordan.note", stemme="konsulent", tekst="Det går godt.")
    _refuse(tx, Udsagn, 8_201, KATRINE, {"tekst": _LANG.strip()}, "Du har ikke adgang til sagen længere.")
    row = derived_id("vurdering", LAAST, "selvstaendighed", "konsulent")
    _refuse(tx, "vurdering", row, KATRINE, {"trin": 4}, "Besøget er afsluttet. Lav en rettelse i stedet.")
    _refuse(tx, Udsagn, 5_301, KATRINE, {"tekst": "Plukker nu også de tunge ordrer."},
            "Besøget er afsluttet. Lav en rettelse i stedet.")  # fmt: skip
    whole = dict.fromkeys(field_names(Aftale)) | {
        "slettet": 0,
        "hvad": "Prøve truck",
        "part": "borger",
        "person": "Per",
    }
    _refuse(tx, Aftale, 8_400, sag_id(1), whole, "Du har ikke adgang til sagen længere.")
    _refuse(tx, Konflikt, 8_101, KATRINE, {"tilstand": "loest", "valgt": "min"},
            "Konflikten er ændret, siden du valgte. Se den igen.")  # fmt: skip
    _refuse(tx, Udsagn, 8_888, KATRINE, {"tekst": "Skrevet i en sag, der er givet videre."},
            "Du har ikke adgang til sagen længere.")  # fmt: skip
    receipt = {"at": to_text(NU - timedelta(minutes=9)), "ialt": 14, "konflikter": 1, "forslag": 1, "afvist": 2}
    meta.put(tx, "kvittering", json.dumps(receipt))
    tx.conn.exec_driver_sql("DELETE FROM outbox WHERE tabel<>'besoeg'")


def _open_besoeg(tx: Tx) -> None:
    _save(tx, Besoeg, AABENT, KATRINE, praktik=3_002, type="opfoelgning", skema="opfoelgning.v1", nummer=7,
          tidspunkt=to_text(NU), tilstand="kladde")  # fmt: skip


def _vurdering(row: int, dimension: str, trin: int) -> tuple[type[Record], int, int, dict[str, Value]]:
    from_besoeg: dict[str, Value] = {"besoeg": AABENT, "dimension": dimension, "stemme": "konsulent", "trin": trin}
    return _entity("vurdering"), row, KATRINE, from_besoeg


def _entity(tabel: str) -> type[Record]:
    return BY_TABEL[tabel]


def _save(tx: Tx, entity: type[Record], row: int, scope: int, **values: Value) -> None:
    rows.save(tx, entity, row, scope, values, NU)


def _add(
    tx: Tx, number: int, tabel: str, raekke: int, foer: dict[str, Value], mine: dict[str, Value],
    server: dict[str, Value], *, scope: int = KATRINE,
) -> None:  # fmt: skip
    _save(tx, Konflikt, 8_500 + number, scope, tabelnavn=tabel, raekke=raekke, foer=json.dumps(foer),
          min=json.dumps(mine), server=json.dumps(server), min_hvem="Mette Krogh",
          server_hvem="Anders Lund, sagsbehandler", min_hvornaar="2026-03-12T07:58:00.000Z",
          server_hvornaar="2026-03-12T08:20:00.000Z", tilstand="aaben")  # fmt: skip


def _refuse(
    tx: Tx, entity: type[Record] | str, raekke: int, scope: int, felter: Mapping[str, Value], grund: str
) -> None:
    tabel = entity if isinstance(entity, str) else entity.tabel
    tx.conn.exec_driver_sql(
        "INSERT INTO karantaene (tabel,raekke,scope,felter,grund,hvornaar) VALUES (?,?,?,?,?,?)",
        (tabel, raekke, scope, json.dumps(dict(felter), ensure_ascii=False), grund, to_text(NU - timedelta(hours=2))),
    )
