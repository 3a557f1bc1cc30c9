"""A working day without a screen: the same widgets, pressed and written in, with pictures on the way."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from konsulent_app.app.run import make_app
from konsulent_app.app.start import App
from konsulent_app.settings import Settings, ThemeChoice
from konsulent_app.store import outbox, rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.ui.feedback import Art, Notice
from konsulent_core.entities import Besoeg as BesoegRow
from konsulent_core.snapshot import content_hash, decode
from konsulent_core.words import Stemme, Tilstand
from tools.caseload.cases import PersonIds
from tools.demo.besoeg_i_dag import Besoeg
from tools.demo.hands import Hands
from tools.demo.machine import Machine
from tools.demo.steps import Steps, check, complain

PDF = "opfoelgning.pdf"
_NOISE = "This plugin does not support"  # what the drawing in memory says of windows' sizes, again and again


@dataclass(frozen=True, slots=True)
class Day:
    """Mette's first machine with the caseload, her second one, and where pictures and papers go."""

    here: Machine
    there: Machine
    katrine: PersonIds
    folder: Path
    steps: Steps

    def run(self) -> None:
        """Raises ``NotSo`` at the first step that is not so."""
        qInstallMessageHandler(_qt_says)
        app, end = make_app(self.here.paths, Settings(theme=ThemeChoice.LYS))
        heard: list[Notice] = []
        app.desktop.feedback.said.connect(heard.append)
        try:
            besoeg, pdf = self._visit(app)
            self._send(app, besoeg)
            trouble = [notice.tekst for notice in heard if notice.art is Art.FEJL]
            check(not trouble, f"Appen meldte: {trouble}")
        finally:
            app.desktop.window.close()
            QApplication.processEvents()
            end()
        self._compare(besoeg, pdf)

    def _visit(self, app: App) -> tuple[int, bytes]:
        hands = Hands(app.desktop.window, self.folder)
        with self.steps.step("Åbner appen som Mette, på siden I dag"):
            app.begin(self.here.key)
            hands.wait_for("today_headline")
            self._shot(hands, "01_i_dag")
        besoeg = self._start(app, hands)
        self._fill(app, hands, besoeg)
        self._lock(app, hands, besoeg)
        with self.steps.step("Lægger papiret »Opfølgning – sag« op"):
            hands.wait("papiret er lagt op", lambda: hands.find("paper_save").isEnabled())
            self._shot(hands, "08_kvittering")
            hands.tap("paper_receipt_handling")
            self._shot(hands, "09_papir")
            pdf = self.here.pdf(besoeg)
            (self.folder / PDF).write_bytes(pdf)
            check(pdf.startswith(b"%PDF-"), "Papiret er ikke en PDF.")
            self.steps.note(f"{self.folder / PDF} ({len(pdf) // 1024} kB)")
        return besoeg, pdf

    def _start(self, app: App, hands: Hands) -> int:
        with self.steps.step("Åbner Katrines sag i Sager og trykker »Start besøg«"):
            hands.tap("nav_sager")
            hands.wait_for("cases_list")
            hands.tap_row("cases_list", "Katrine Holm")
            hands.wait("Katrines navn", lambda: hands.seen("case_name") is not None)
            check(hands.words("case_name") == "Katrine Holm", f"Sagen viser {hands.words('case_name')}.")
            self._shot(hands, "02_sag")
            hands.tap("case_start")
            hands.wait_for("visit_form")
            self._shot(hands, "03_besoeg_start")
        app.session.work.settle()
        with self.here.database.reading() as tx:
            found = rows.find(tx, BesoegRow, "scope=? AND tilstand=?", (self.katrine.sag, Tilstand.KLADDE))
        check(len(found) == 1, f"Der er {len(found)} åbne besøg i sagen.")
        return found[0].id

    def _fill(self, app: App, hands: Hands, besoeg: int) -> None:
        talk = Besoeg(hands)
        with self.steps.step("Udfylder punkt 1-4: aftaler, noter i tre stemmer, trin, opgaver, fremmøde"):
            talk.answer_first_half()
            talk.treatment_day()
            hands.tap("visit_agenda_3")
            self._shot(hands, "04_besoeg_selvstaendighed")
            hands.tap("visit_agenda_4")
            self._shot(hands, "05_besoeg_fremmoede")
        with self.steps.step("Udfylder punkt 5-10: skånehensyn, timer uændret, to aftaler og næste besøg"):
            talk.answer_second_half()
            hands.tap("visit_agenda_10")
            self._shot(hands, "06_besoeg_aftaler")
        with self.steps.step("Ser efter i det krypterede lager, at alt er gemt"):
            hands.wait("»Gemt«", lambda: hands.find("visit_save").property("state") == "saved")
            app.session.work.settle()
            blad = _read(self.here, besoeg)
            _as_answered(blad, talk)
            self.steps.note(f"{len(blad.udsagn)} udsagn, {len(blad.vurderinger)} trin, {hands.taps} tryk")

    def _lock(self, app: App, hands: Hands, besoeg: int) -> None:
        with self.steps.step("Trykker »Afslut besøg« og låser"):
            hands.tap("visit_end")
            hands.wait_for("end_confirm")
            hands.tap("end_look")
            hands.wait("papiret vises", lambda: bool(hands.find("end_preview").accessibleName()))
            self._shot(hands, "07_afslut")
            hands.tap("end_confirm")
            hands.wait_for("paper")
            app.session.work.settle()
            kept = _read(self.here, besoeg).besoeg
            check(kept.tilstand == Tilstand.AFSLUTTET, f"Besøget er stadig {kept.tilstand}.")
            check(content_hash(kept.snapshot or "") == kept.snapshot_hash, "Aftrykket passer ikke med sin kontrolsum.")
            self.steps.note(f"aftryk {(kept.snapshot_hash or '')[:16]}…")

    def _send(self, app: App, besoeg: int) -> None:
        with self.steps.step("Venter på, at appen af sig selv sender besøget til den centrale server"):
            hands = Hands(app.desktop.window, self.folder)
            hands.wait("alt er sendt", lambda: not self._waiting())
            app.session.work.settle()
            hands.tap("paper_back")
            hands.wait_for("case_name")
            self._shot(hands, "10_sag_bagefter")
            with self.here.database.reading() as tx:
                refused = tx.conn.exec_driver_sql("SELECT count(*) FROM karantaene").scalar_one()
                clashes = tx.conn.exec_driver_sql("SELECT count(*) FROM konflikt").scalar_one()
            check(refused == 0, f"{refused} ændringer blev afvist.")
            check(clashes == 0, f"{clashes} felter kom i konflikt.")
            self.steps.note(f"intet venter, intet er afvist, ingen konflikter (besøg {besoeg})")

    def _waiting(self) -> int:
        with self.here.database.reading() as tx:
            return outbox.waiting_count(tx)

    def _compare(self, besoeg: int, pdf: bytes) -> None:
        with self.steps.step("Henter på Mettes anden pc og sammenligner besøget dér"):
            outcome = self.there.sync()
            self.steps.note(f"{outcome.fetched} rækker hentet")
            here, there = _read(self.here, besoeg), _read(self.there, besoeg)
            kept = there.besoeg
            check(kept.snapshot_hash == here.besoeg.snapshot_hash, "Kontrolsummen er en anden på den anden pc.")
            check(content_hash(kept.snapshot or "") == kept.snapshot_hash, "Aftrykket kom ikke helt over.")
            check(there == here, "Besøgets rækker er ikke de samme på de to pc'er.")
            check(decode(kept.snapshot or "").borger_fornavn == "Katrine", "Aftrykket er ikke Katrines.")
            check(self.there.pdf(besoeg) == pdf, "Papiret er ikke det samme på den anden pc.")
            self.steps.note("samme aftryk, samme rækker og samme PDF, byte for byte")

    def _shot(self, hands: Hands, name: str) -> None:
        self.steps.note(str(hands.shoot(name)))


