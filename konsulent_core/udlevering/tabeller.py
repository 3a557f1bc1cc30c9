"""A sag as tables that a Danish spreadsheet opens: a zip with one CSV file a kind of record."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from konsulent_core.entities import ENTITIES, Record, field_names
from konsulent_core.tabel_fil import to_csv
from konsulent_core.udlevering.ord import felt_ord
from konsulent_core.udlevering.sagsfil import HistorikLinje, Sagsfil, is_id
from konsulent_core.udlevering.vaerdi import look_up

_TID = (1980, 1, 1, 0, 0, 0)  # the same content, the same bytes
LAES = "LÆS MIG.txt"


def to_zip(fil: Sagsfil) -> bytes:
    """``LÆS MIG.txt`` and a file a kind. Ids stand beside the names, so that the tables can be joined again. The same
    content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in _files(fil):
            info = zipfile.ZipInfo(name, _TID)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            packed.writestr(info, data)
    return out.getvalue()


def _files(fil: Sagsfil) -> Iterable[tuple[str, bytes]]:
    kinds = [entity for entity in ENTITIES if any(isinstance(post, entity) for post in fil.poster)]
    yield LAES, _laes_mig(fil, [entity.tabel for entity in kinds]).encode("utf-8-sig")
    navne = look_up(fil)
    for entity in kinds:
        felter = field_names(entity)
        head = ["Id"] + [word for felt in felter for word in _heads(entity, felt)]
        lines = [head]
        for post in fil.af_art(entity):
            line = [_mark(post.id)]
            for felt in felter:
                value = getattr(post, felt)
                line += ["" if value is None else _mark(value)] if is_id(entity.tabel, felt) else []
                line.append(navne.vaerdi(post, felt))
            lines.append(line)
        yield f"{entity.tabel}.csv", to_csv(lines)
    if fil.historik.linjer:
        yield "historik.csv", to_csv([_HISTORIK, *map(_historik, fil.historik.linjer)])
    if fil.lokalt:
        told = [[one.tabel, _mark(one.raekke), one.stand, _told(one.foer), _told(one.efter), one.hvornaar]
                for one in fil.lokalt]  # fmt: skip
        yield "ikke_sendt.csv", to_csv([["Tabel", "Id", "Hvad der sker", "Før", "Efter", "Hvornår"], *told])
    if fil.begyndt:
        yield "begyndt.csv", to_csv([["Hvad", "Indhold"], *([one.art, one.indhold] for one in fil.begyndt)])
    if fil.haendelser:
        yield (
            "haendelser.csv",
            to_csv([["Hvornår", "Hvad", "Kontrolsum"], *([h.hvornaar, h.art, h.detalje] for h in fil.haendelser)]),
        )


_HISTORIK = ["Tabel", "Id", "Felt", "Før", "Efter", "Hvem", "Skrevet", "Modtaget"]


def _historik(one: HistorikLinje) -> list[str]:
    pointer = is_id(one.tabel, one.felt)
    values = ["" if v is None else _mark(v) if pointer else str(v) for v in (one.foer, one.efter)]
    return [one.tabel, _mark(one.raekke), felt_ord(one.tabel, one.felt), *values, one.hvem, one.hvornaar, one.modtaget]


def _mark(raekke: object) -> str:
    """A spreadsheet rounds a bare number of 19 digits off, and two rows become one."""
    return f"nr.{raekke}"


def _heads(entity: type[Record], felt: str) -> list[str]:
    word = felt_ord(entity.tabel, felt)
    return [f"{word} (id)", word] if is_id(entity.tabel, felt) else [word]


def _told(values: object) -> str:
    return "" if not values else ", ".join(f"{name}: {value}" for name, value in dict(values).items())  # type: ignore[call-overload]  # a mapping


def _laes_mig(fil: Sagsfil, tabeller: Sequence[str]) -> str:
    lines = [
        "Oplysninger fra konsulent_app",
        f"Lavet {fil.dannet} (UTC) af {fil.af}, {fil.kommune}.",
        "",
        "Hver fil er en tabel: åbn den i et regneark. Kolonnen Id og de kolonner, der hedder (id), siger, hvilke",
        "rækker der hører sammen. Tekst, der begynder som en formel, har en apostrof foran.",
        "",
        *(f"{tabel}.csv" for tabel in tabeller),
    ]
    if fil.historik.besked:
        lines += ["", fil.historik.besked]
    return "\r\n".join(lines) + "\r\n"
