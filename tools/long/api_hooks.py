"""What schemathesis cannot read from the document: how our JSON writes a whole number, and how a machine begins."""

from itertools import count

import schemathesis

_machines = count(1)
_PLACE = ("cursor", "page", "answered")


@schemathesis.hook
def map_body(_context: schemathesis.HookContext, body: object) -> object:
    """JSON Schema takes 2.0 for an integer. No client of ours writes one so, and the server takes it for a mistake."""
    return _new_machine(_whole(body))


def _whole(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list) else value


def _new_machine(body: object) -> object:
    """A batch of any number but the next is refused as a whole, and what is in it would never be judged. What is wrong
    in a request stays wrong."""
    if not isinstance(body, dict) or not isinstance(body.get("batch"), dict):
        return body
    if not _is_place(body["batch"].get("number")) or not all(_is_place(body.get(name, 0)) for name in _PLACE):
        return body
    if not all(_is_text(body.get(name, "d")) for name in ("device", "mark", "page_mark")) or not body.get("device"):
        return body
    places = {name: 0 for name in _PLACE if name in body} | {n: "" for n in ("mark", "page_mark") if n in body}
    return {**body, **places, "device": f"m{next(_machines)}", "batch": {**body["batch"], "number": 1}}


def _is_place(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 64 and value.isprintable()
