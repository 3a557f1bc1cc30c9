"""What the server did not take, a line each: whose, what, why, and the ways out; no words go unasked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services.karantaene import AfvistBlad, Udvej
from konsulent_app.ui.pages import karantaene_ord
from konsulent_app.ui.pages.konflikt_ord import TOM
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField
from konsulent_core.merge import Value

_HEIGHT = 36


class AfvistRaekke(QWidget):
    """One refused change. `state` is read, mending or asking (whether its words may go)."""

    send = Signal(object)
    """the mended values, None for those that were refused"""
    written = Signal(object)
    """the mended text so far; None: it is given up"""
    copied = Signal()
    dismissed = Signal()
    wants_konflikter = Signal()

    def __init__(self, theme: Theme, number: int, blad: AfvistBlad) -> None:
        super().__init__()
        self.setObjectName(f"sync_refused_{number}")
        self._theme, self._number = theme, number
        self.blad = blad
        self._field: NoteField | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._build()
        if blad.begyndt is not None and blad.kan_rettes is not None:
            self._mend(blad.begyndt)

    @property
    def writing(self) -> bool:
        """Whether a text is being mended here: it is not drawn anew then."""
        return self._field is not None

    def _name(self, part: str) -> str:
        return f"sync_{part}_{self._number}"

    def _build(self) -> None:
        blad = self.blad
        head = QWidget()
        parts = FlowLayout(head, gap=10, line_gap=4)
        parts.addWidget(make_label(f"{blad.navn}: {blad.ord.titel}", "strong"))
        parts.addWidget(Badge(self._theme, karantaene_ord.tid(blad.hvornaar)))
        self._column.addWidget(head)
        if blad.sagt:
            self._column.addWidget(make_label(f"»{self._words()}«", wrap=True))
        for words in karantaene_ord.forklaring(blad):
            self._column.addWidget(make_label(words, "body2", wrap=True))
        self._acts = QWidget()
        self._place = QVBoxLayout()
        self._place.setSpacing(6)
        self._column.addLayout(self._place)
        line = FlowLayout(self._acts, gap=8, line_gap=6)
        for button in self._buttons():
            line.addWidget(button)
        self._column.addWidget(self._acts)

    def _words(self) -> str:
        return karantaene_ord.afvist_ord(self.blad)

    def _buttons(self) -> list[Button]:
        blad = self.blad
        about = f"{blad.ord.titel}, {blad.navn}"
        found: list[Button] = []

        def add(part: str, words: str, act: Callable[[], None], *, kind: Kind = Kind.QUIET, icon: str = "") -> None:
            spoken = f"{words}: {about}"
            made = Button(
                self._theme, words, kind=kind, icon=icon, height=_HEIGHT, name=self._name(part), spoken=spoken
            )
            made.clicked.connect(act)
            found.append(made)

        main = Kind.SECONDARY
        match blad.udvej:
            case Udvej.SEND:
                add("send", "Send igen", lambda: self.send.emit(None), kind=main, icon="refresh-cw")
                if blad.kan_rettes is not None:
                    add("mend", "Ret og send", lambda: self._mend(None), icon="pencil")
            case Udvej.RETTELSE if blad.kan_rettes is not None:
                add("mend", "Lav en rettelse", lambda: self._mend(None), kind=main, icon="pencil")
            case Udvej.RETTELSE:
                add("send", "Lav en rettelse", lambda: self.send.emit(None), kind=main, icon="pencil")
            case Udvej.KONFLIKT:
                add("konflikt", "Se konflikten", self.wants_konflikter.emit, kind=main, icon="konflikter")
            case Udvej.INGEN:
                pass
        if blad.sagt and self._words() != TOM:
            add("copy", "Kopiér teksten", self._copy, icon="copy")
        add("remove", "Fjern", self._ask, icon="trash-2")
        return found

    # --- the ways out -----------------------------------------------------------------------------

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words())
        self.copied.emit()

    def _mend(self, begun: str | None) -> None:
        """The refused words in a field; what is written in it is kept until it is sent or given up."""
        blad = self.blad
        if blad.kan_rettes is None or self._field is not None:
            return
        field = NoteField(self._theme, f"{blad.ord.titel}: ret teksten", name=self._name("text"), least=64)
        field.set_text(str(blad.sagt.get(blad.kan_rettes) or "") if begun is None else begun)
        field.edited.connect(self.written.emit)
        self._field = field
        away = Button(self._theme, "Fortryd", kind=Kind.QUIET, height=_HEIGHT, name=self._name("give_up"))
        words = "Send" if blad.udvej is Udvej.SEND else "Lav rettelsen"
        done = Button(self._theme, words, kind=Kind.PRIMARY, icon="check", height=_HEIGHT, name=self._name("done"))
        done.clicked.connect(self._done)
        away.clicked.connect(self._give_up)
        self._open([field], [done, away])
        if begun is None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self) -> None:
        name, field = self.blad.kan_rettes, self._field
        if name is None or field is None or not field.text().strip():
            return
        values: dict[str, Value] = {name: field.text().strip()}
        self.send.emit(values)

    def _give_up(self) -> None:
        self.written.emit(None)
        self._field = None
        self._close("mend")

    def _ask(self) -> None:
        """Words that stand nowhere else are not lost by one press."""
        if self.blad.staar_der or not self.blad.sagt or self._words() == TOM:
            self.dismissed.emit()
            return
        warning = make_label(karantaene_ord.VAEK, "warn", wrap=True, name=self._name("warning"))
        yes = Button(self._theme, "Fjern teksten", kind=Kind.DANGER, height=_HEIGHT, name=self._name("really"))
        keep = Button(self._theme, "Behold den her", kind=Kind.QUIET, height=_HEIGHT, name=self._name("keep"))
        yes.clicked.connect(self.dismissed)
        keep.clicked.connect(lambda: self._close("remove"))
        self._open([warning], [yes, keep])
        keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, parts: Sequence[QWidget], buttons: Sequence[Button]) -> None:
        for part in parts:
            self._place.addWidget(part)
            part.show()
        holder = QWidget()
        line = FlowLayout(holder, gap=8, line_gap=6)
        for button in buttons:
            line.addWidget(button)
        self._place.addWidget(holder)
        holder.show()
        self._acts.hide()

    def _close(self, back_to: str) -> None:
        while (item := self._place.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._acts.show()
        button = self._acts.findChild(Button, self._name(back_to))
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class KarantaeneKort(Card):
    """The rows; one in which something is being written stays as it is while the page is read again."""

    send = Signal(object, object)
    """AfvistBlad, the mended values or None"""
    written = Signal(object, object)
    """AfvistBlad, the mended text so far or None"""
    dismissed = Signal(object)
    """AfvistBlad"""
    copied = Signal()
    wants_konflikter = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="sync_refused")
        self._rows: dict[int, AfvistRaekke] = {}
        self._lines: dict[int, QWidget] = {}
        self._titel = SectionTitle("Ikke modtaget af serveren")
        self._stack = QVBoxLayout()
        self._stack.setSpacing(12)
        self.body.addWidget(self._titel)
        self.body.addLayout(self._stack)
        self.hide()

    def show_afviste(self, afviste: Sequence[AfvistBlad]) -> bool:
        """Newest first. Whether anything was drawn anew."""
        wanted = {blad.nr: blad for blad in afviste}
        moved = False
        for nr, row in list(self._rows.items()):
            if nr not in wanted or (row.blad != wanted[nr] and not row.writing):
                self._drop(nr)
                moved = True
        for place, (nr, blad) in enumerate(wanted.items()):
            if nr not in self._rows:
                self._add(place, blad)
                moved = True
        self._titel.set_aside(karantaene_ord.antal(len(wanted)))
        self.setVisible(bool(wanted))
        for nr, line in self._lines.items():
            line.setVisible(nr != next(iter(wanted), None))
        return moved

    def _add(self, place: int, blad: AfvistBlad) -> None:
        taken = {row.objectName() for row in self._rows.values()}
        number = next(n for n in range(1, len(taken) + 2) if f"sync_refused_{n}" not in taken)
        row = AfvistRaekke(self.theme, number, blad)
        row.send.connect(lambda values: self.send.emit(blad, values))
        row.written.connect(lambda text: self.written.emit(blad, text))
        row.dismissed.connect(lambda: self.dismissed.emit(blad))
        row.copied.connect(self.copied)
        row.wants_konflikter.connect(self.wants_konflikter)
        line = rule()
        self._stack.insertWidget(2 * place, line)
        self._stack.insertWidget(2 * place + 1, row)
        row.show()
        self._rows[blad.nr], self._lines[blad.nr] = row, line

    def _drop(self, nr: int) -> None:
        for gone in (self._rows.pop(nr), self._lines.pop(nr)):
            self._stack.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
