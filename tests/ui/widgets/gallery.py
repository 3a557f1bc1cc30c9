"""Draws every widget in both themes to PNG files, to be looked at beside the mock-ups.

Run: PYTHONPATH=. QT_QPA_PLATFORM=offscreen python tests/ui/widgets/gallery.py [folder, default /tmp/gallery]
"""

import itertools
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.widgets.aftale import AftaleRow, AftaleVisning, Form
from konsulent_app.ui.widgets.aftale_editor import AftaleEditor
from konsulent_app.ui.widgets.agenda import Agenda, Bredde, Punkt
from konsulent_app.ui.widgets.agenda_item import PunktStatus
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card, SectionTitle, Tile
from konsulent_app.ui.widgets.charts import LevelChart, Maaling, Sparkline
from konsulent_app.ui.widgets.chips import ChoiceChips, FilterChip, Valg
from konsulent_app.ui.widgets.cpr import MaskedCpr
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.diagramtabel import MedTabel
from konsulent_app.ui.widgets.empty import EmptyState, Skeleton
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.fremmoede import Uge
from konsulent_app.ui.widgets.hours import HoursField
from konsulent_app.ui.widgets.labels import Avatar, Badge, PersonChip, Tone, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.opgave import OpgaveRow, OpgaveVisning
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.rating import Rating, RatingTekst
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.widgets.sync import SyncCard
from konsulent_app.ui.widgets.timeline import Forloeb, HoursBar, Milepael, Span, SpanArt, Timeline
from konsulent_app.ui.widgets.udsagn import UdsagnList, UdsagnTekst
from konsulent_app.ui.widgets.weekrows import WeekRows
from konsulent_core.diagram.trin import Laesning
from konsulent_core.snapshot import TrinPunkt
from konsulent_core.words import Fremmoede, OpgaveTrin, Retning, Stemme

ROOT = Path(__file__).resolve().parents[3]
SIDST = date(2026, 2, 12)
IDAG = date(2026, 3, 12)
BORGER = Person("katrine", Stemme.BORGER, "Katrine")
LONE = Person("lone", Stemme.ARBEJDSGIVER, "Lone")
METTE = Person("mette", Stemme.KONSULENT, "Mette (dig)")
NAVNE = {Stemme.BORGER: "Katrine Holm", Stemme.ARBEJDSGIVER: "Lone Bach", Stemme.KONSULENT: "Mette Krogh"}
SELV = RatingTekst(
    "Selvstændighed",
    (
        "Arbejder kun, når en kollega eller mentor er ved siden af.",
        "Går selv i gang, men skal have svar eller støtte flere gange pr. vagt.",
        "Udfører kendte opgaver alene og spørger, når noget er uklart.",
        "Lægger selv rækkefølgen og finder næste opgave uden at blive bedt om det.",
        "Klarer uforudsete problemer inden for aftalte rammer og kan vise andre opgaven.",
    ),
    (
        "Jeg har brug for en ved siden af mig.",
        "Jeg går i gang selv, men skal spørge tit.",
        "Jeg kan det kendte alene og spørger, når jeg er i tvivl.",
        "Jeg finder selv den næste opgave.",
        "Jeg klarer det uventede og kan vise andre det.",
    ),
)
TITLER = ("Hvordan går det?", "Arbejdsopgaver", "Selvstændighed", "Fremmøde", "Socialt på pladsen",
          "Skånehensyn", "Løntimer", "Timetal", "Forlængelse", "Aftaler til næste gang")  # fmt: skip


def surface(*parts: QWidget, kind: str = "surface", pad: int = 22) -> QWidget:
    """A ground with the parts beneath each other."""
    ground = QWidget()
    ground.setProperty("kind", kind)
    ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(ground)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return ground


def line(*parts: QWidget) -> QWidget:
    """Parts beside each other."""
    holder = QWidget()
    row = FlowLayout(holder, gap=12)
    for part in parts:
        row.addWidget(part)
    return holder


