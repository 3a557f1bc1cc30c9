"""The company's paper: promises first, no causes, levels or answers of the borger, and the same bytes every time."""

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from konsulent_app.pdf.virksomhed import build
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.snapshot import DagBlad, FeltAudience, FeltSvar, Snapshot
from konsulent_core.words import Audience
from tests.app.pdf import reading, samples

ROOT = Path(__file__).parents[3]

# dates, numbers as text, and words of closed sets: a paper that prints one has translated it
STRUCTURE = frozenset(
    {"version", "besoeg_type", "tidspunkt", "sidste_besoeg", "praktik_start", "praktik_slut", "sag_start", "ugeplan"}
    | {"naeste_dato", "naeste_tid", "formaal", "felter", "kurve", "noegle", "stemme", "audience", "felt", "retning"}
    | {"dato", "status", "fra", "art", "moenster", "sted", "part", "senest", "gjort_dato", "tilstand", "trin"}
    | {"sidst_trin", "sidst_dato", "virkning", "virksomhed"}
)


@cache
def felter(name: str = "opfoelgning.v1") -> tuple[FeltAudience, ...]:
    """Who may see what, by a skema the app is delivered with."""
    text = (ROOT / "resources" / "skemaer" / f"{name}.toml").read_text(encoding="utf-8")
    return tuple(
        FeltAudience(
            felt=f.noegle,
            type=f.type.value,
            audience=f.audience.value,
            aarsag_audience=f.aarsag_audience.value if f.aarsag_audience else None,
        )
        for f in parse_skemaer({f"{name}.toml": text})[name].felter
    )


def katrine() -> Snapshot:
    return replace(samples.katrine(), felter=felter(), konsulent_telefon="12 34 56 78")


def paper(snapshot: Snapshot) -> bytes:
    return build(snapshot, samples.FONTS)


def told(snapshot: Snapshot) -> str:
    return " ".join(reading.pages(paper(snapshot)))


def test_next_visit_and_whom_to_call_stand_first() -> None:
    first = reading.pages(paper(katrine()))[0]
    assert first.startswith(
        "OPFØLGNING – VIRKSOMHED Til Jens Damgaard og Lone Bach, Nordlager A/S Katrine hos Nordlager"
    )
    assert "Pluklageret · Besøg onsdag den 20. februar 2019 kl. 10.00" in first
    # two columns side by side: read as they stand on the page
    for words in ("Onsdag den 20. marts 2019 kl. 10.00", "Mette Lund, 12 34 56 78", "Virksomhedskonsulent"):
        assert first.index(words) < first.index("1 Det har vi aftalt")


def test_the_companys_own_promises_come_first() -> None:
    words = told(katrine())
    mine = words.index("Jer: Jens Damgaard Skriver under på 10 løntimer fra 1. marts 27.02.2019")
    assert mine < words.index("Katrine Siger til, hvis tempoet bliver for højt Uden dato")
    assert words.index("Jer: Lone Bach") < words.index("Mette Lund Ringer om forlængelse af praktikken 08.03.2019")
    assert "Mette Lund Sender papirer om løntimer til Jens (fra sidst) 18.01.2019" in words
    assert "Gjort af det, vi aftalte sidst: jer 1 af 1, borgeren 1 af 1, jobcentret 0 af 2." in words


def test_the_week_is_told_with_pay_and_praktik() -> None:
    words = told(katrine())
    assert "2 Arbejdstid fra 1. marts 2019 Mandag Tirsdag Onsdag Torsdag Fredag Om ugen" in words
    assert "Mødetid 8–12 8–12 – 8–12 8–12 16 timer Timer med løn 10 timer Praktiktimer 6 timer" in words
    assert "Indtil da: 16 timer om ugen, heraf 8 med løn." in words


def test_tasks_days_hensyn_and_goals_are_there() -> None:
    words = told(katrine())
    for part in (
        "Oprette varer i lagersystemet Med støtte ny",
        "Sortere retur og emballage Selvstændigt (sidst)",
        "Siden 9. januar 2019 Dage Planlagt 24 Mødt 19 Heraf gået før tid 1 Afbud 3 Udeblevet 1 Ikke registreret 1",
        "Ingen kundekontakt Chauffører og kunder går til ekspeditionen. Virker",
        "Opretter nye varer i lagersystemet alene 30.04.2019 Åbent",
        "Er Katrine ikke kommet? Ring til Katrine. Er der intet svar, så ring til Mette Lund samme formiddag.",
    ):
        assert part in words, part


