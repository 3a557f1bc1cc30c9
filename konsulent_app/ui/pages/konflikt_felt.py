"""The two halves of Konflikter: the list of fields, and one field with its versions, choice and result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.services.konflikter import KonfliktBlad
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.pages.konflikt_dele import (
    FeltKnap,
    FeltTilstand,
    Historik,
    Maerke,
    Resultat,
    Version,
    VersionKort,
)
from konsulent_app.ui.pages.konflikt_ord import TOM, Stykke, begge, sagt, sammenlign, tid_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, make_label
from konsulent_app.ui.widgets.personer import Person
from konsulent_core.merge import Value
from konsulent_core.words import Stemme

SIDE_BY_SIDE = 640  # px from which the two versions stand beside each other
LOCKED = "Besøget er afsluttet. Vælger du noget andet end det, der står, bliver det et forslag til rettelse."
GONE = (
    "Feltet er ikke på denne pc længere. Kopiér det, du skal bruge, og luk konflikten. Begge versioner er på serveren."
)
MIN, SERVER, BEGGE, EGEN = "min", "server", "begge", "egen"
_ORD = {MIN: "Du valgte din", SERVER: "Du valgte serverens", BEGGE: "Du beholdt begge", EGEN: "Din tekst"}
_MAERKE = {MIN: "din version", SERVER: "serverens version", BEGGE: "begge versioner", EGEN: "din tekst"}


@dataclass(frozen=True, slots=True)
class Valgt:
    """A choice: which, the values it writes, and the line that tells of it in the list."""

    noegle: str
    values: Mapping[str, Value]
    linje: str


class FeltListe(QWidget):
    """The fields with where each stands."""

    valgt = Signal(object)
    """id of the konflikt"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._knapper: dict[int, FeltKnap] = {}
        self._antal = make_label("", "small", name="conflict_count")
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 2)
        head.addWidget(make_label("Felter", "strong"))
        head.addStretch()
        head.addWidget(self._antal)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addStretch()

    def set_felter(self, lines: Sequence[tuple[int, str, FeltTilstand, str]], antal: str) -> None:
        """(konflikt, title, state, line); buttons that stay keep the focus."""
        self._antal.setText(antal)
        if [line[0] for line in lines] != list(self._knapper):
            clear(self._rows)
            self._knapper = {}
            for number, (konflikt, titel, _, _) in enumerate(lines, start=1):
                knap = FeltKnap(self._theme, titel, f"conflict_field_{number}")
                knap.clicked.connect(lambda _=False, konflikt=konflikt: self.valgt.emit(konflikt))
                self._knapper[konflikt] = knap
                self._rows.addWidget(knap)
        for konflikt, _, tilstand, linje in lines:
            self._knapper[konflikt].set_tilstand(tilstand, linje)

    def knap(self, konflikt: int) -> QWidget | None:
        """The button of a field."""
        return self._knapper.get(konflikt)


