"""Every claim of a praktikdokumentation has its source, and it holds nothing that its readers may not see."""

from dataclasses import fields, replace
from datetime import date

import pytest

from konsulent_core.entities import Udsagn
from konsulent_core.rapport.blad import Afsnit
from konsulent_core.rapport.grundlag import Grundlag
from tests.core.praktikdok.world import dok, ended
from tests.core.rapport.planted import everywhere, records, words_of
from tests.core.rapport.world import ANDEN, GAMMEL, NY, RING, SAG, TREDJE, grundlag


def test_every_claim_has_its_source() -> None:
    for blad in (dok(), dok(praktik=GAMMEL), dok(ended())):
        assert blad.pointe.belaeg
        assert all(b.belaeg for b in blad.byggesten)
        assert all(a.belaeg for a in blad.forrige_ord)
        assert blad.forrige is None or all(line.belaeg for line in blad.forrige.linjer)
        paragraphs = [i for d in blad.dele for i in d.indhold if isinstance(i, Afsnit)]
        assert all(a.belaeg or a.mangler for a in paragraphs)
        told = {b.kilde for a in paragraphs for b in a.belaeg if b.kilde is not None}
        assert told <= set(blad.kilder)


# The text fields that the paper prints; every other field of every record stays out.
PRINTED = {
    ("borger", "fornavn"), ("borger", "efternavn"), ("borger", "jobmaal"), ("borger", "bisidder"),
    ("sag", "nummer"), ("sag", "sagstype"), ("sag", "konsulent"),
    ("praktik", "afdeling"), ("praktik", "formaal_tekst"), ("praktik", "afbrudt_aarsag"), ("praktik", "laering"),
    ("praktik", "resultat"),
    ("besoeg", "sted"), ("besoeg", "deltagere"), ("besoeg", "naeste_grund"),
    ("udsagn", "tekst"), ("udsagn", "person"),
    ("opgave", "navn"), ("opgave_trin", "grund"),
    ("skaanehensyn", "titel"), ("skaanehensyn", "ordlyd"),
    ("timer", "moenster"), ("timer", "aarsag"),
}  # fmt: skip


DAGE = ("2025-04-07", "2025-05-05", "2025-05-14")  # of a step back, which has a cause


def _told(base: Grundlag) -> str:
    return "".join(words_of(dok(base, praktik=p.id)) for p in base.praktikker)


def test_of_all_fields_of_all_records_only_those_of_the_paper_are_printed() -> None:
    base = everywhere()
    tried = tuple(replace(t, praktik=NY, fra=day) for t, day in zip(base.timer, DAGE, strict=True))
    told = _told(replace(base, tidligere=tuple(replace(s, start="2020-01-01") for s in base.tidligere)))
    told += _told(replace(base, steder={}))  # the afdeling stands where no workplace is known
    told += _told(replace(base, timer=(*(replace(t, timer=h) for t, h in zip(tried, (4.0, 6.0, 4.0), strict=True)),)))
    seen = {
        (record.tabel, f.name)
        for record in records(base)
        for f in fields(record)
        if f"<{record.tabel}.{f.name}>" in told
    }
    assert seen == PRINTED


@pytest.mark.parametrize("felt", ["hvordan.intern", "fremmoede.intern", "findes.ikke", "note"])
def test_words_at_an_internal_or_unknown_felt_are_never_told(felt: str) -> None:
    secret = tuple(
        Udsagn(id=n, scope=SAG, besoeg=TREDJE, felt=felt, stemme=stemme, person="Lone Bach", tekst="HEMMELIGT")
        for n, stemme in enumerate(("borger", "arbejdsgiver", "konsulent"), start=500)
    )
    base = grundlag()
    without = replace(base, udsagn=tuple(u for u in base.udsagn if u.stemme != "arbejdsgiver"))
    assert "HEMMELIGT" not in words_of(dok(replace(without, udsagn=(*secret, *without.udsagn))))


def test_the_cpr_number_is_nowhere() -> None:
    base = grundlag()
    blad = dok(replace(base, sag=replace(base.sag, nummer="010180-1235")))
    assert "1235" not in words_of(blad)


def test_a_besoeg_whose_skema_is_unknown_tells_its_day_and_no_more() -> None:
    blad = dok(known={})
    assert [k.besoeg for k in blad.kilder] == [ANDEN, RING, TREDJE]
    assert "Pakke ordrer" in words_of(blad.dele)  # planned in the praktik itself
    assert "Jeg vil gerne blive her" not in words_of(blad)
    assert blad.vurderinger is None


def test_the_same_sag_gives_the_same_paper() -> None:
    assert dok() == dok()


def test_a_besoeg_after_the_day_of_the_paper_is_not_told() -> None:
    assert [k.besoeg for k in dok(til=date(2025, 5, 1)).kilder] == [ANDEN]
