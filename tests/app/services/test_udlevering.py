"""»Udlever oplysninger«: what is handed out is all there is, or what the reader may see; and it is written down."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pypdfium2
import pytest

from konsulent_app.pdf import indsigt
from konsulent_app.services import udlevering
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.notat import keep_notat
from konsulent_app.store import rows, udkast
from konsulent_core.entities import Borger, Sag, Udsagn
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.notat import Notat
from konsulent_core.udlevering.blad import Fakta, Indsigtsblad, Ord, Tabel, Under
from konsulent_core.udlevering.kolonner import FAKTA, TEKNISK
from konsulent_core.udlevering.laesbar import make_blad
from konsulent_core.udlevering.sagsfil import Historik, HistorikLinje, HistorikStand, Sagsfil, to_json
from konsulent_core.udlevering.skema_json import schema, schema_text
from konsulent_core.udlevering.tabeller import to_zip
from tests.app.services.plantet import BORGER as PLANTET_BORGER
from tests.app.services.plantet import INTERN, SLETTET, Sted, plant
from tests.app.services.plantet import SAG as PLANTET_SAG
from tests.sample import BORGER, PRAKTIK, RESOURCES, SAG, VIRKSOMHED, Sample, copy_sample

ROOT = RESOURCES.parent
# A virksomhed is told apart from others, a person there named; what else is known of them is not the borger's.
_ANDRES = {
    "virksomhed": {"pladser", "opgavetyper", "kultur", "smaajob"},
    "kontaktperson": {"telefon", "email", "uddannet"},
}


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


def insight(sample: Sample, sag: int = SAG, historik: Historik | None = None) -> Sagsfil:
    with sample.database.reading() as tx:
        return udlevering.make_indsigt(tx, sample.context, sag, historik or udlevering.uden_historik())


def planted(sample: Sample) -> list[Sted]:
    with sample.database.writing() as tx:
        return plant(tx, sample)


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(found.replace("\ufffe", "").split())  # long words are broken over lines


def words(blad: Indsigtsblad) -> Iterator[str]:
    for afsnit in blad.afsnit:
        yield afsnit.titel
        for part in afsnit.dele:
            match part:
                case Fakta():
                    yield from (part.titel, *(said for line in part.linjer for said in line))
                case Tabel():
                    yield from (said for row in part.raekker for said in row)
                case Ord():
                    yield part.tekst
                case Under():
                    yield part.titel


def tables(data: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {
            name: list(csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline=""), delimiter=";"))
            for name in packed.namelist()
        }


def mine(one: Sted) -> bool:
    return one.felt not in _ANDRES.get(one.tabel, ())


def test_every_text_in_every_field_is_in_all_three_files(sample: Sample) -> None:
    every = planted(sample)
    fil = insight(sample, PLANTET_SAG)
    as_json = to_json(fil).decode()
    as_csv = "\n".join(cell for lines in tables(to_zip(fil)).values() for line in lines for cell in line)
    as_pdf = text(indsigt.build(make_blad(fil), RESOURCES / "fonts"))
    assert len(every) > 130
    for told in (as_json, as_csv):
        assert [one for one in every if mine(one) and one.ord not in told] == []
        assert INTERN in told
        assert SLETTET in told
    shown = [one for one in every if mine(one) and one.felt not in TEKNISK]
    on_paper = "\n".join(words(make_blad(fil)))
    assert [one for one in shown if one.ord not in on_paper] == []
    # A narrow column breaks a long word over lines, which are read across the row.
    assert [one for one in shown if one.tabel in FAKTA and one.ord not in as_pdf] == []
    assert INTERN in as_pdf
    assert "(slettet)Hvordangårdet?" in as_pdf
    for told in (as_json, as_csv, as_pdf):
        assert [one for one in every if not mine(one) and one.ord in told] == []


def test_the_files_name_the_internal_notes_and_whose_they_are(sample: Sample) -> None:
    planted(sample)
    told = text(indsigt.build(make_blad(insight(sample, PLANTET_SAG)), RESOURCES / "fonts"))
    assert "Intern:skrevettilkonsulentenselvogteamlederen" in told


def test_a_sag_for_another_kommune_holds_none_of_what_is_not_for_it(sample: Sample) -> None:
    every = planted(sample)
    with sample.database.reading() as tx:
        fil, _ = udlevering.make_overdragelse(tx, sample.context, PLANTET_SAG)
    told = to_json(fil).decode()
    hidden = {"spoergsmaal", "konflikt", "forsinket", "sagtal", "laering"}
    assert [one for one in every if one.tabel in hidden and one.ord in told] == []
    assert INTERN not in told
    assert SLETTET not in told
    kept = [one for one in every if one.tabel not in hidden and one.felt not in _ANDRES.get(one.tabel, ())]
    assert [one for one in kept if one.ord not in told] == []


def test_all_sager_of_the_borger_are_in_it(sample: Sample) -> None:
    with sample.database.writing() as tx:
        rows.save(tx, Sag, 77, 77, {"borger": BORGER, "nummer": "15/0043", "slut": "2016-01-01"}, sample.clock())
        rows.save(tx, Udsagn, 78, 77, {"tekst": "Fra den gamle sag"}, sample.clock())
        rows.save(tx, Borger, 79, 79, {"fornavn": "En", "efternavn": "Anden"}, sample.clock())
    fil = insight(sample)
    assert set(fil.sager) == {SAG, 77}
    told = to_json(fil).decode()
    assert "Fra den gamle sag" in told
    assert "Anden" not in told


def test_what_is_not_a_record_is_in_it_too(sample: Sample) -> None:
    with sample.database.writing() as tx:
        udkast.put(tx, SAG, "gruppe", "Venter på udredning")
        keep_notat(tx, sample.context, Notat(sag=SAG, tekst="Ringede fra bilen"))
        log_haendelse(tx, sample.context, Haendelse.VIS_CPR, SAG)
        tx.conn.exec_driver_sql(
            "INSERT INTO karantaene (tabel,raekke,scope,felter,grund,hvornaar) VALUES ('udsagn',71,?,?,?,?)",
            (SAG, '{"tekst": "Nåede ikke frem"}', "adgang", "2026-03-01T08:00:00Z"),
        )
    told = text(indsigt.build(make_blad(insight(sample)), RESOURCES / "fonts"))
    for words in ("Venterpåudredning", "Ringedefrabilen", "CPR-nummeretblevvist", "Nåedeikkefrem"):
        assert words in told
    with sample.database.writing() as tx:
        keep_notat(tx, sample.context, Notat(sag=SAG + 1, tekst="Om en anden"))
    assert "Om en anden" not in to_json(insight(sample)).decode()


def test_what_waits_to_be_sent_is_told_with_what_stood_before(sample: Sample) -> None:
    with sample.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")
        rows.save(tx, Borger, BORGER, BORGER, {"jobmaal": "Gartner"}, sample.clock())
    (one,) = insight(sample).lokalt
    assert (one.tabel, one.raekke, dict(one.efter)) == ("borger", BORGER, {"jobmaal": "Gartner"})
    assert dict(one.foer) == {"jobmaal": "Fast job på lager, 16 timer om ugen med løn."}


def test_without_net_the_files_say_that_the_history_is_missing_and_how_to_get_it(sample: Sample) -> None:
    fil = insight(sample)
    assert json.loads(to_json(fil))["historik"] == {"stand": "mangler", "besked": udlevering.UDEN_NET, "linjer": []}
    assert udlevering.UDEN_NET in "\n".join(tables(to_zip(fil))["LÆS MIG.txt"][-1])
    assert "".join(udlevering.UDEN_NET.split()) in text(indsigt.build(make_blad(fil), RESOURCES / "fonts"))


def test_with_net_the_history_is_in_all_three(sample: Sample) -> None:
    line = HistorikLinje(tabel="borger", raekke=BORGER, felt="jobmaal", foer="Kok", efter="Lager", hvem="Bo Friis",
                         hvornaar="2026-01-05T08:00:00Z", modtaget="2026-01-05T08:01:00Z")  # fmt: skip
    moved = replace(line, tabel="praktik", raekke=PRAKTIK, felt="virksomhed", foer=None, efter=VIRKSOMHED)
    flag = replace(line, tabel="sag", raekke=SAG, felt="bekymring", foer=0, efter=1)
    fil = insight(sample, historik=Historik(stand=HistorikStand.HENTET, linjer=(line, moved, flag)))
    assert [one["efter"] for one in json.loads(to_json(fil))["historik"]["linjer"]] == ["Lager", str(VIRKSOMHED), True]
    assert tables(to_zip(fil))["historik.csv"][1][2:6] == ["Jobmål", "Kok", "Lager", "Bo Friis"]
    told = text(indsigt.build(make_blad(fil), RESOURCES / "fonts"))
    assert "BoFriis" in told
    assert "Jobmål:KokJobmål:Lager" in told
    assert "Skrevet,somdetstårnu" in told  # the praktik is still where it was put first
    assert "Bekymringssag:NejBekymringssag:Ja" in told


# --- the shape ----------------------------------------------------------------------------------------


def test_the_schema_in_docs_is_that_of_the_records() -> None:
    """``python -m tools.sagsskema`` writes it anew; a new field also asks for a new ``sagsfil.VERSION``."""
    assert (ROOT / "docs" / "sag.schema.json").read_text(encoding="utf-8") == schema_text()


def test_real_files_keep_the_schema_and_spoiled_ones_do_not(sample: Sample) -> None:
    planted(sample)
    validator = jsonschema_rs.Draft202012Validator(schema())
    with sample.database.reading() as tx:
        shared, _ = udlevering.make_overdragelse(tx, sample.context, SAG)
    line = HistorikLinje(
        tabel="sag", raekke=SAG, felt="bekymring", foer=None, efter=1, hvem="", hvornaar="", modtaget=""
    )
    whole = insight(sample, historik=Historik(stand=HistorikStand.HENTET, linjer=(line,)))
    for fil in (insight(sample), whole, insight(sample, PLANTET_SAG), shared):
        validator.validate(json.loads(to_json(fil)))
    told = json.loads(to_json(shared))
    for spoil in (
        {**told, "version": 2},
        {**told, "poster": {**told["poster"], "ukendt": []}},
        {**told, "poster": {"sag": [{**told["poster"]["sag"][0], "id": 10}]}},
        {**told, "poster": {"sag": [{**told["poster"]["sag"][0], "start": 5}]}},
        {key: value for key, value in told.items() if key != "historik"},
    ):
        assert not validator.is_valid(spoil)


def test_the_same_content_gives_the_same_bytes(sample: Sample) -> None:
    one, two = insight(sample), insight(sample)
    assert to_json(one) == to_json(two)
    assert to_zip(one) == to_zip(two)
    fonts = RESOURCES / "fonts"
    assert indsigt.build(make_blad(one), fonts) == indsigt.build(make_blad(two), fonts)


def test_nothing_in_the_tables_is_a_formula_or_a_number_that_is_rounded_off(sample: Sample) -> None:
    with sample.database.writing() as tx:
        values: dict[str, Value] = {"besoeg": sample.foerste, "tekst": '=HYPERLINK("http://x","y")', "person": "+45 12"}
        rows.save(tx, Udsagn, 901, SAG, values, sample.clock())
    found = tables(to_zip(insight(sample)))
    cells = [cell for name, lines in found.items() if name.endswith(".csv") for line in lines for cell in line]
    assert '\'=HYPERLINK("http://x","y")' in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert [cell for cell in cells if cell.isdigit() and len(cell) > len("0101801235")] == []


# --- the act ------------------------------------------------------------------------------------------


def test_what_was_handed_out_of_which_sager_is_written_down_with_its_hash(sample: Sample) -> None:
    fil = insight(sample)
    data = to_json(fil)
    with sample.database.writing() as tx:
        udlevering.log_udlevering(tx, sample.context, Haendelse.GEM_INDSIGT, fil.sager, data)
        found = tx.conn.exec_driver_sql("SELECT art, scope, detalje FROM haendelse WHERE art LIKE 'gem_%'").all()
    assert [tuple(row) for row in found] == [("gem_indsigt", SAG, hashlib.sha256(data).hexdigest())]


def test_a_sag_that_is_not_here_is_told(sample: Sample) -> None:
    with pytest.raises(UserError), sample.database.reading() as tx:
        udlevering.make_indsigt(tx, sample.context, 4711, udlevering.uden_historik())
    with pytest.raises(UserError), sample.database.reading() as tx:
        udlevering.make_overdragelse(tx, sample.context, 4711)


def test_a_password_that_is_guessed_at_once_is_refused_and_ours_is_not(sample: Sample) -> None:
    for weak in ("", "kort", "aaaaaaaaaaaaaaaa", "mette krogh 1"):
        with pytest.raises(UserError) as found:
            udlevering.check_kode(sample.context, weak)
        assert found.value.field == "adgangskode"
    made = {udlevering.make_kode(sample.context.entropy) for _ in range(20)}
    assert len(made) == 20
    for one in made:
        udlevering.check_kode(sample.context, one)
        assert [len(part) for part in one.split("-")] == [4] * 5


def test_the_planted_borger_is_the_one_that_is_told_of(sample: Sample) -> None:
    planted(sample)
    assert insight(sample, PLANTET_SAG).borger == PLANTET_BORGER