class FeltVisning(QWidget):
    """One field. ``changed`` gives the choice, None when there is none."""

    changed = Signal(object)
    wants_historik = Signal()

    def __init__(self, theme: Theme, mig: str) -> None:
        super().__init__()
        self._theme, self._mig = theme, mig
        self._blad: KonfliktBlad | None = None
        self._valgt = ""
        self._titel = make_label("", "question", wrap=True, name="conflict_title")
        self._mine_mark = Maerke(theme, "kun i din (understreget)", "min", "laptop")
        self._server_mark = Maerke(theme, "kun på serveren", "server", "cloud")
        self._foer = make_label("", "body2", wrap=True, name="conflict_before_text")
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(14)
        self._valg_plads = QVBoxLayout()
        self._chips: ChoiceChips | None = None
        self._resultat = Resultat(theme)
        self._vaerdi = make_label("", "label", wrap=True, name="conflict_value")
        self._maerke = Badge(theme, "", icon="git-merge", name="conflict_source")
        self._historik = Historik(theme)
        self._historik.all_wanted.connect(self.wants_historik)
        self._note = Banner(theme, "", "info", icon="info", name="conflict_note")
        self._ret = make_label("eller ret teksten herunder", "small")
        self._resultat_titel = make_label("Sådan bliver teksten", "label")
        self._resultat.edited.connect(self._edited)
        self._build()

    def _build(self) -> None:
        head = QWidget()
        line = FlowLayout(head, gap=8, line_gap=4)
        line.addWidget(self._titel)
        line.add_right(self._mine_mark)
        line.add_right(self._server_mark)
        choice = QHBoxLayout()
        choice.addLayout(self._valg_plads)
        choice.addStretch()
        choice.addWidget(self._ret)
        result = QHBoxLayout()
        result.setSpacing(10)
        result.addWidget(self._resultat_titel)
        result.addWidget(self._maerke)
        result.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self._foer)
        column.addWidget(self._note)
        column.addLayout(self._cards)
        column.addLayout(choice)
        column.addLayout(result)
        column.addWidget(self._resultat)
        column.addWidget(self._vaerdi)
        column.addWidget(self._historik)
        column.addStretch(1)

    def shows(self, konflikt: int) -> bool:
        """Whether this konflikt is the one shown: it is not drawn again under the person's cursor."""
        return self._blad is not None and self._blad.konflikt == konflikt

    def show_blad(self, blad: KonfliktBlad, valgt: Valgt | None) -> None:
        """A field, with the choice already made here if there is one."""
        self._blad, self._valgt = blad, valgt.noegle if valgt else ""
        self._titel.setText(blad.titel)
        foer = self._ord(blad.foer)
        self._foer.setText(f"Før I begge rettede: »{foer}«" if foer != TOM else "Før I begge rettede var feltet tomt.")
        note = GONE if not blad.er_her else LOCKED if blad.laast else ""
        self._note.set_text(note)
        self._note.setVisible(bool(note))
        self._show_cards(blad)
        self._show_choices(blad)
        text = self._text_of(valgt) if valgt else ""
        self._show_result(text)
        self._historik.set_rows(
            sorted(
                (
                    (tid_ord(blad.server_hvornaar), blad.server_hvem, "gemt på serveren"),
                    (tid_ord(blad.min_hvornaar), self._hvem(blad.min_hvem), "gemt på denne pc"),
                ),
                key=lambda row: blad.server_hvornaar if row[2] == "gemt på serveren" else blad.min_hvornaar,
                reverse=True,
            )
        )

    def felt_sted(self, _inner: QWidget) -> FeltSted | None:
        """The field that the two do not agree on."""
        blad = self._blad
        felter = tuple(name for name in blad.felter if name != "slettet") if blad is not None else ()
        return FeltSted(blad.tabel, blad.raekke, felter, blad.titel) if blad is not None else None

    def words_of(self, blad: KonfliktBlad) -> str:
        """The machine's own version of a field, whether it is the one shown or not."""
        return _version_ord(blad, blad.min)

    def focus_choice(self) -> None:
        """The keyboard stands on the choice of this field."""
        if self._chips is not None:
            self._chips.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / self._theme.scale >= SIDE_BY_SIDE
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # --- drawing ----------------------------------------------------------------------------------

    def _ord(self, values: Mapping[str, Value]) -> str:
        return _version_ord(self._blad, values) if self._blad is not None else ""

    def _hvem(self, navn: str) -> str:
        return f"{navn} (dig)" if navn == self._mig else navn

    def _show_cards(self, blad: KonfliktBlad) -> None:
        clear(self._cards)
        mine, server = self._ord(blad.min), self._ord(blad.server)
        if blad.er_tekst:
            left, right = sammenlign(mine, server)
        else:
            left, right = [Stykke(mine, "")], [Stykke(server, "")]
        for mark in (self._mine_mark, self._server_mark):
            mark.setVisible(blad.er_tekst)
        self._ret.setVisible(blad.er_tekst and blad.er_her)
        own = Stemme.KONSULENT if blad.min_hvem == self._mig else Stemme.SAGSBEHANDLER
        navn, _, rolle = blad.server_hvem.partition(",")
        sides = (
            (
                Version("Din version", "laptop", Person("min", own, self._hvem(blad.min_hvem)),
                        f"{tid_ord(blad.min_hvornaar)}  ·  denne pc", left),
                "conflict_mine",
            ),
            (
                Version("Version på serveren", "cloud", Person("server", Stemme.SAGSBEHANDLER, navn),
                        "  ·  ".join(part for part in (tid_ord(blad.server_hvornaar), rolle.strip()) if part), right),
                "conflict_server",
            ),
        )  # fmt: skip
        for version, name in sides:
            self._cards.addWidget(VersionKort(self._theme, version, name), 1)

    def _show_choices(self, blad: KonfliktBlad) -> None:
        clear(self._valg_plads)
        choices = [Valg(MIN, "Behold min"), Valg(SERVER, "Brug serverens")]
        if not blad.er_her:
            choices = [Valg(SERVER, "Luk konflikten")]
        elif blad.er_tekst:
            choices.append(Valg(BEGGE, "Behold begge"))
        self._chips = ChoiceChips(self._theme, f"{blad.titel}: vælg version", choices, name="conflict_choice")
        self._chips.set_value(self._valgt if self._valgt != EGEN else "")
        self._chips.valgt.connect(self._choose)
        self._valg_plads.addWidget(self._chips)

    def _show_result(self, text: str) -> None:
        blad = self._blad
        if blad is None:
            return
        chosen = bool(self._valgt)
        writable = blad.er_tekst and blad.er_her
        self._resultat.setVisible(writable)
        self._vaerdi.setVisible(chosen and not blad.er_tekst)
        self._resultat_titel.setText("Sådan bliver teksten" if blad.er_tekst else "Sådan bliver det")
        self._resultat_titel.setVisible(writable or (chosen and blad.er_her))
        self._maerke.setVisible(chosen)
        if chosen:
            self._maerke.set_words(_MAERKE[self._valgt], "git-merge")
        if blad.er_tekst:
            self._resultat.show_text(text, self._ord(blad.min), self._ord(blad.server))
        else:
            self._vaerdi.setText(text)

    # --- the person's hand ------------------------------------------------------------------------

    def _choose(self, noegle: str) -> None:
        blad = self._blad
        if blad is None:
            return
        self._valgt = noegle
        valgt = self._choice(blad, noegle)
        self._show_result(self._text_of(valgt))
        self.changed.emit(valgt)

    def _edited(self) -> None:
        blad = self._blad
        if blad is None:
            return
        text = self._resultat.toPlainText()
        if not self._valgt and not text:
            return
        self._valgt = EGEN
        if self._chips is not None:
            self._chips.set_value("")
        self._maerke.setVisible(True)
        self._maerke.set_words(_MAERKE[EGEN], "pencil")
        self.changed.emit(Valgt(EGEN, {blad.felter[0]: text}, _linje(EGEN, text)))

    def _choice(self, blad: KonfliktBlad, noegle: str) -> Valgt:
        values: Mapping[str, Value]
        match noegle:
            case "min":
                values = blad.min
            case "server":
                values = blad.server
            case _:
                values = {blad.felter[0]: begge(self._ord(blad.min), self._ord(blad.server))}
        return Valgt(noegle, values, _linje(noegle, self._ord(values)))

    def _text_of(self, valgt: Valgt) -> str:
        words = self._ord(valgt.values)
        return "" if words == TOM and self._blad is not None and self._blad.er_tekst else words


def _version_ord(blad: KonfliktBlad, values: Mapping[str, Value]) -> str:
    if blad.er_tekst:
        return str(next(iter(values.values()), None) or "") or TOM
    return sagt(blad.ord, values)


def _linje(noegle: str, text: str) -> str:
    return f"{_ORD[noegle]}: {' '.join(text.split())}"
