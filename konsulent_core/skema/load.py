"""Reads a skema from TOML text; what is not exactly right is refused with file and key path (DOMAIN §4)."""

import re
import tomllib
from collections.abc import Iterable, Mapping

from konsulent_core.skema.grammar import (
    GENTAGELIGE,
    MED_AARSAG,
    STEMMER,
    TABEL,
    UDEN_NAESTE,
    Dimension,
    Felt,
    FeltType,
    Punkt,
    Skema,
    Valg,
)
from konsulent_core.skema.reader import FELT_NOEGLE, SkemaFejl, Table
from konsulent_core.words import Audience, BesoegType, Stemme

__all__ = ["SkemaFejl", "ankre", "parse_skema", "parse_skemaer", "parse_toml", "read_skema"]

_LINJE = re.compile(r"\(at line (\d+), column \d+\)")
_TRIN = 5
_SNAEVER = (Audience.ALLE, Audience.BORGER_OG_KOMMUNE, Audience.KOMMUNE, Audience.INTERN)


def parse_skema(text: str, filename: str) -> Skema:
    """The skema in ``text``; ``filename`` is for the errors. Raises SkemaFejl at the first thing wrong."""
    return read_skema(parse_toml(text, filename), filename)


def parse_toml(text: str, filename: str) -> dict[str, object]:
    """What the text says. Raises SkemaFejl with the line that is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # tomllib tells the position only in the words of its message, and not at all for the end of the text
        match = _LINJE.search(str(error))
        linje = int(match.group(1)) if match else text.count("\n") + 1
        raise SkemaFejl(filename, "", f"Filen er ikke TOML: {error}", linje) from None


def read_skema(data: Mapping[str, object], filename: str, *, complete: bool = True) -> Skema:
    """The skema in what TOML text says; ``filename`` is for the errors. Raises SkemaFejl at the first thing wrong.

    ``complete`` False: it need not ask for the next besøg.
    """
    root = Table(filename, "", data)
    id_ = root.noegle("id")
    version = root.take("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise root.fejl("version", "Skal være et helt tal fra 1.")
    titel = root.text("titel")
    besoeg_type = root.enum("besoeg_type", BesoegType)
    dimension_tables = root.tables("dimension") if root.has("dimension") else ()
    dimensioner = tuple(_dimension(table) for table in dimension_tables)
    _unique(dimension_tables, [d.noegle for d in dimensioner])
    punkt_tables = root.tables("punkt")
    felt_paths: list[Table] = []
    punkter = tuple(_punkt(table, nummer, felt_paths) for nummer, table in enumerate(punkt_tables, start=1))
    _unique(punkt_tables, [p.noegle for p in punkter])
    root.done()
    skema = Skema(
        id=id_,
        version=version,
        titel=titel,
        besoeg_type=besoeg_type,
        punkter=punkter,
        dimensioner=dimensioner,
    )
    _check_felter(skema, felt_paths, complete=complete)
    _check_dimensioner(skema, felt_paths, dimension_tables)
    return skema


def parse_skemaer(texts: Mapping[str, str]) -> dict[str, Skema]:
    """File name → text in, ``Skema.key`` → skema out. Raises SkemaFejl, also when two files claim one key."""
    found: dict[str, Skema] = {}
    for filename, text in texts.items():
        skema = parse_skema(text, filename)
        if skema.key in found:
            raise SkemaFejl(filename, "version", f"Der er allerede et skema {skema.key}. Giv et nyt versionsnummer.")
        found[skema.key] = skema
    return found


def ankre(skemaer: Iterable[Skema], dimension: str) -> dict[str, tuple[str, ...]]:
    """``Skema.key`` → the dimension's ``fag`` anchors; where they differ between versions a curve breaks."""
    return {s.key: d.fag for s in skemaer for d in s.dimensioner if d.noegle == dimension}


def _dimension(table: Table) -> Dimension:
    dimension = Dimension(
        noegle=table.noegle("noegle"),
        titel=table.text("titel"),
        fag=_trin(table, "fag"),
        jeg=_trin(table, "jeg"),
        aendret=table.text("aendret") if table.has("aendret") else "",
    )
    table.done()
    return dimension


def _trin(table: Table, key: str) -> tuple[str, str, str, str, str]:
    texts = table.texts(key)
    if len(texts) != _TRIN:
        raise table.fejl(key, f"Skal have {_TRIN} trin, trin 1 først; her er {len(texts)}.")
    return (texts[0], texts[1], texts[2], texts[3], texts[4])