def ratings(theme: Theme) -> QWidget:
    """A step forward with other voices, the same level with a direction, a first one, one not discussed."""
    frem, samme, foerste, ikke = (Rating(theme, f"selvstaendighed{n}", SELV, navne=NAVNE) for n in ("", "2", "3", "4"))
    for rating in (frem, samme, ikke):
        rating.set_sidst(Stemme.KONSULENT, 3, SIDST)
    frem.set_svar(Stemme.KONSULENT, 4)
    frem.set_svar(Stemme.BORGER, 3)
    frem.set_svar(Stemme.ARBEJDSGIVER, 4)
    samme.set_svar(Stemme.KONSULENT, 3, Retning.LIDT_FREM)
    ikke.set_svar(Stemme.KONSULENT, None, ikke_droeftet=True)
    return surface(frem, samme, foerste, ikke)


def point(theme: Theme) -> QWidget:
    """Point 3 of a visit as mock-up 02 has it."""
    card = Card(theme, pad=22)
    card.set_aktuel(True)
    card.body.setSpacing(14)
    card.body.addWidget(make_label("3  Er der opgaver, Katrine udfører selvstændigt?", "question"))
    rating = Rating(theme, "selvstaendighed", SELV, navne=NAVNE)
    rating.set_sidst(Stemme.KONSULENT, 3, SIDST)
    rating.set_svar(Stemme.KONSULENT, 4)
    card.body.addWidget(rating)
    note = UdsagnList(theme, "selvstaendighed", UdsagnTekst("Selvstændighed", "Hvad så I?", "Fremmøde"),
                      (BORGER, LONE), ny_id=itertools.count().__next__)  # fmt: skip
    tekst = "Starter selv plukkelisten om morgenen. Registrerer nu i lagersystemet uden Lone ved siden af."
    note.set_udsagn([(100, METTE, ""), (101, BORGER, tekst)])
    note.set_intern("Virkede træt, spurgte ikke hvorfor.")
    card.body.addWidget(note)
    return surface(card, kind="canvas")


def attendance(theme: Theme) -> QWidget:
    """Three weeks with exceptions; the row of states is open for one day."""
    mandag = date(2026, 2, 16)
    uger = [Uge(8 + n, tuple(mandag + timedelta(weeks=n, days=d) for d in (0, 2, 3))) for n in range(4)]
    rows = WeekRows(theme, uger)
    status = dict.fromkeys((d for uge in uger[:3] for d in uge.dage), Fremmoede.MOEDT.value)
    status[date(2026, 2, 23)] = Fremmoede.SYGDOM.value
    status[date(2026, 2, 25)] = Fremmoede.UDEBLEVET.value
    status[date(2026, 3, 2)] = Fremmoede.FOER_TID.value
    status[date(2026, 3, 4)] = Fremmoede.BEHANDLING.value
    rows.set_status(status)
    rows.findChildren(QWidget, "visit_day_20260302")[0].click()  # type: ignore[attr-defined]
    return surface(rows)


