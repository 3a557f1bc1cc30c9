"""»Historik for feltet«: the sheet over the window that tells who set a field, when, and from what to what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.historik import Lokalt, read_lokalt
from konsulent_app.sync.historik import HentHistorik, HistorikSvar, Udfald
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.pages.historik_ord import INGEN, Fortaeller, HistorikLinje, besked
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label, rule
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError

TITEL = "Historik for feltet"


class HistorikArk(Ark):
    """What waits here stands on top, then what the server tells, page by page. Closed, it holds nothing of it."""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        hent: HentHistorik,
        parent: QWidget,
        under: QWidget,
    ) -> None:
        super().__init__(theme, "history", TITEL, parent, under)
        self.theme, self._work, self._context, self._feedback, self._hent = theme, work, context, feedback, hent
        self._sted: FeltSted | None = None
        self._lokalt: Lokalt | None = None
        self._teller: Fortaeller | None = None
        self._mere: tuple[int, str] | None = None
        self._asked = 0  # an answer to an older question is let go
        self._felt = make_label("", "body2", wrap=True, name="history_field")
        self._said = Banner(theme, "", "info", icon="info", button="Prøv igen", name="history_said")
        self._none = make_label(INGEN, "body2", wrap=True, name="history_none")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._loading = Loading(theme, 2, name="history_loading")
        self._more = Button(theme, "Vis ældre", kind=Kind.QUIET, icon="chevron-down", height=36, name="history_more")
        self.body.addWidget(self._felt)
        self.body.addWidget(self._said)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._none)
        self.body.addWidget(self._loading)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._said.action.connect(self._ask)
        self._more.clicked.connect(self._ask)
        self.closed.connect(self._forget)
        self._show_parts()

    def open_sheet(self, sted: FeltSted) -> None:
        """The history of this field."""
        self._forget()
        self._sted = sted
        self._felt.setText(sted.titel)
        self.show_sheet()
        self._away.setFocus(Qt.FocusReason.PopupFocusReason)
        self._loading.begin()
        self._loading.show()
        # In the writer's line: what was being written when the sheet came is told as well.
        context = self._context
        self._work.write(
            lambda tx: read_lokalt(tx, context, sted.tabel, sted.raekke, sted.felter),
            lambda found: self._show_lokalt(sted, found),
            self._failed,
        )

    def _failed(self, error: KonsulentError) -> None:
        self._loading.end()
        self._loading.hide()
        self._feedback.hear(error)

    def _show_lokalt(self, sted: FeltSted, found: Lokalt) -> None:
        if sted is not self._sted:
            return
        self._lokalt = found
        mig = self._context.bruger.navn
        self._teller = Fortaeller(found.ord, sted.felter, mig, self._context.i_dag())
        lines = [self._teller.usendt(one) for one in found.usendt]
        self._add([*lines, *(self._teller.ved_siden(one) for one in found.ved_siden)])
        self._ask()

    def _ask(self) -> None:
        """The next page, or the same one again after it could not be had."""
        sted, mere = self._sted, self._mere
        if sted is None:
            return
        self._said.hide()
        self._more.hide()
        self._loading.begin()
        self._loading.show()
        self._asked += 1
        turn = self._asked
        felter = (*sted.felter, "slettet")
        self._work.run(
            lambda: self._hent(sted.raekke, felter, mere), lambda svar: self._show_svar(turn, svar), self._failed
        )

    def _show_svar(self, turn: int, svar: HistorikSvar) -> None:
        if turn != self._asked or self._teller is None or self._lokalt is None:
            return
        self._loading.end()
        self._loading.hide()
        words = besked(svar, usendt=bool(self._lokalt.usendt))
        self._said.set_text(words)
        self._said.setVisible(bool(words))
        if svar.udfald is Udfald.HENTET:
            self._add(self._teller.tell(svar))
            self._mere = svar.mere
        self._show_parts()
        self._more.setVisible(self._mere is not None and svar.udfald is Udfald.HENTET)
        self._none.setVisible(not self._rows.count() and svar.udfald is Udfald.HENTET)
        announce(self, words or f"{(self._rows.count() + 1) // 2} ændringer")

    def _show_parts(self) -> None:
        self._none.hide()
        self._more.hide()
        if self._sted is None:
            self._said.hide()
            self._loading.hide()

    def _add(self, lines: Sequence[HistorikLinje]) -> None:
        for line in lines:
            if self._rows.count():
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))

    def _row(self, line: HistorikLinje) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QWidget()
        parts = FlowLayout(head, gap=10, line_gap=4)
        parts.addWidget(make_label("  ·  ".join(part for part in (line.naar, line.hvem) if part), "strong"))
        if line.maerke:
            parts.addWidget(Badge(self.theme, line.maerke, Tone.INFO))
        column.addWidget(head)
        column.addWidget(make_label(line.tekst, wrap=True))
        if line.note:
            foot = QHBoxLayout()
            foot.addWidget(make_label(line.note, "small", wrap=True))
            column.addLayout(foot)
        holder.setAccessibleName(" ".join((line.naar, line.hvem, line.maerke, line.tekst, line.note)))
        return holder

    def _forget(self) -> None:
        """Nothing of a borger stays in a sheet that is not seen."""
        self._asked += 1
        self._sted = self._lokalt = self._teller = self._mere = None
        self._felt.setText("")
        self._loading.end()
        clear(self._rows)
        self._show_parts()
