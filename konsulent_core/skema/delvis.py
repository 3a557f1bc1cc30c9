"""Reads what can be read of a skema that is not all right here: one from a newer app must not hide a besøg."""

import copy
import re
from dataclasses import replace
from typing import Any

from konsulent_core.skema.grammar import Skema
from konsulent_core.skema.load import parse_toml, read_skema
from konsulent_core.skema.reader import SkemaFejl

_STI = re.compile(r"(punkt|dimension)\[(\d+)\](?:\.felt\[(\d+)\])?(?:\.(\w+))?")
_PUNKT = frozenset({"noegle", "titel", "spoergsmaal", "spoergsmaal_du", "felt"})


def read_partly(text: str, filename: str) -> Skema | None:
    """The skema without the parts that cannot be read, which ``Skema.ulaest`` names; None where too little is left."""
    try:
        data: dict[str, Any] = copy.deepcopy(parse_toml(text, filename))
    except SkemaFejl:
        return None
    left_out: list[str] = []
    complete = True
    while True:
        try:
            skema = read_skema(data, filename, complete=complete)
        except SkemaFejl as error:
            left_out.append(str(error))
            if error.sti == "punkt" and complete:
                complete = False  # it asks for no next besøg; what it does ask can be shown
            elif not _leave_out(data, error.sti):
                return None
        else:
            return replace(skema, ulaest=tuple(left_out))


def _leave_out(data: dict[str, Any], sti: str) -> bool:
    """Takes the smallest part away that the path lies in, and that can be missing; False where there is none.

    A felt goes as a whole, for a key that is not known may be what narrows who sees it.
    """
    found = _STI.match(sti)
    if found is None:
        key = sti.partition(".")[0].partition("[")[0]
        if key in ("", "id", "version", "titel", "besoeg_type", "punkt"):
            return False
        return data.pop(key, None) is not None
    kind, place, felt, key = found[1], int(found[2]) - 1, found[3], found[4]
    parts = data[kind]
    if felt is not None:
        del parts[place]["felt"][int(felt) - 1]
        return True
    if kind == "punkt" and isinstance(parts[place], dict) and key and key not in _PUNKT:
        del parts[place][key]
        return True
    del parts[place]
    return bool(parts) or kind != "punkt"