def answers(theme: Theme) -> QWidget:
    """Hours, chips, tasks, aftaler and dates."""
    timer = HoursField(theme, "loen", "Løntimer", spaend=True)
    timer.set_timer((Decimal("7.5"), Decimal("7.5")))
    timer.set_sidst((Decimal(12), Decimal(15)))
    fejl = HoursField(theme, "praktik", "Praktiktimer")
    fejl.show_error("Timer skal være mellem 0 og 37.")
    hensyn = ChoiceChips(theme, "Pause hver time", [
        Valg("virker", "Virker"), Valg("delvist", "Virker delvist"),
        Valg("ikke", "Virker ikke"), Valg("brugt", "Ikke brugt")], name="visit_hensyn_1")  # fmt: skip
    hensyn.set_value("virker")
    hensyn.set_sidst("delvist")
    pluk, ny, dropped = (
        OpgaveRow(theme, noegle, OpgaveVisning(tekst, ny))
        for noegle, tekst, ny in (
            ("1", "Plukke faste ordrer", False), ("2", "Modtage en palle", True), ("3", "Rydde op", False)
        )
    )  # fmt: skip
    pluk.set_sidst(OpgaveTrin.MED_STOETTE)
    pluk.set_trin(OpgaveTrin.SELVSTAENDIG)
    ny.set_sidst(OpgaveTrin.PROEVET)
    dropped.set_trin(OpgaveTrin.DROPPET, "Løftet var for tungt")
    gjort = AftaleRow(theme, "visit_aftale_1", AftaleVisning("Ringe til vagten inden kl. 7", BORGER, "løbende"))
    gjort.set_gjort(True)
    over = AftaleRow(theme, "case_aftale_2", form=Form.AFKRYDS, kan_slettes=True, aftale=AftaleVisning(
        "Undersøge hæve-sænke-bord til pakkelinjen", METTE, "11.03.2026 – 1 dag over", over=True))  # fmt: skip
    editor = AftaleEditor(theme, "visit_ny_1", (BORGER, LONE, METTE), dansk_hjaelp(lambda: IDAG))
    editor.set_aftale("Prøve varemodtagelse en stille dag", "lone", date(2026, 3, 27))
    besoeg = DateField(theme, "visit_naeste", "Næste besøg", dansk_hjaelp(lambda: IDAG), uger=(2, 3, 4))
    return surface(timer, fejl, hensyn, pluk, ny, dropped, gjort, over, editor, besoeg)


def agenda(theme: Theme) -> QWidget:
    """The agenda whole and as a rail."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    for bredde, wide in ((Bredde.FULD, 252), (Bredde.SMAL, 68)):
        found = Agenda(theme, [Punkt(n, t) for n, t in enumerate(TITLER, start=1)])
        for nummer in (1, 2, 6):
            found.set_status(nummer, PunktStatus.BEROERT)
        for nummer in (3, 4):
            found.set_status(nummer, PunktStatus.PAABEGYNDT)
        found.set_aktuel(3)
        found.set_aftalt_sidst(2, 3, "Åben: hæve-sænke-bord (Mette)")
        found.set_bredde(bredde)
        found.setFixedWidth(wide)
        found.setMinimumHeight(700)
        row.addWidget(found)
    row.addStretch()
    return surface(holder, kind="canvas", pad=0)


def small(theme: Theme) -> QWidget:
    """Buttons, badges, chips, save states."""
    buttons = [Button(theme, k.value.capitalize(), kind=k, icon="play") for k in Kind]
    badges: list[QWidget] = [Badge(theme, "9 dage over", tone, icon="flag") for tone in Tone]
    people: list[QWidget] = [PersonChip(theme, Person("x", s, "Lone Bach")) for s in Stemme]
    alle = FilterChip(theme, "Alle", 47)
    alle.setChecked(True)
    saves = [SaveState(theme, name=f"s{n}") for n in range(3)]
    saves[0].set_saving()
    saves[1].set_saved("10.42")
    saves[1].set_offline(offline=True)
    saves[2].set_error()
    tiles = QWidget()
    row = QHBoxLayout(tiles)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Tile(theme, "Besøg i dag", "kl. 10.00", "Nr. 7  ·  sidst 12.02.2026", icon="calendar"))
    row.addWidget(Tile(theme, "Timer pr. uge", "16", "8 løn  ·  8 praktik", icon="clock"))
    row.addWidget(Tile(theme, "Fremmøde siden sidst", "9 af 11 dage", "1 afbud", icon="calendar-check"))
    return surface(
        line(*buttons), line(*badges), line(*people, Avatar(theme, "Katrine Holm", size=56)),
        line(alle, FilterChip(theme, "Forfaldne", 6, token="danger")), line(*saves), tiles,
        SectionTitle("Aftaler fra sidst", "2 af 3 gjort"),
        Banner(theme, "To gode uger, men to fraværsdage i træk i uge 9.", icon="flag", button="Se dem"),
        kind="canvas",
    )  # fmt: skip


LAEST = Laesning(ord_={"opfoelgning.v1": tuple(SELV.fag)})


def punkter(trin: Sequence[int | None]) -> list[TrinPunkt]:
    """The konsulent's levels, six weeks apart; at the last besøg the employer saw more."""
    days = [SIDST - timedelta(days=42 * (len(trin) - n)) for n in range(len(trin))]
    own = [
        TrinPunkt(dato=day.isoformat(), besoeg_nummer=n, skema="opfoelgning.v1", stemme="konsulent", trin=one)
        for n, (day, one) in enumerate(zip(days, trin, strict=True), start=1)
    ]
    return [*own, replace(own[-1], stemme="arbejdsgiver", trin=5)]


