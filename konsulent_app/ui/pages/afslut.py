"""»Afslut besøg«: what is missing, what was not discussed, the aftaler to read aloud, the paper, and the lock."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.pages.papir_ord import LOOK
from konsulent_app.ui.pages.papir_typer import Papir, as_image
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.dansk import format_dato
from konsulent_core.skema.rules import Bemaerkning

_NARROW = 800  # below it the paper stands under what there is to say, not beside it


class AfslutPage(QWidget):
    """A layer over the visit; Esc and »Tilbage til besøget« leave it and change nothing."""

    back = Signal()
    go_to = Signal(int)  # the punkt to mend something at
    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("end_page")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._left = QVBoxLayout()
        self._left.setSpacing(14)
        self._what = make_label("", "body2", wrap=True, name="end_what")
        self._page = QLabel()
        self._page.setObjectName("end_preview")
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        # A picture has no say in how large the window is.
        self._page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._more = make_label("", "small")
        # All three may see the screen, and the journal's paper says more than the workplace needs to know.
        self._look = Button(theme, LOOK, icon="eye", name="end_look")
        self._look.clicked.connect(self._uncover)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._blocks: list[QWidget] = []
        self._papir: Papir | None = None
        self._confirm = Button(theme, "Afslut og lås besøget", kind=Kind.PRIMARY, icon="lock", name="end_confirm")
        self._confirm.clicked.connect(self.confirmed)
        self._build()

    def _build(self) -> None:
        back = Button(self._theme, "Tilbage til besøget", icon="arrow-left", name="end_back")
        back.clicked.connect(self.back)
        column = QWidget()
        column.setProperty("kind", "canvas")
        inner = QVBoxLayout(column)
        inner.setContentsMargins(28, 24, 24, 24)
        inner.setSpacing(14)
        inner.addWidget(make_label("Afslut besøg", "page"))
        inner.addWidget(self._what)
        inner.addLayout(self._left)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(column)
        paper = QWidget()
        paper.setProperty("kind", "canvas")
        right = QVBoxLayout(paper)
        right.setContentsMargins(12, 24, 28, 24)
        right.addWidget(make_label("Papiret til sagens journal", "label"))
        right.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._page, 1)
        right.addWidget(self._more)
        right.addStretch()
        split = self._split
        split.setSpacing(0)
        split.addWidget(scroll, 3)
        split.addWidget(paper, 2)
        foot = QWidget()
        foot.setProperty("kind", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(foot)
        line.setContentsMargins(28, 10, 28, 10)
        line.addWidget(back)
        line.addStretch()
        line.addWidget(self._confirm)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(split, 1)
        outer.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() / self._theme.scale < _NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._split.setDirection(down if narrow else across)
        self._split.setStretch(0, 3)
        self._split.setStretch(1, 0 if narrow and self._page.isHidden() else 2)
        super().resizeEvent(event)

    def show_state(
        self,
        what: str,
        blocking: Sequence[tuple[int, str]],
        remarks: Sequence[Bemaerkning],
        aftaler: Sequence[tuple[str, str, date | None]],
        konflikter: int,
    ) -> None:
        """``what``: »Formøde«, »Afslutning · Nordlager A/S«; ``blocking``: (punkt, sentence) of what must be mended
        first."""
        self._what.setText(what)
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        self._blocks = []
        self._cover()
        self._confirm.setEnabled(not blocking)
        if blocking:
            self._add(self._missing(blocking))
            announce(self, "Der mangler noget, før besøget kan afsluttes.")
        if konflikter:
            words = "1 felt er rettet to steder" if konflikter == 1 else f"{konflikter} felter er rettet to steder"
            self._add(Banner(self._theme, f"{words}. Du kan afslutte nu; papiret siger det.", "info"))
        self._add(self._aloud(aftaler))
        if remarks:
            self._add(self._remarks(remarks))
        if not blocking:
            self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paper(self, papir: Papir) -> None:
        """The first page, as it would print now; it is drawn when it is asked for."""
        self._papir = papir
        if not self._page.isHidden():
            self._draw()

    def _draw(self) -> None:
        papir = self._papir
        if papir is None:
            return
        side = papir.sider[0]
        ratio = self.devicePixelRatioF()
        room = self._page.size() * ratio
        picture = QPixmap.fromImage(as_image(side)).scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(ratio)
        self._page.setPixmap(picture)
        self._page.setAccessibleName(f"Side 1 af {len(papir.sider)}")
        rest = len(papir.sider) - 1
        self._more.setText("" if rest == 0 else f"og {rest} side mere" if rest == 1 else f"og {rest} sider mere")

    def _cover(self) -> None:
        self._look.show()
        self._page.hide()
        self._more.hide()

    def _uncover(self) -> None:
        self._look.hide()
        self._page.show()
        self._more.show()
        if self._papir is not None:
            QTimer.singleShot(0, self._draw)

    def _add(self, block: QWidget) -> None:
        self._blocks.append(block)
        self._left.addWidget(block)

    def _missing(self, blocking: Sequence[tuple[int, str]]) -> Card:
        card = Card(self._theme, name="end_missing")
        card.body.addWidget(make_label("Det mangler, før du kan afslutte", "label"))
        for punkt, words in blocking:
            card.body.addLayout(self._way_to(punkt, words, f"end_missing_{punkt}"))
        return card

    def _way_to(self, punkt: int, words: str, name: str) -> QHBoxLayout:
        """A sentence as long as it needs to be, and a short button to the punkt it is about."""
        button = Button(self._theme, "", icon="arrow-left", name=name)
        button.set_words(f"Punkt {punkt}", f"Gå til punkt {punkt}: {words}")
        button.clicked.connect(lambda: self.go_to.emit(punkt))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(make_label(words, "", wrap=True), 1)
        line.addWidget(button)
        return line

    def _aloud(self, aftaler: Sequence[tuple[str, str, date | None]]) -> Card:
        card = Card(self._theme, name="end_aftaler")
        card.body.addWidget(make_label("Læs aftalerne højt sammen", "label"))
        if not aftaler:
            card.body.addWidget(make_label("Der er ingen nye aftaler.", "body2"))
        for what, who, when in aftaler:
            until = f", senest {format_dato(when)}" if when else ""
            card.body.addWidget(make_label(what, "title", wrap=True))
            card.body.addWidget(make_label(f"{who or 'Ingen er skrevet på'}{until}", "body2"))
        return card

    def _remarks(self, remarks: Sequence[Bemaerkning]) -> Card:
        card = Card(self._theme, name="end_remarks")
        card.body.addWidget(make_label("Værd at se på (du kan afslutte alligevel)", "label"))
        for remark in remarks:
            name = f"end_remark_{remark.punkt}_{remark.art}"
            card.body.addLayout(self._way_to(remark.punkt, remark.tekst, name))
        return card
