"""F9, the ten-second note: whom it is about, a few words, and when to come back to it; over the shell, four taps."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from konsulent_app.services import notat as verbs
from konsulent_app.services.context import Context
from konsulent_app.store.sager import SagLinje, read_sager
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.widgets.search import SearchField
from konsulent_app.ui.work import Work
from konsulent_core.notat import Notat
from konsulent_core.soegning import holds

_HITS = 4


class NotatArk(Ark):
    """A sheet over its parent. What is written is kept, also when it is closed and when the machine dies."""

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, parent: QWidget, under: QWidget
    ) -> None:
        super().__init__(theme, "note", "Notat", parent, under)
        self._work, self._context, self._feedback = work, context, feedback
        self._notat = Notat()
        self._wanted: int | None = None
        self._sager: list[SagLinje] = []
        self.autosave = Autosave(work, context.clock)
        self._search = SearchField(theme, "Hvem handler det om?", "", name="note_search")
        self._search.setMinimumHeight(theme.px(44))
        self._text = NoteField(theme, "Notat", name="note_text", placeholder="Stikord …")
        self._date = DateField(theme, "note_date", "Følg op", dansk_hjaelp(context.i_dag), uger=(1, 2))
        self._hits = QWidget()
        self._flow = FlowLayout(self._hits, gap=8, line_gap=8)
        self._error = make_label("", "error", wrap=True, name="note_error")
        self._error.hide()
        self._fill()
        self._search.textChanged.connect(self._list)
        self._search.onward.connect(self._take_first)
        self._text.edited.connect(self._wrote)
        self._text.left.connect(self.autosave.flush)
        self._date.changed.connect(self._dated)
        self.autosave.failed.connect(feedback.hear)

    def _fill(self) -> None:
        save = Button(self._theme, "Gem notat", kind=Kind.PRIMARY, icon="check", name="note_save",
                      tip="Gem (Ctrl+Enter)")  # fmt: skip
        save.clicked.connect(self.save)
        for part in (self._search, self._hits, self._text, make_label("Følg op", "strong"), self._date, self._error):
            self.body.addWidget(part)
        self.body.addWidget(save, 0, Qt.AlignmentFlag.AlignRight)
        self.on_keys(self.save, "Ctrl+Return", "Ctrl+Enter")

    def open_sheet(self, sag: int | None) -> None:
        """Over the whole parent, about ``sag`` if one is open; else about whom it was when it was left."""
        self._wanted = sag
        today, context = self._context.i_dag(), self._context
        self._work.read(
            lambda tx: (read_sager(tx, today), verbs.read_notat(tx, context)), self._opened, self._feedback.hear
        )
        self.show_sheet()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """What is written stays for the next time."""
        self.autosave.when_saved(self._gone)

    def flush(self) -> None:
        """The window closes or locks: write what waits."""
        self.autosave.flush()

    def save(self) -> None:
        """Into the sag; what is missing is told."""
        if fault := self._date.fejl():
            self._tell(fault)
            return
        notat, context = self._notat, self._context
        self.autosave.when_saved(
            lambda: self._work.write(
                lambda tx: verbs.save_notat(tx, context, notat),
                lambda _besoeg: self._saved(),
                lambda error: self._tell(error.message),
            )
        )

    def _opened(self, found: tuple[list[SagLinje], Notat]) -> None:
        self._sager, kept = found
        known = {line.sag for line in self._sager}
        sag = self._wanted if self._wanted in known and not kept.tekst else kept.sag
        self._notat = Notat(sag=sag if sag in known else None, tekst=kept.tekst, dato=kept.dato)
        self._text.set_text(kept.tekst)
        self._date.set_dato(date.fromisoformat(kept.dato) if kept.dato else None, over=True)
        self._search.clear()
        self._list()
        if self._notat.sag is not None:
            self._text.setFocus(Qt.FocusReason.PopupFocusReason)

    def _list(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        wanted = self._search.text()
        shown = [line for line in self._sager if line.sag == self._notat.sag]
        if wanted.strip():
            others = (s for s in self._sager if s.sag != self._notat.sag and holds(f"{s.navn} {s.virksomhed}", wanted))
            shown += list(others)[:_HITS]
        for number, line in enumerate(shown, 1):
            words = f"{line.navn} · {line.virksomhed}" if line.virksomhed else line.navn
            hit = toggle(Button(self._theme, words, kind=Kind.CHIP, name=f"note_hit_{number}"))
            hit.setChecked(line.sag == self._notat.sag)
            hit.clicked.connect(lambda _=False, sag=line.sag: self._take(sag))
            self._flow.addWidget(hit)
            hit.setVisible(True)
        self._hits.setVisible(bool(shown))

    def _take_first(self) -> None:
        wanted = self._search.text()
        found = next((s for s in self._sager if holds(f"{s.navn} {s.virksomhed}", wanted)), None) if wanted else None
        if found is not None:
            self._take(found.sag)

    def _take(self, sag: int) -> None:
        self._notat = Notat(sag=sag, tekst=self._notat.tekst, dato=self._notat.dato)
        self._search.clear()
        self._list()
        self._keep(soon=False)
        self._text.setFocus(Qt.FocusReason.TabFocusReason)

    def _wrote(self, text: str) -> None:
        self._notat = Notat(sag=self._notat.sag, tekst=text, dato=self._notat.dato)
        self._error.hide()
        self._keep(soon=True)

    def _dated(self, day: date | None) -> None:
        iso = day.isoformat() if day is not None else None
        self._notat = Notat(sag=self._notat.sag, tekst=self._notat.tekst, dato=iso)
        self._keep(soon=False)

    def _keep(self, *, soon: bool) -> None:
        notat, context = self._notat, self._context
        self.autosave.soon("notat", lambda tx: verbs.keep_notat(tx, context, notat))
        if not soon:
            self.autosave.flush()

    def _saved(self) -> None:
        self._feedback.tell("Notatet er gemt. Det ligger øverst ved næste besøg.")
        self._gone()

    def _gone(self) -> None:
        super().close_sheet()

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.show()
        announce(self, words, urgent=True)
        (self._text if self._notat.sag is not None else self._search).setFocus()
