"""A kladde goes over to another skema and back, and not one word of it is lost on the way."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konsulent_app.pdf.readers import KOMMUNE, VIRKSOMHED, for_readers
from konsulent_app.services import afslut, rest, skift
from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.besoeg import BesoegLaast
from konsulent_app.services.context import Context
from konsulent_app.services.snapshot import make_snapshot
from konsulent_app.store import rows
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg
from konsulent_core.errors import UserError
from konsulent_core.skema.grammar import Felt, FeltType, Skema, Udgivet
from konsulent_core.skema.load import parse_skema
from konsulent_core.words import Fremmoede, OpgaveTrin, Part, Retning, Stemme, Virkning
from tests.sample import HENSYN, OPGAVER, RESOURCES, Sample, copy_sample

OPFOELGNING = (RESOURCES / "skemaer" / "opfoelgning.v1.toml").read_text(encoding="utf-8")
OUTLINE = (RESOURCES / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
# Everything that can go wrong in one file: keys with another meaning, choices gone, anchors changed, types missing.
STRENG = (
    OPFOELGNING.replace("version = 1", "version = 2")
    .replace('noegle = "hvordan.note"', 'noegle = "hvordan.nyt"')
    .replace('noegle = "forlaengelse.valg"\ntype = "valg"', 'noegle = "forlaengelse.x"\ntype = "valg"')
    .replace('noegle = "forlaengelse.dato"\ntype = "dato"', 'noegle = "forlaengelse.valg"\ntype = "dato"')
    .replace('{ noegle = "tilsagn", titel = "Ja, men ikke aftalt endnu" },', "")
    .replace("Kommer sjældent som aftalt", "Kommer ikke som aftalt")
    .replace('type = "opgaver"', 'type = "tekst"')
    .replace('aarsag_audience = "borger_og_kommune"\nhjaelp = "Prøvet', 'hjaelp = "Prøvet')
)


def published(text: str, day: int) -> Skema:
    skema = parse_skema(text, "test")
    return replace(skema, udgivet=Udgivet(tidspunkt=f"2026-03-0{day}T08:00:00.000Z", fra=date(2026, 3, day)))


NYE = {s.key: s for s in (published(OUTLINE, 1), published(STRENG, 2))}
GAMMEL = parse_skema(OPFOELGNING, "opfoelgning.v1")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = copy_sample(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def context(sample: Sample) -> Context:
    return replace(sample.context, skemaer={**sample.context.skemaer, **NYE})


def read(tx: Tx, besoeg: int) -> BesoegBlad:
    blad = read_besoeg(tx, besoeg)
    assert blad is not None
    return blad


class _Back(Exception):
    """Ends a transaction of which nothing is to stay."""


WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=30)
PLAIN = {f.noegle: f for f in GAMMEL.felter if f.tabel == "svar"}


def _value(felt: Felt) -> st.SearchStrategy[str]:
    match felt.type:
        case FeltType.VALG:
            return st.sampled_from([v.noegle for v in felt.valg])
        case FeltType.DATO:
            return st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
        case _:
            return WORDS.map(lambda text: f"«{text}»")


ANSWERS = st.fixed_dictionaries(
    {
        "svar": st.sets(st.sampled_from(sorted(PLAIN))).flatmap(
            lambda keys: st.fixed_dictionaries({key: _value(PLAIN[key]) for key in sorted(keys)})
        ),
        "udsagn": st.lists(
            st.tuples(
                st.sampled_from([f.noegle for f in GAMMEL.felter_af(FeltType.UDSAGN)]), st.sampled_from(Stemme), WORDS
            ),
            max_size=8,
        ),
        "trin": st.dictionaries(
            st.tuples(
                st.sampled_from([d.noegle for d in GAMMEL.dimensioner]),
                st.sampled_from([Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER]),
            ),
            st.one_of(st.none(), st.integers(1, 5)),
        ),
        "opgave": st.one_of(st.none(), st.sampled_from([OpgaveTrin.PROEVET, OpgaveTrin.MED_STOETTE])),
    }
)


def answer(tx: Tx, context: Context, besoeg: int, given: dict[str, object]) -> None:
    for felt, value in dict(given["svar"]).items():  # type: ignore[call-overload]
        verbs.save_svar(tx, context, besoeg, felt, value)
    for n, (felt, stemme, text) in enumerate(list(given["udsagn"])):  # type: ignore[call-overload]
        verbs.save_udsagn(tx, context, besoeg, 900 + n, felt, stemme, "Nogen", f"«{text}»", str(n))
    for (dimension, stemme), trin in dict(given["trin"]).items():  # type: ignore[call-overload]
        verbs.save_vurdering(tx, context, besoeg, dimension, stemme, trin, None, trin is None)
    if given["opgave"] is not None:
        verbs.save_opgave_trin(tx, context, besoeg, OPGAVER[0], OpgaveTrin(str(given["opgave"])))


def everything(context: Context, blad: BesoegBlad) -> set[tuple[str, str]]:
    """(voice or title, words) of every answer as somebody can see it: in a felt that is asked, or left over."""
    skema = context.skema(blad.besoeg.skema)
    said_at = {f.noegle for f in skema.felter_af(FeltType.UDSAGN)}
    seen = {(u.stemme or "", u.tekst or "") for u in blad.udsagn if u.felt in said_at and u.tekst}
    asked = {f.noegle: f for f in skema.felter if f.tabel == "svar"}
    seen |= {("svar", rest.in_words(asked[s.felt or ""], s.vaerdi)) for s in blad.svar if s.felt in asked and s.vaerdi}
    dimensions = {d.noegle for d in skema.dimensioner}
    seen |= {(f"{v.dimension} {v.stemme}", str(v.trin)) for v in blad.vurderinger if v.dimension in dimensions}
    for one in rest.of_besoeg(context, blad):
        seen |= {(u.stemme, u.tekst) for u in one.udsagn}
        if one.type_ is not None:
            continue
        if any(v.dimension == one.noegle for v in blad.vurderinger):
            voices = {"konsulenten": "konsulent", "arbejdsgiveren": "arbejdsgiver", "borgeren": "borger"}
            trin = one.vaerdi.removeprefix("Trin ")[:1] if one.vaerdi.startswith("Trin") else "None"
            seen.add((f"{one.noegle} {voices[one.titel.rpartition(', ')[2]]}", trin))
        elif one.vaerdi:
            seen.add(("svar", one.vaerdi))
    return seen


def stored(blad: BesoegBlad) -> object:
    """The answers as rows, the empty ones left out."""
    plain = {(s.felt, s.stemme, s.vaerdi) for s in blad.svar if s.vaerdi}
    return plain, blad.udsagn, blad.vurderinger, blad.opgave_trin, blad.uger, blad.timer, blad.besoeg.skema


@contextmanager
def undone(sample: Sample) -> Iterator[Tx]:
    """A transaction of which nothing stays."""
    with suppress(_Back), sample.database.writing() as tx:
        yield tx
        raise _Back


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(given=ANSWERS, til=st.sampled_from(sorted(NYE)), videre=st.booleans())
def test_every_word_is_seen_after_the_switch_and_undone_all_is_as_it_was(
    sample: Sample, context: Context, given: dict[str, object], til: str, videre: bool
) -> None:
    with undone(sample) as tx:
        answer(tx, context, sample.aabent, given)
        before = read(tx, sample.aabent)
        told = everything(context, before)
        plan = skift.make_plan(context, before, context.skemaer[til])
        skift.switch(tx, context, sample.aabent, til)
        if videre:
            skift.switch(tx, context, sample.aabent, next(key for key in NYE if key != til))
        after = read(tx, sample.aabent)
        assert everything(context, after) == told
        if not videre:
            listed = {(r.noegle, r.vaerdi, r.udsagn) for r in plan.uden_plads}
            kept = {(r.noegle.partition("@")[0], r.vaerdi, r.udsagn) for r in rest.of_besoeg(context, after)}
            assert kept == listed, "what was read before the yes is what is left over after it"
        printed = for_readers(make_snapshot(context, after), KOMMUNE)
        words = {u.tekst for p in printed.punkter for note in p.noter for u in note.udsagn}
        words |= {s.vaerdi for p in printed.punkter for s in p.svar}
        intern = {s.vaerdi for s in after.svar if s.vaerdi and (s.felt or "").endswith(".intern")}
        assert {text for _, text in told if text.startswith("«")} <= words | intern
        assert not any(s.felt.endswith(".intern") for p in printed.punkter for s in p.svar)
        if videre:
            skift.go_back(tx, context, sample.aabent)
        skift.go_back(tx, context, sample.aabent)
        back = read(tx, sample.aabent)
        assert stored(back) == stored(before)
        assert back.besoeg.skema_foer is None


@QUICK
@given(data=st.data(), til=st.sampled_from(sorted(NYE)))
def test_what_was_answered_after_the_switch_is_seen_after_going_back(
    sample: Sample, context: Context, data: st.DataObject, til: str
) -> None:
    ny = NYE[til]
    plain = {f.noegle: f for f in ny.felter if f.tabel == "svar"}
    first = data.draw(st.sets(st.sampled_from(sorted(PLAIN))))
    then = data.draw(st.sets(st.sampled_from(sorted(plain))))
    with undone(sample) as tx:
        for key in sorted(first):
            verbs.save_svar(tx, context, sample.aabent, key, data.draw(_value(PLAIN[key])))
        skift.switch(tx, context, sample.aabent, til)
        for key in sorted(then):
            verbs.save_svar(tx, context, sample.aabent, key, data.draw(_value(plain[key])))
        told = everything(context, read(tx, sample.aabent))
        skift.go_back(tx, context, sample.aabent)
        back = read(tx, sample.aabent)
        assert everything(context, back) == told
        make_snapshot(context, back)  # no answer stands where its words cannot be read


def test_rows_of_their_own_are_counted_and_still_printed(sample: Sample, context: Context) -> None:
    besoeg = sample.aabent
    with sample.database.writing() as tx:
        verbs.save_opgave_trin(tx, context, besoeg, OPGAVER[0], OpgaveTrin.SELVSTAENDIG)
        verbs.save_fremmoede(tx, context, besoeg, "2026-W10", {"ma": Fremmoede.MOEDT.value})
        verbs.save_skaanehensyn(tx, context, besoeg, HENSYN[0], Virkning.VIRKER)
        aftale_verbs.save_aftale(tx, context, besoeg, 90, "Ringe", Part.BORGER, "Katrine", None, "1")
        plan = skift.make_plan(context, read(tx, besoeg), NYE["opfoelgning.v2"])
        skift.switch(tx, context, besoeg, "opfoelgning.v2")
        printed = make_snapshot(context, read(tx, besoeg))
    assert [(r.titel, r.vaerdi) for r in plan.uden_plads] == [("Opgavernes trin", "1 svar")]
    assert plan.bliver == 3
    assert printed.opgaver[0].trin == OpgaveTrin.SELVSTAENDIG
    assert {f.type for f in printed.felter} >= {"opgaver", "fremmoede", "skaanehensyn", "aftaler"}


def test_a_level_that_stays_under_other_words_is_named_with_both(sample: Sample, context: Context) -> None:
    with sample.database.writing() as tx:
        verbs.save_vurdering(tx, context, sample.aabent, "stabilitet", Stemme.KONSULENT, 1, Retning.UAENDRET, False)
        verbs.save_vurdering(tx, context, sample.aabent, "samarbejde", Stemme.KONSULENT, 3, None, False)
        plan = skift.make_plan(context, read(tx, sample.aabent), NYE["opfoelgning.v2"])
    (line,) = plan.nye_ord
    assert line.startswith("Stabilitet, trin 1: »Kommer sjældent som aftalt")
    assert "hedder nu »Kommer ikke som aftalt" in line


def test_what_was_answered_in_the_new_one_is_not_lost_by_going_back(sample: Sample, context: Context) -> None:
    besoeg = sample.aabent
    with sample.database.writing() as tx:
        verbs.save_svar(tx, context, besoeg, "forlaengelse.valg", "oenskes")
        skift.switch(tx, context, besoeg, "opfoelgning.v2")
        verbs.save_svar(tx, context, besoeg, "forlaengelse.valg", "2026-05-01")
        verbs.save_svar(tx, context, besoeg, "arbejdsopgaver.opgaver", "Nu i ord")
        skift.go_back(tx, context, besoeg)
        blad = read(tx, besoeg)
    assert ("forlaengelse.valg", "oenskes") in {(s.felt, s.vaerdi) for s in blad.svar}
    assert {r.vaerdi for r in rest.of_besoeg(context, blad)} == {"01.05.2026", "Nu i ord"}


def test_only_a_kladde_is_switched_and_only_to_a_skema_of_its_type(sample: Sample, context: Context) -> None:
    with sample.database.reading() as tx:
        kladde, laast = read(tx, sample.aabent), read(tx, sample.foerste)
    found = skift.offer(context, kladde)
    assert found is not None
    assert found.key == "opfoelgning.v2"
    assert skift.offer(context, laast) is None
    assert not skift.can_go_back(context, kladde)
    for besoeg, til, trouble in (
        (sample.foerste, "outline.v1", BesoegLaast),
        (sample.aabent, "telefon.v1", UserError),
        (sample.aabent, "findes.v1", UserError),
    ):
        with pytest.raises(trouble), sample.database.writing() as tx:
            skift.switch(tx, context, besoeg, til)
    with pytest.raises(UserError, match="ikke skiftet"), sample.database.writing() as tx:
        skift.go_back(tx, context, sample.aabent)


def test_a_locked_besoeg_keeps_its_skema_and_its_words(sample: Sample, context: Context) -> None:
    besoeg = sample.aabent
    with sample.database.writing() as tx:
        verbs.save_udsagn(tx, context, besoeg, 95, "socialt.note", Stemme.BORGER, "Katrine", "Jeg blev.", "1")
        verbs.save_naeste(tx, context, besoeg, date(2026, 4, 9), None, None)
        skift.switch(tx, context, besoeg, "outline.v1")
    with sample.database.writing() as tx:
        made = afslut.lock_besoeg(tx, context, besoeg)
    assert made.snapshot.skema == "outline.v1"
    last = made.snapshot.punkter[-1]
    assert (last.titel, [u.tekst for n in last.noter for u in n.udsagn]) == (rest.TITEL, ["Jeg blev."])
    (told,) = [p for p in for_readers(made.snapshot, VIRKSOMHED).punkter if p.titel == rest.TITEL]
    assert told.noter == (), "what was for borger and kommune is not for the company, whatever the skema"
    with pytest.raises(BesoegLaast), sample.database.writing() as tx:
        skift.go_back(tx, context, besoeg)
    with sample.database.reading() as tx:
        kept = rows.get(tx, Besoeg, besoeg)
    assert kept is not None
    assert kept.skema == "outline.v1"
