"""Step 1 of a new praktik: the workplace, found by name, place, branche or CVR, or among those that could fit."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.store.praktik import NyPraktikBlad, VirksomhedValg
from konsulent_app.ui.pages.match_grunde import FORKLARING, add_grunde
from konsulent_app.ui.pages.ny_praktik_trin import Put, TrinKort
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.search import SearchField
from konsulent_core.match import StedForslag
from konsulent_core.praktik_udkast import PraktikUdkast, UdkastTrin
from konsulent_core.soegning import holds

_HITS = 5
_FITS = 3  # places that could fit; the rest are asked for
INGEN = "Ingen virksomhed passer til det, du har skrevet."


class VirksomhedTrin(TrinKort):
    """Enter takes the first hit; the chosen one stays in sight. A name that nobody has can be made a virksomhed of."""

    wanted_new = Signal(str)
    """the name of a virksomhed that is not in the register"""

    def __init__(self, theme: Theme, put: Put) -> None:
        super().__init__(theme, UdkastTrin.VIRKSOMHED, "Virksomhed", put)
        self._all: tuple[VirksomhedValg, ...] = ()
        self._chosen: int | None = None
        self._rows: list[_Raekke] = []
        self._fitting = self._all_fits = False
        self._search = SearchField(theme, "Søg navn, by, branche eller CVR", "", name="placement_search")
        self._search.setMinimumHeight(theme.px(44))
        self._search.textChanged.connect(self._list)
        self._search.onward.connect(self._take_first)
        self._none = make_label(INGEN, "body2", wrap=True, name="placement_none")
        self._new = Button(theme, "", icon="plus", name="placement_new_company")
        self._new.clicked.connect(lambda: self.wanted_new.emit(self._search.text().strip()))
        self._hits = QVBoxLayout()
        self._hits.setSpacing(6)
        self._fits = QWidget()
        self._fits_rows = QVBoxLayout(self._fits)
        self._fits_rows.setContentsMargins(0, 0, 0, 0)
        self._fits_rows.setSpacing(8)
        self.body.addWidget(self._search)
        self.body.addLayout(self._hits)
        self.body.addWidget(self._fits)
        self.body.addWidget(self._none)
        self.body.addWidget(self._new)

    def show_blad(self, blad: NyPraktikBlad) -> None:
        self._all = blad.virksomheder
        self._show_fits(blad.forslag, blad.borger.fornavn or "borgeren")
        self._list()

    def _show_fits(self, forslag: Sequence[StedForslag], fornavn: str) -> None:
        """Where it could be, with the reasons, until a place is searched for or chosen."""
        clear(self._fits_rows)
        by_id = {valg.id: valg for valg in self._all}
        found = [(by_id[one.sted.virksomhed], one.grunde) for one in forslag if one.sted.virksomhed in by_id]
        self._fitting = bool(found)
        if not found:
            return
        self._fits_rows.addWidget(make_label(f"Steder, der kunne passe {fornavn}", "strong", wrap=True))
        self._fits_rows.addWidget(make_label(FORKLARING, "small", wrap=True))
        for valg, grunde in found[: None if self._all_fits else _FITS]:
            row = _Raekke(self._theme, valg, chosen=False, name=f"placement_fit_{valg.id}")
            row.taken.connect(self._take)
            self._fits_rows.addWidget(row)
            lines = QVBoxLayout()
            lines.setContentsMargins(self._theme.px(12), 0, 0, 4)
            add_grunde(self._theme, lines, grunde)
            self._fits_rows.addLayout(lines)
        if len(found) > _FITS and not self._all_fits:
            more = Button(self._theme, f"Vis alle {len(found)}", kind=Kind.QUIET, height=36, name="placement_fits_all")
            more.clicked.connect(lambda: self._show_all(forslag, fornavn))
            self._fits_rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self, forslag: Sequence[StedForslag], fornavn: str) -> None:
        self._all_fits = True
        self._show_fits(forslag, fornavn)

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        self._chosen = udkast.virksomhed
        self._list()

    def chosen_name(self) -> str:
        """The name of the virksomhed that is chosen, "" for none."""
        return next((v.navn for v in self._all if v.id == self._chosen), "")

    def focus_first(self) -> None:
        self._search.setFocus(Qt.FocusReason.TabFocusReason)

    def _list(self) -> None:
        wanted = self._search.text()
        found = [v for v in self._all if v.id == self._chosen]
        if wanted.strip():
            matching = (v for v in self._all if v.id != self._chosen and holds(_searched(v), wanted))
            found += list(matching)[: _HITS - len(found)]
        for row in self._rows:
            self._hits.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Raekke(self._theme, v, chosen=v.id == self._chosen) for v in found]
        for row in self._rows:
            row.taken.connect(self._take)
            self._hits.addWidget(row)
            row.setVisible(True)
        unknown = bool(wanted.strip()) and not any(v.id != self._chosen for v in found)
        self._none.setVisible(unknown)
        self._fits.setVisible(self._fitting and self._chosen is None and not wanted.strip())
        self._new.setVisible(unknown)
        self._new.set_words("Opret som ny virksomhed", f"Opret {wanted.strip()} som ny virksomhed")

    def _take_first(self) -> None:
        fresh = [row for row in self._rows if row.valg.id != self._chosen]
        if fresh:
            self._take(fresh[0].valg)

    def take_new(self, virksomhed: int, blad: NyPraktikBlad) -> None:
        """The register has it now: it is the chosen one."""
        self._all = blad.virksomheder
        self.take(virksomhed)

    def take(self, virksomhed: int) -> None:
        """As if it were found and pressed; nothing where it is not in the register."""
        found = next((v for v in self._all if v.id == virksomhed), None)
        if found is not None:
            self._take(found)

    def _take(self, valg: VirksomhedValg) -> None:
        self._search.clear()
        self._put(virksomhed=valg.id, kontaktperson=valg.kontaktperson, mentor=valg.mentor)
        self.done.emit()


class _Raekke(PaintedButton):
    """One virksomhed: name, where and how many places, whom one knows there."""

    taken = Signal(object)

    def __init__(self, theme: Theme, valg: VirksomhedValg, *, chosen: bool, name: str = "") -> None:
        super().__init__(theme, name or f"placement_hit_{valg.id}")
        self.valg = valg
        self._sub = under_navn(valg)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setText(valg.navn)
        self.setAccessibleName(f"{valg.navn}, {self._sub}")
        self.setToolTip(self._sub)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.taken.emit(valg))

    def nextCheckState(self) -> None:
        """Nothing: the draft says which one is chosen."""

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(18) + 2 * self.theme.metrics(14).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        on = self.isChecked()
        area = paint.focus_ring(painter, theme, rect) if self.ring else rect
        fill = "accent_soft" if on else "sunken" if self._hover else "surface"
        paint.box(painter, area, fill=theme.color(fill), edge=theme.color("accent" if on else "line"), width=1.5)
        left = theme.px(12)
        paint.icon(painter, theme, "building-2", "accent_ink" if on else "ink2", 20, left, rect.center().y())
        left += theme.px(34)
        wide = rect.width() - left - theme.px(40)
        line = float(theme.metrics(14).height())
        top = (rect.height() - 2 * line) / 2
        ink = theme.color("accent_ink" if on else "ink")
        name = theme.metrics(15, 600).elidedText(self.text(), Qt.TextElideMode.ElideRight, round(wide))
        paint.text(painter, QRectF(left, top, wide, line), name, theme.font(15, 600), ink)
        sub = theme.metrics(13).elidedText(self._sub, Qt.TextElideMode.ElideRight, round(wide))
        paint.text(painter, QRectF(left, top + line, wide, line), sub, theme.font(13), theme.color("ink2"))
        if on:
            paint.icon(painter, theme, "check", "accent_ink", 18, rect.width() - theme.px(30), rect.center().y())
        painter.end()


def under_navn(valg: VirksomhedValg) -> str:
    """»Havnegade 6, Horsens · 1 af 2 pladser ledig · mentor Ida Holm«."""
    place = ", ".join(part for part in (valg.adresse, valg.by) if part)
    free = "" if valg.pladser is None else _free(valg.pladser, valg.i_brug)
    person = f"mentor {valg.mentor_navn}" if valg.mentor_navn else valg.kontakt
    return " · ".join(part for part in (place, valg.branche, free, person) if part)


def _free(places: int, used: int) -> str:
    left = max(0, places - used)
    if left == 0:
        return f"alle {places} pladser er i brug" if places != 1 else "pladsen er i brug"
    return f"{left} af {places} {'plads' if places == 1 else 'pladser'} ledig{'' if left == 1 else 'e'}"


def _searched(valg: VirksomhedValg) -> str:
    return f"{valg.navn} {valg.by} {valg.branche} {valg.cvr} {valg.mentor_navn} {valg.kontakt}"