def _qt_says(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    if not words.startswith(_NOISE):
        complain(f"    Qt: {words}")


def _read(machine: Machine, besoeg: int) -> BesoegBlad:
    with machine.database.reading() as tx:
        found = read_besoeg(tx, besoeg)
    check(found is not None, "Besøget er der ikke.")
    assert found is not None
    return found


def _as_answered(blad: BesoegBlad, talk: Besoeg) -> None:
    """What was pressed and written is what is stored."""
    own = {v.dimension: v.trin for v in blad.vurderinger if v.stemme == Stemme.KONSULENT}
    check(len(own) == 5 and set(own.values()) == {4}, f"Trinene er {own}.")
    others = {v.stemme: v.trin for v in blad.vurderinger if v.stemme != Stemme.KONSULENT}
    check(others == {"arbejdsgiver": 5, "borger": 4}, f"De andre stemmer er {others}.")
    check(len(blad.udsagn) == talk.udsagn, f"{len(blad.udsagn)} udsagn i stedet for {talk.udsagn}.")
    check({u.stemme for u in blad.udsagn} == {"konsulent", "arbejdsgiver", "borger"}, "Der mangler en stemme.")
    steps = sorted(t.trin or "" for t in blad.opgave_trin)
    check(steps == ["droppet", *["selvstaendig"] * 4], f"Opgavernes trin er {steps}.")
    check(len(blad.skaanehensyn_svar) == 3, f"{len(blad.skaanehensyn_svar)} svar om skånehensyn.")
    check(bool(blad.uger), "Fremmødet er ikke gemt.")
    check(any(t.besoeg == blad.besoeg.id and t.timer == 16 for t in blad.timer), "Timerne er ikke gemt uændret.")
    check(len(blad.aftaler) == 2, f"{len(blad.aftaler)} aftaler.")
    check(blad.besoeg.naeste_dato is not None, "Næste besøg er ikke gemt.")
