"""A sag of another kommune under ids of this one: the same file gives the same ids, so that twice makes no double."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from konsulent_core.entities import BY_TABEL, Borger, Kontaktperson, Record, Sag, Scope, Virksomhed
from konsulent_core.ids import derived_id
from konsulent_core.udlevering.felter import HVILKEN, JSON_FELTER, pointer, points_at

# What the id of a row may have been made of, beside the record's own key: then it is made the same way here.
_AF: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "timer": (("besoeg",),),
    "rapport": (("scope",),),
    "journalisering": (("besoeg", "maal"),),
}
_FORMAAL = "overtaget"

Sted = tuple[str, int]
"""A row by table and id."""


def new_id(kommune: int, tabel: str, raekke: int) -> int:
    """The id here of a row with a random id there. Not the old one: a sag that comes home again meets its own rows."""
    return derived_id(_FORMAAL, kommune, tabel, raekke)


def renumber(poster: Iterable[Record], kommune: int, kendte: Mapping[Sted, int]) -> tuple[Record, ...]:
    """The records with ids and scopes of this ``kommune``; ``kendte`` are rows of the file that are here under an id.

    A pointer at a row that is not among them points at nothing.
    """
    return _Renumber(tuple(poster), kommune, kendte).run()


class _Renumber:
    def __init__(self, poster: Sequence[Record], kommune: int, kendte: Mapping[Sted, int]) -> None:
        self._poster, self._kommune = poster, kommune
        self._ids: dict[Sted, int] = dict(kendte)
        self._scopes: dict[int, int] = {}

    def run(self) -> tuple[Record, ...]:
        for post in self._poster:
            if isinstance(post, Sag | Borger):
                number = self._ids.setdefault((post.tabel, post.id), new_id(self._kommune, post.tabel, post.id))
                self._scopes[post.id] = number
        # A row's id may be made of ids of others: those that point at nothing come first.
        for post in sorted(self._poster, key=lambda one: self._depth(one.tabel)):
            key = (post.tabel, post.id)
            if key not in self._ids:
                self._ids[key] = self._made(post)
        return tuple(self._moved(post) for post in self._poster)

    def _depth(self, tabel: str) -> int:
        entity = BY_TABEL[tabel]
        keys = [*entity.noegle, *(name for names in _AF.get(tabel, ()) for name in names)]
        below = [pointer(tabel, name) for name in keys]
        return 1 + max((self._depth(one) for one in below if one is not None), default=0)

    def _made(self, post: Record) -> int:
        for names in (type(post).noegle, *_AF.get(post.tabel, ())):
            if names and post.id == derived_id(post.tabel, *(self._old(post, name) for name in names)):
                return derived_id(post.tabel, *(self._new(post, name) for name in names))
        return new_id(self._kommune, post.tabel, post.id)

    def _old(self, post: Record, name: str) -> int | str:
        value = getattr(post, name)
        return value if isinstance(value, int | str) else ""

    def _new(self, post: Record, name: str) -> int | str:
        if name == "scope":
            return self._scope(post)
        value = self._old(post, name)
        target = points_at(post, name)
        return self._ids.get((target, value), 0) if target is not None and isinstance(value, int) else value

    def _scope(self, post: Record) -> int:
        if type(post).scope_art is Scope.KOMMUNE:
            return self._kommune
        return self._scopes.get(post.scope, post.scope)

    def _moved(self, post: Record) -> Record:
        told: dict[str, Any] = {"id": self._ids[post.tabel, post.id], "scope": self._scope(post)}
        for one in fields(post):
            if one.name in told:
                continue
            value = getattr(post, one.name)
            target = points_at(post, one.name)
            if one.name in JSON_FELTER.get(post.tabel, ()) and isinstance(value, str):
                told[one.name] = self._json(getattr(post, "tabelnavn", None) or "", value)
            elif target is not None and isinstance(value, int):
                told[one.name] = self._ids.get((target, value))
        return replace(post, **told)

    def _json(self, tabel: str, text: str) -> str:
        told = json.loads(text)
        for name, value in told.items():
            target = None if name == HVILKEN else pointer(tabel, name)
            if target is not None and isinstance(value, int):
                told[name] = self._ids.get((target, value))
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


FAELLES = (Virksomhed, Kontaktperson)
"""Kinds that belong to the kommune and may be there already."""
