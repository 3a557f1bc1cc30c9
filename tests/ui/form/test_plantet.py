"""A word of its own stands in every text field of every record: what may not leave the house is nowhere outside it."""

from dataclasses import fields
from datetime import date

from PySide6.QtWidgets import QWidget

from konsulent_app.app.papers import Papers
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.kalender import log_kalender, make_kalender
from konsulent_app.services.opgoerelse import kendte_aarsager, log_opgoerelse, make_opgoerelse
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.overblik import read_overblik
from konsulent_app.ui.pages.vis_for_borger import VisForBorger
from konsulent_core.entities import BY_TABEL, Indsats, Konflikt, Laering, Rettelse, Spoergsmaal, Svar, Udsagn
from konsulent_core.merge import Value
from konsulent_core.overblik import count
from konsulent_core.overblik_periode import Periode, count_period
from konsulent_core.skema.grammar import FeltType
from konsulent_core.words import Audience
from tests.core.rapport.planted import CODES
from tests.sample import PRAKTIK, RESOURCES, SAG, VIRKSOMHED
from tests.ui.form.conftest import Visit

I_DAG = date(2026, 3, 12)
# What the app reads a meaning out of, beside the codes of the report.
KODER = CODES | {
    "punkt", "naeste_dato", "naeste_tid", "ugeplan", "snapshot", "snapshot_hash", "foer", "efter", "min", "server",
    "tabelnavn", "orden", "hvornaar", "afsluttet", "stillet", "gruppe_igen", "cv_dato", "moede_sidst", "resultat",
    "afbrudt_aarsag",
}  # fmt: skip
# The borger's own shared content (DOMAIN §8): what was agreed and said where the borger sits at the table.
DELT = {
    ("borger", "fornavn"), ("virksomhed", "navn"), ("opgave", "navn"), ("skaanehensyn", "ordlyd"),
    ("aftale", "hvad"), ("aftale", "person"), ("udsagn", "person"),
}  # fmt: skip


def plant(tx: Tx, visit: Visit) -> None:
    now = visit.sample.clock()
    ingen: dict[str, Value] = {"foer": "{}"}
    more: tuple[tuple[type, dict[str, Value]], ...] = (
        (Indsats, {"art": "mentor", "start": "2026-01-01"}),
        (Spoergsmaal, {"punkt": "hvordan", "orden": "1"}),
        (Svar, {"besoeg": visit.sample.aabent, "felt": "hvordan.intern", "stemme": "konsulent"}),
        (Rettelse, {"besoeg": visit.sample.foerste, "nummer": 1, "tilstand": "gaeldende", **ingen, "efter": "{}"}),
        (
            Konflikt,
            {"tabelnavn": "aftale", "raekke": 81, "tilstand": "aaben", "foer": "{}", "min": "{}", "server": "{}"},
        ),
        (Laering, {"virksomhed": VIRKSOMHED}),
    )
    for number, (entity, values) in enumerate(more, start=700):
        rows.save(tx, entity, number, SAG, values, now)
    rows.save(tx, BY_TABEL["praktik"], PRAKTIK, SAG, {"afbrudt_aarsag": "<praktik.afbrudt_aarsag>"}, now)
    for table, entity in BY_TABEL.items():
        for f in fields(entity):
            if str(f.type) in ("str | None", "str") and f.name not in KODER:
                tx.conn.exec_driver_sql(f"UPDATE {table} SET {f.name}=?", (f"<{table}.{f.name}>",))


def answer_all(tx: Tx, visit: Visit) -> None:
    """Words and a plain answer at every felt of the open besøg, each saying where it stands."""
    now = visit.sample.clock()
    for number, felt in enumerate(visit.sample.context.skemaer["opfoelgning.v1"].felter):
        at: dict[str, Value] = {"besoeg": visit.sample.aabent, "felt": felt.noegle, "stemme": "konsulent"}
        who: dict[str, Value] = {"person": "<udsagn.person>", "orden": "1"}
        rows.save(tx, Udsagn, 800 + number, SAG, {**at, **who, "tekst": f"<{felt.noegle}>"}, now)
        if felt.type in (FeltType.TEKST, FeltType.INTERN):
            rows.save(tx, Svar, 900 + number, SAG, {**at, "vaerdi": f"<{felt.noegle}>"}, now)


def seen(words: str) -> set[tuple[str, str]]:
    return {
        (table, f.name) for table, entity in BY_TABEL.items() for f in fields(entity) if f"<{table}.{f.name}>" in words
    }