def _punkt(table: Table, nummer: int, felt_paths: list[Table]) -> Punkt:
    noegle = table.noegle("noegle")
    titel = table.text("titel")
    spoergsmaal = _spoergsmaal(table, "spoergsmaal")
    spoergsmaal_du = _spoergsmaal(table, "spoergsmaal_du") if table.has("spoergsmaal_du") else None
    felt_tables = table.tables("felt")
    table.done()
    felt_paths.extend(felt_tables)
    return Punkt(
        nummer=nummer,
        noegle=noegle,
        titel=titel,
        spoergsmaal=spoergsmaal,
        spoergsmaal_du=spoergsmaal_du,
        felter=tuple(_felt(felt) for felt in felt_tables),
    )


def _spoergsmaal(table: Table, key: str) -> str:
    text = table.text(key)
    rest = text.replace("{borger}", "")
    if "{" in rest or "}" in rest:
        raise table.fejl(key, "Kun {borger} kan sættes ind.")
    return text


def _felt(table: Table) -> Felt:
    noegle = table.noegle("noegle", FELT_NOEGLE)
    type_ = table.enum("type", FeltType)
    audience = _audience(table, type_)
    felt = Felt(
        noegle=noegle,
        type=type_,
        titel=table.text("titel"),
        audience=audience,
        hjaelp=table.text("hjaelp") if table.has("hjaelp") else "",
        stemmer=table.enums("stemmer", Stemme) if table.has("stemmer") else STEMMER.get(type_, (Stemme.KONSULENT,)),
        aarsag_audience=_aarsag_audience(table, audience) if type_ in MED_AARSAG else None,
        dimension=table.noegle("dimension") if type_ is FeltType.VURDERING else None,
        valg=_valg(table) if type_ is FeltType.VALG else (),
    )
    table.done()
    return felt


def _audience(table: Table, type_: FeltType) -> Audience:
    audience = table.enum("audience", Audience)
    if type_ is FeltType.INTERN and audience is not Audience.INTERN:
        raise table.fejl("audience", 'Et internt notat skal have audience = "intern".')
    # rows of the typed tables travel with the sag and are read as a whole: an intern one could not be kept
    # apart
    if audience is Audience.INTERN and TABEL[type_] != "svar":
        raise table.fejl("audience", f"Et felt af typen {type_} kan ikke være internt. Brug typen intern.")
    return audience


def _aarsag_audience(table: Table, audience: Audience) -> Audience:
    aarsag = table.enum("aarsag_audience", Audience)
    if aarsag is Audience.INTERN:
        raise table.fejl("aarsag_audience", "En årsag kan ikke være intern. Brug typen intern til egne notater.")
    if _SNAEVER.index(aarsag) < _SNAEVER.index(audience):
        raise table.fejl("aarsag_audience", f"Årsagen må ikke ses af flere end feltet selv ({audience}).")
    return aarsag


def _valg(table: Table) -> tuple[Valg, ...]:
    tables = table.tables("valg")
    valg: list[Valg] = []
    for item in tables:
        valg.append(Valg(noegle=item.noegle("noegle"), titel=item.text("titel")))
        item.done()
    _unique(tables, [v.noegle for v in valg])
    if len(valg) < 2:
        raise table.fejl("valg", "Skal have mindst to muligheder.")
    return tuple(valg)


def _unique(tables: Iterable[Table], noegler: list[str]) -> None:
    seen: set[str] = set()
    for table, noegle in zip(tables, noegler, strict=True):
        if noegle in seen:
            raise table.fejl("noegle", f"»{noegle}« er brugt før.")
        seen.add(noegle)


def _check_felter(skema: Skema, paths: list[Table], *, complete: bool) -> None:
    _unique(paths, [f.noegle for f in skema.felter])
    used: set[FeltType] = set()
    for felt, table in zip(skema.felter, paths, strict=True):
        if felt.type in used and felt.type not in GENTAGELIGE:
            raise table.fejl("type", f"Typen {felt.type} kan kun stå ét sted i et skema.")
        used.add(felt.type)
    if complete and skema.besoeg_type not in UDEN_NAESTE and FeltType.NAESTE_BESOEG not in used:
        hvad = f"Et skema til {skema.besoeg_type} skal have et felt af typen naeste_besoeg."
        raise SkemaFejl(paths[0].fil, "punkt", hvad)


def _check_dimensioner(skema: Skema, paths: list[Table], dimension_tables: tuple[Table, ...]) -> None:
    known = {d.noegle for d in skema.dimensioner}
    used: set[str] = set()
    for felt, table in zip(skema.felter, paths, strict=True):
        if felt.dimension is None:
            continue
        if felt.dimension not in known:
            raise table.fejl("dimension", f"Skemaet har ingen dimension »{felt.dimension}«.")
        if felt.dimension in used:
            raise table.fejl("dimension", f"»{felt.dimension}« bliver allerede vurderet i et andet felt.")
        used.add(felt.dimension)
    for dimension, table in zip(skema.dimensioner, dimension_tables, strict=True):
        if dimension.noegle not in used:
            raise table.fejl("noegle", f"Intet felt bruger dimensionen »{dimension.noegle}«.")