def curves(theme: Theme) -> QWidget:
    """Charts, timeline, sync cards, empty places."""
    trin = (1, 2, 2, 3, None, 3, 4)
    maalinger = [Maaling(t, "mar. 2025" if n == 0 else "i dag" if n == 6 else "") for n, t in enumerate(trin)]
    spans = [Span(SpanArt.PRAKTIK, date(2025, 3, 4), date(2025, 9, 2)),
             Span(SpanArt.LOEN, date(2025, 9, 2), date(2026, 6, 30))]  # fmt: skip
    besoeg = [date(2025, 3, 4) + timedelta(days=62 * n) for n in range(6)]
    marks = [Milepael(date(2025, 3, 4), "Start"), Milepael(date(2025, 9, 2), "8 løntimer"),
             Milepael(SIDST, "Sidst", over=True), Milepael(date(2026, 6, 30), "Praktik slutter"),
             Milepael(date(2026, 9, 15), "Rehab-møde", "september 2026")]  # fmt: skip
    line_ = Timeline(theme, Forloeb(spans, besoeg, marks, IDAG))
    syncs = [SyncCard(theme, name=f"sync{n}") for n in range(4)]
    syncs[0].set_ok("kl. 08.14")
    syncs[1].set_offline(3)
    syncs[2].set_queued(2)
    syncs[3].set_error()
    row = QWidget()
    cards = QHBoxLayout(row)
    for sync in syncs:
        cards.addWidget(sync)
    cpr = MaskedCpr(theme, lambda: "010190-1234")
    empty = EmptyState(theme, "Ingen besøg i dag. 6 sager er forfaldne", icon="calendar", button="Vis forfaldne")
    chart = MedTabel(theme, LevelChart(theme, "Selvstændighed", punkter(trin), LAEST), "Selvstændighed", "kurve")
    chart.show_table(shown=True)
    bar = HoursBar(theme, Decimal(8), Decimal(8))
    spark = Sparkline(theme, "Selvstændighed", maalinger)
    return surface(spark, chart, line_, bar, row, cpr, empty, Skeleton(theme, 2))


SHEETS: dict[str, tuple[Callable[[Theme], QWidget], int]] = {
    "ratings": (ratings, 952),
    "ratings_narrow": (ratings, 560),
    "point": (point, 996),
    "attendance": (attendance, 952),
    "answers": (answers, 952),
    "agenda": (agenda, 340),
    "small": (small, 1000),
    "curves": (curves, 720),
}


def draw(app: QApplication, theme: Theme, name: str, file: Path) -> None:
    """One sheet to one file."""
    make, width = SHEETS[name]
    sheet = make(theme)
    sheet.ensurePolished()
    sheet.resize(width, max(sheet.heightForWidth(width), sheet.sizeHint().height()))
    sheet.show()
    app.processEvents()
    sheet.resize(width, max(sheet.heightForWidth(width), sheet.minimumSizeHint().height()))
    app.processEvents()
    sheet.grab().save(str(file))
    sheet.close()
    sheet.deleteLater()


def main(folder: Path) -> None:
    """Every sheet, light and dark, and light at 150 %."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for mode, scale in ((Mode.LYS, 1.0), (Mode.MOERK, 1.0), (Mode.LYS, 1.5)):
        theme = Theme(ROOT / "resources", mode=mode, scale=scale)
        theme.apply(app)
        for name in SHEETS:
            draw(app, theme, name, folder / f"{name}_{mode.value}_{round(scale * 100)}.png")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/gallery"))
