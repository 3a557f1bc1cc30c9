"""What a page around a paper is handed: the finished paper, its pages as pictures, and who makes them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtGui import QImage

from konsulent_app.ui.pages.papir_ord import KAN_IKKE_LAEGGES_OP
from konsulent_core.errors import BugError, KonsulentError
from konsulent_core.overfoersel.byg import Overfoersel
from konsulent_core.papirer import PapirArt

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Billede:
    """A page as a picture: rows of RGB."""

    width: int
    height: int
    stride: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Stribe:
    """Some rows of a page, from ``top`` on, of ``af`` in all."""

    billede: Billede
    top: int
    af: int


@dataclass(frozen=True, slots=True)
class Papir:
    """A finished paper: its bytes, a neutral file name and its pages as pictures."""

    pdf: bytes
    filnavn: str
    sider: tuple[Billede, ...]


MakePapir = Callable[[int, PapirArt, int], Papir]  # (besøg, kind, width in px) → the paper; runs off the UI thread
MakeStribe = Callable[[bytes, int, int, int], Stribe]
"""(PDF, page from 0, dots per inch, the first row) → a part of the page; off the UI thread"""
MakeTekst = Callable[[int, str], Overfoersel]  # (besøg, key of a target) → its text; off the UI thread


class Papirmager(Protocol):
    """Makes what can be had of a locked besøg. All but the properties run off the UI thread and raise ``UserError``
    when the besøg is not on this machine."""

    @property
    def arter(self) -> frozenset[PapirArt]:
        """The kinds it can make."""

    @property
    def kan_billede(self) -> bool:
        """Whether it can make the borger's sheet as a picture."""

    def papir(self, besoeg: int, art: PapirArt, width: int) -> Papir:
        """The paper with its pages ``width`` px wide."""

    def stribe(self, pdf: bytes, nummer: int, dpi: int, top: int) -> Stribe:
        """A part of a page of a finished PDF, the first is 0, as sharp as a printer prints."""

    def billede(self, besoeg: int) -> bytes:
        """The borger's sheet as PNG, to send."""

    def overfoersel(self, besoeg: int, maal: str) -> Overfoersel:
        """The text for a target."""


class CannotShow(BugError):
    """A paper that broke while it was made."""

    def __init__(self) -> None:
        super().__init__(KAN_IKKE_LAEGGES_OP)


def expected(job: Callable[[], T]) -> T:
    """What ``job`` gives; an error nobody foresaw is ours, and comes back to the page as one it can show."""
    try:
        return job()
    except KonsulentError:
        raise
    except Exception as error:
        raise CannotShow from error


def as_image(side: Billede) -> QImage:
    """The picture with bytes of its own."""
    return QImage(side.rgb, side.width, side.height, side.stride, QImage.Format.Format_RGB888).copy()