def test_only_what_a_workplace_may_read_is_in_the_file() -> None:
    """A word of its own stands in every field; those that come through are named here, one by one."""
    base = replace(katrine(), bekymring_grund="Alene", naeste_grund="Indlagt", sidste_besoeg="2019-01-09")
    open_answer = FeltSvar(felt="loentimer.villig", titel="x", audience=Audience.ALLE.value, vaerdi="y")
    first, *rest = base.punkter
    with_open = replace(first, svar=(open_answer,))
    planted, words = reading.plant(replace(base, punkter=(with_open, *rest)), STRUCTURE)
    # what is kept apart by who may see it, each kind with words of its own
    hidden = replace(planted.punkter[1], svar=(replace(open_answer, audience="kommune", vaerdi="SKJULTSVAR"),))
    planted = replace(planted, punkter=(planted.punkter[0], hidden, *planted.punkter[2:]))
    seen = reading.everything(paper(planted))
    assert reading.shown(words, seen) == {
        "borger_fornavn",
        "konsulent",
        "konsulent_telefon",
        "afdeling",
        "kontaktperson",
        "delmaal.tekst",
        "opgaver.navn",
        "skaanehensyn.titel",
        "skaanehensyn.ordlyd",
        "aftaler.hvad",
        "aftaler.person",
        "aftaler_sidst.hvad",
        "aftaler_sidst.person",
        "punkter.svar.titel",
        "punkter.svar.vaerdi",
    }
    assert "SKJULTSVAR" not in seen
    assert "0101785555" not in seen
    assert "18/0412" not in told(katrine())


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        ("opgaver", "Plukke varer"),
        ("fremmoede", "Planlagt"),
        ("skaanehensyn", "Ingen kundekontakt"),
        ("timer", "Arbejdstid"),
        ("loentimer", "Timer med løn"),
        ("aftaler", "Skriver under på 10 løntimer"),
        ("aftaler_sidst", "aftalte sidst"),
        ("naeste_besoeg", "marts 2019 kl."),
    ],
)
def test_what_a_kommune_keeps_from_the_company_is_not_on_its_paper(type_: str, words: str) -> None:
    assert words in told(katrine())
    narrow = tuple(replace(f, audience="borger_og_kommune") if f.type == type_ else f for f in felter())
    assert words not in told(replace(katrine(), felter=narrow))


def test_absences_are_counted_alike_whatever_their_cause() -> None:
    def days(kind: str) -> Snapshot:
        return replace(katrine(), dage=tuple(DagBlad(dato="2019-02-18", status=kind, timer=None) for _ in range(2)))

    assert paper(days("sygdom")) == paper(days("behandling")) == paper(days("andet"))


def test_a_hensyn_without_agreed_words_is_on_no_companys_paper() -> None:
    base = katrine()
    silent = replace(base.skaanehensyn[0], titel="Angst", ordlyd=None)
    assert "Angst" not in told(replace(base, skaanehensyn=(silent,)))
    assert "Ingen hensyn er aftalt med ord til arbejdspladsen." in told(replace(base, skaanehensyn=(silent,)))


def test_what_another_workplace_promised_is_not_told_here() -> None:
    moved = replace(katrine(), praktik_start="2019-02-21")
    words = told(moved)
    assert "fra sidst" not in words.lower()
    assert "aftalte sidst" not in words


def test_hours_at_another_workplace_are_not_told_here() -> None:
    words = told(replace(katrine(), virksomhed="Åby Bibliotek"))
    assert "Hvor mange timer om ugen det er, er ikke skrevet ned." in words
    assert "løn" not in words.split("2 Arbejdstid")[1].split("3 Opgaver")[0]


def test_a_besoeg_without_a_workplace_gives_an_empty_paper_that_says_so() -> None:
    words = told(replace(katrine(), virksomhed=None))
    assert "Der er ingen at give papiret til, så det er tomt." in words
    assert "Det har vi aftalt" not in words


def test_a_besoeg_from_before_skemaer_named_their_readers_says_so() -> None:
    words = told(replace(katrine(), felter=()))
    assert "Aftaler, timer, opgaver, fremmøde og hensyn er derfor ikke med." in words
    assert "Plukke varer" not in words


def test_a_startmoede_gives_the_company_what_was_agreed_there() -> None:
    answer = FeltSvar(
        felt="fremmoede.besked", titel="Afbud: hvem får besked?", audience="alle", vaerdi="Ring til Lone før kl. 7"
    )
    base = katrine()
    met = replace(
        base,
        besoeg_type="startmoede",
        felter=felter("startmoede.v1"),
        punkter=(replace(base.punkter[0], svar=(answer,), noter=()),),
    )
    words = told(met)
    assert words.startswith("STARTMØDE – VIRKSOMHED")
    assert "Afbud: hvem får besked? Ring til Lone før kl. 7" in words
    assert "Fremmøde" not in words


def test_long_lists_break_over_pages_with_their_heads_again() -> None:
    base = katrine()
    many = replace(base, aftaler=base.aftaler * 20, delmaal=base.delmaal * 20)
    found = reading.pages(paper(many))
    assert sum("Hvem Hvad Senest" in page for page in found) > 1
    assert all(f"Side {n} af {len(found)}" in page for n, page in enumerate(found, start=1))


def test_a_very_long_name_of_a_workplace_leaves_room_for_the_papers_own() -> None:
    base = katrine()
    long = replace(base, virksomhed="Tømrer- og Snedkervirksomheden " * 9, aftaler=base.aftaler * 20)
    found = reading.pages(paper(long))
    assert len(found) > 2
    assert all(page.startswith("Opfølgning – virksomhed Tømrer- og") for page in found[1:])


def test_nothing_at_all_is_still_a_paper() -> None:
    assert paper(samples.tom()).startswith(b"%PDF")
    assert paper(replace(samples.tom(), felter=felter(), virksomhed="V")).startswith(b"%PDF")


def test_the_file_is_danish_neutral_tagged_and_bookmarked() -> None:
    pdf = paper(katrine())
    assert reading.every_mark_has_its_place(pdf)
    assert "Table" in reading.roles(pdf)
    headings = [int(role[1]) for role in reading.roles(pdf) if role in ("H1", "H2", "H3")]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "da-DK"
        assert str(document.docinfo.Title) == "Opfølgning – virksomhed"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == [
                "1\xa0\xa0Det har vi aftalt",
                "2\xa0\xa0Arbejdstid fra 1.\xa0marts\xa02019",
            ]


def test_the_same_besoeg_gives_the_same_bytes() -> None:
    assert paper(katrine()) == paper(katrine())