def test_in_vis_for_borger_stands_nothing_but_the_shared(visit: Visit) -> None:
    with visit.sample.database.writing() as tx:
        plant(tx, visit)
        answer_all(tx, visit)
    visit.page.open(visit.sample.aabent)
    visit.work.settle()
    visit.page.share()
    visit.work.settle()
    (shared,) = visit.page.findChildren(VisForBorger)
    said = [visit.page.window().windowTitle()]
    for number in range(len(visit.sample.context.skemaer["opfoelgning.v1"].punkter)):
        shared.go(number + 1)
        visit.work.settle()
        for widget in [shared, *shared.findChildren(QWidget)]:
            said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.objectName()]
            said += [str(widget.property(name) or "") for name in ("text", "plainText", "placeholderText")]
    words = " ".join(said)
    assert seen(words) == DELT
    skema = visit.sample.context.skemaer["opfoelgning.v1"]
    told = {felt.audience for felt in skema.felter if f"<{felt.noegle}>" in words}
    assert told
    assert told <= {Audience.ALLE, Audience.BORGER_OG_KOMMUNE}


def test_calendar_figures_and_the_log_of_events_hold_nothing_that_somebody_wrote(visit: Visit) -> None:
    context = visit.sample.context
    with visit.sample.database.writing() as tx:
        plant(tx, visit)
        log_haendelse(tx, context, Haendelse.AABN_SAG, SAG)
        fil = make_kalender(tx, context)
        log_kalender(tx, context, fil)
        blad = read_overblik(tx, I_DAG)
        made = make_opgoerelse(
            count(blad.tal, blad.andele, I_DAG),
            count_period(blad.tal, Periode.AAR, I_DAG),
            blad.tal,
            I_DAG,
            kendte_aarsager(context),
        )
        log_opgoerelse(tx, context, made)
        log = str(tx.conn.exec_driver_sql("SELECT * FROM haendelse").all())
    kalender = fil.indhold.decode().replace("\r\n ", "")
    assert seen(kalender) == {("virksomhed", "navn"), ("virksomhed", "adresse"), ("virksomhed", "by")}
    assert seen(made.decode("utf-8-sig")) == set()
    assert seen(log) == set()


# The company reads it too (DOMAIN §7): where, why, what for, when, what is done, and the agreed wording alone.
VITAS = {
    ("virksomhed", "navn"), ("virksomhed", "adresse"), ("praktik", "afdeling"), ("praktik", "formaal_tekst"),
    ("kontaktperson", "navn"), ("opgave", "navn"), ("skaanehensyn", "ordlyd"), ("delmaal", "tekst"),
}  # fmt: skip
JOURNAL = {
    ("besoeg", "sted"), ("besoeg", "deltagere"), ("praktik", "formaal_tekst"), ("timer", "aarsag"), ("opgave", "navn"),
    ("skaanehensyn", "titel"), ("skaanehensyn", "aarsag"), ("skaanehensyn", "ordlyd"), ("delmaal", "tekst"),
    ("udsagn", "person"), ("aftale", "hvad"), ("aftale", "person"), ("besoeg", "naeste_grund"),
}  # fmt: skip


def test_the_journal_gets_all_but_the_internal_and_vitas_what_all_may_see(visit: Visit) -> None:
    sample = visit.sample
    skema = sample.context.skemaer["opfoelgning.v1"]
    with sample.database.writing() as tx:
        plant(tx, visit)
        now = sample.clock()
        for number, felt in enumerate(skema.felter):
            at: dict[str, Value] = {"besoeg": sample.aabent, "felt": felt.noegle, "stemme": "konsulent"}
            words: Value = f"<{felt.noegle}>"
            if felt.type is FeltType.UDSAGN:
                rows.save(tx, Udsagn, 800 + number, SAG, {**at, "person": "<udsagn.person>", "tekst": words}, now)
            elif felt.type in (FeltType.TEKST, FeltType.INTERN):
                rows.save(tx, Svar, 900 + number, SAG, {**at, "vaerdi": words}, now)
    papers = Papers(sample.database, sample.context, RESOURCES / "fonts")
    told = {maal: papers.overfoersel(sample.aabent, maal).tekst for maal in sample.context.maal()}
    assert seen(told["vitas"]) == VITAS
    assert seen(told["journal"]) == JOURNAL
    notes = {maal: {f.audience for f in skema.felter if f"<{f.noegle}>" in text} for maal, text in told.items()}
    assert notes == {"journal": {Audience.BORGER_OG_KOMMUNE}, "vitas": set()}
    assert all(f"<{f.noegle}>" in told["journal"] for f in skema.felter_af(FeltType.UDSAGN))
