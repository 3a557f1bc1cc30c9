"""A paper's readers see what the skema lets them see: rows, levels, answers and causes."""

from dataclasses import replace

import pytest

from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.readers import BORGER, KOMMUNE, VIRKSOMHED, for_readers
from konsulent_core.snapshot import DagBlad, FeltAudience, Snapshot
from tests.app.pdf import samples


def felt(type_: str, audience: str = "alle", aarsag: str | None = None, key: str = "") -> FeltAudience:
    return FeltAudience(felt=key or f"{type_}.felt", type=type_, audience=audience, aarsag_audience=aarsag)


FELTER = (
    felt("aftaler_sidst"),
    felt("opgaver", aarsag="borger_og_kommune"),
    felt("udsagn", "borger_og_kommune", key="note"),
    felt("fremmoede", aarsag="borger_og_kommune"),
    felt("skaanehensyn", aarsag="kommune"),
    felt("loentimer"),
    felt("timer", aarsag="borger_og_kommune"),
    felt("aftaler"),
    felt("naeste_besoeg", aarsag="borger_og_kommune"),
    *(felt("vurdering", "borger_og_kommune", key=f"trin{n}") for n in range(5)),
)


def full(*felter: FeltAudience) -> Snapshot:
    days = tuple(DagBlad(dato="2019-02-18", status=kind, timer=None) for kind in ("sygdom", "behandling", "andet"))
    base = samples.katrine()
    return replace(base, felter=felter, dage=(*base.dage, *days), naeste_grund="Indlagt", bekymring_grund="Alene")


def without(type_: str) -> Snapshot:
    return full(*(f for f in FELTER if f.type != type_))


def test_the_company_sees_what_is_done_and_no_causes() -> None:
    seen = for_readers(full(*FELTER), VIRKSOMHED)
    assert seen.opgaver
    assert not any(o.grund for o in seen.opgaver)
    assert {d.status for d in seen.dage} == {"moedt", "foer_tid", "afbud", "udeblevet", None}
    assert seen.skaanehensyn[0].ordlyd
    assert not any(h.aarsag for h in seen.skaanehensyn)
    assert seen.timer[-1].loentimer == 10
    assert not any(t.aarsag for t in seen.timer)
    assert (seen.naeste_dato, seen.naeste_grund) == ("2019-03-20", None)
    assert seen.aftaler
    assert seen.aftaler_sidst
    assert not any(p.noter or p.dimensioner for p in seen.punkter)
    assert (seen.cpr, seen.bekymring_grund) == (None, None)


def test_the_borger_sees_causes_but_not_the_kommunes() -> None:
    seen = for_readers(full(*FELTER), BORGER)
    assert "sygdom" in {d.status for d in seen.dage}
    assert any(o.grund for o in seen.opgaver)
    assert any(t.aarsag for t in seen.timer)
    assert seen.naeste_grund == "Indlagt"
    assert sum(len(p.dimensioner) for p in seen.punkter) == 5
    assert not any(h.aarsag for h in seen.skaanehensyn)
    assert (seen.cpr, seen.bekymring_grund) == (None, None)


def test_the_kommune_sees_all_but_the_internal() -> None:
    seen = for_readers(full(*FELTER), KOMMUNE)
    assert (seen.cpr, seen.bekymring_grund) == ("0101785555", "Alene")
    assert seen.skaanehensyn == full().skaanehensyn
    assert seen.dage == full().dage
    assert not any(n.audience == "intern" for p in seen.punkter for n in p.noter)


@pytest.mark.parametrize(
    ("type_", "rows"),
    [
        ("opgaver", "opgaver"),
        ("fremmoede", "dage"),
        ("skaanehensyn", "skaanehensyn"),
        ("timer", "timer"),
        ("aftaler_sidst", "aftaler_sidst"),
        ("aftaler", "aftaler"),
        ("naeste_besoeg", "naeste_dato"),
    ],
)
def test_a_felt_that_the_skema_does_not_name_is_for_nobody(type_: str, rows: str) -> None:
    assert getattr(for_readers(full(*FELTER), KOMMUNE), rows)
    assert not getattr(for_readers(without(type_), KOMMUNE), rows)


def test_each_level_has_its_own_felts_readers() -> None:
    mixed = [f for f in FELTER if f.type != "vurdering"]
    mixed += [felt("vurdering", "alle" if n == 2 else "kommune", key=f"trin{n}") for n in range(5)]
    seen = for_readers(full(*mixed), VIRKSOMHED)
    assert [d.titel for p in seen.punkter for d in p.dimensioner] == ["Stabilitet"]


def test_a_snapshot_from_before_it_named_its_felter_is_the_kommunes() -> None:
    old = full()
    assert for_readers(old, KOMMUNE).timer == old.timer
    for readers in (BORGER, VIRKSOMHED):
        seen = for_readers(old, readers)
        assert not any((seen.opgaver, seen.dage, seen.skaanehensyn, seen.timer, seen.aftaler, seen.naeste_dato))
        assert not any(p.dimensioner for p in seen.punkter)


def test_an_absence_without_its_kind_can_be_printed() -> None:
    seen = for_readers(full(*FELTER), VIRKSOMHED)
    assert build(seen, (), samples.FONTS).startswith(b"%PDF")
