"""Where a field lies, told by whatever draws it: what its history is asked by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class FeltSted:
    """A row's fields that are shown as one, and what they are called on the page."""

    tabel: str
    raekke: int
    felter: tuple[str, ...]
    titel: str


@runtime_checkable
class HarSted(Protocol):
    """A view or page that knows where what it draws is kept."""

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of the field that ``inner`` is, or is a part of; None where it is none of a row."""


class DeltSkaerm:
    """All at the table look at what is inside: nothing there leads to more than it shows."""


def _holders(widget: QWidget | None) -> Iterator[QWidget]:
    """The widget and what it stands in, from within."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def is_shared(widget: QWidget | None) -> bool:
    """Whether all at the table see it."""
    return any(isinstance(holder, DeltSkaerm) for holder in _holders(widget))


def find_sted(widget: QWidget | None) -> FeltSted | None:
    """The field that the widget belongs to; the nearest view that knows one says it."""
    if widget is None or is_shared(widget):
        return None
    told = (holder.felt_sted(widget) for holder in _holders(widget) if isinstance(holder, HarSted))
    return next((sted for sted in told if sted is not None), None)


def may_have_sted(widget: QWidget) -> bool:
    """Whether the widget is a part of something that knows where its fields are kept, though this one may be none yet:
    a note is a row from its first letter."""
    return not is_shared(widget) and any(isinstance(holder, HarSted) for holder in _holders(widget))


def inside(holder: QWidget, inner: QWidget) -> bool:
    """Whether ``inner`` is ``holder`` or a part of it."""
    return holder is inner or holder.isAncestorOf(inner)
