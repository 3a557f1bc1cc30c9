"""The journal's paper holds all but the internal, says what is missing, and is the same bytes every time."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from konsulent_app.pdf.opfoelgning_sag import build
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_core.snapshot import FeltSvar, PunktBlad, Snapshot
from tests.app.pdf import blade, samples


def paper(snapshot: Snapshot, rettelser: tuple[RettelseLinje, ...] = ()) -> bytes:
    return build(snapshot, rettelser, samples.FONTS)


def pages(pdf: bytes) -> list[str]:
    """The text of each page as a reader copies it, one space between words."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


def text_of(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def test_internal_text_never_appears() -> None:
    """A unique word stands in every field a person writes; those marked intern must not come through."""
    base = samples.katrine()

    def planted(punkt: PunktBlad) -> PunktBlad:
        secret = blade.note(blade.udsagn("borger", "Katrine", f"HEMNOTE{punkt.nummer}"), audience="intern")
        answer = FeltSvar(felt="x", titel=f"HEMTITEL{punkt.nummer}", audience="intern", vaerdi=f"HEMSVAR{punkt.nummer}")
        misspelt = replace(answer, audience="Intern", vaerdi="HEMUKENDT")
        shown = replace(answer, audience="kommune", titel="Synlig", vaerdi=f"SYNLIG{punkt.nummer}")
        return replace(punkt, noter=(*punkt.noter, secret), svar=(*punkt.svar, answer, misspelt, shown))

    pdf = paper(replace(base, punkter=tuple(planted(p) for p in base.punkter)), samples.rettelser())
    told = text_of(pdf)
    assert "HEM" not in told
    assert "INTERN" not in told
    assert all(f"SYNLIG{p.nummer}" in told for p in base.punkter)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        outline = document.Root.Outlines
        loose = [str(o) for o in document.objects if not isinstance(o, pikepdf.Stream)]
    assert outline is not None
    assert not any("HEM" in o or "INTERN" in o for o in loose)


def test_everything_but_the_internal_is_there() -> None:
    told = text_of(paper(samples.katrine(), samples.rettelser()))
    for words in (
        "Katrine Vestergaard",
        "Besøg 10 · onsdag den 20. februar 2019 kl. 10.00 · Nordlager A/S",
        "Fleksjob som lagermedarbejder",
        "Lone Bach, mentor",
        "Katrine arbejder 16 timer om ugen, og 8 af dem er med løn; fra 01.03.2019 er 10 aftalt med løn.",
        "er selvstændighed og stabilitet gået frem, arbejdsopgaver er gået lidt frem",
        "Nu 4: Lægger selv rækkefølgen og finder næste opgave uden at blive bedt om det.",
        "↑ 1 trin frem siden 09.01.2019 (trin 3).",
        "↗ Lidt frem, samme trin som 09.01.2019.",
        "→ Uændret siden 09.01.2019.",
        "»Jeg vil helst lige spørge først.«",
        "Så hende skifte til retur uden at blive bedt om det.",
        "Lægge nye varer på plads Med støtte Selvstændigt",
        "Afbud, sygdom 2 21.01., 22.01.",
        "Udeblevet 1 15.02.",
        "Katrine valgte selv tallet 8",
        "Lavt pres Belastningsreaktion",
        "Virker delvist",
        "Mette Lund, konsulent Sender papirer om løntimer til Jens 18.01.2019 Ikke gjort",
        "Holdt: borger 1 af 1 · virksomhed 1 af 1 · jobcenter 0 af 2.",
        "Onsdag den 20. marts 2019 kl. 10.00",
        "25.02.2019 Mette Lund",
    ):
        assert words in told, words


def test_the_consultants_prose_is_not_put_in_quotation_marks() -> None:
    assert "»Så hende" not in text_of(paper(samples.katrine()))


@pytest.mark.parametrize(("name", "count"), [("katrine", 4), ("foerste", 4), ("lange", 10), ("tom", 2)])
def test_pages_are_numbered_out_of_their_true_count(name: str, count: int) -> None:
    make, rettelser = samples.SAMPLES[name]
    told = pages(paper(make(), rettelser()))
    assert len(told) == count
    assert all(f"Side {n} af {count}" in page for n, page in enumerate(told, start=1))


def test_gaps_are_named() -> None:
    told = text_of(paper(samples.katrine()))
    assert "Ikke drøftet i dag. Sidst: trin 4, 09.01.2019." in told
    assert "Ikke drøftet i dag: 9 Forlængelse." in told
    assert "Sortere retur og emballage Selvstændigt Ikke drøftet i dag" in told
    assert "Ti minutters pause Ikke skrevet ned" in told
    assert "Ikke registreret 1 19.02." in told
    assert "Ikke gjort op: 1." in told


def test_a_snapshot_with_nothing_in_it_still_is_a_paper() -> None:
    told = text_of(paper(samples.tom()))
    assert "Borgerens timer om ugen er ikke skrevet ned." in told
    assert "Ingen dato. Grunden er ikke skrevet ned." in told
    empty = replace(
        samples.tom(), punkter=(), opgaver=(), dage=(), skaanehensyn=(), timer=(), aftaler_sidst=(), aftaler=(),
        delmaal=(),
    )  # fmt: skip
    told = text_of(paper(empty))
    assert "Ingen opgaver er skrevet ned." in told
    assert "Ingen planlagte dage er skrevet ned." in told


def test_open_conflicts_are_said_on_the_first_page() -> None:
    base = samples.katrine()
    assert "2 felter er rettet to steder og ikke afgjort." in pages(paper(samples.foerste_besoeg()))[0]
    assert "1 felt er rettet to steder og ikke afgjort." in pages(paper(replace(base, aabne_konflikter=1)))[0]
    assert "ikke afgjort" not in text_of(paper(base))


def test_the_reason_stands_where_there_is_no_next_date() -> None:
    told = text_of(paper(samples.foerste_besoeg()))
    assert "Ingen dato. Afventer svar fra lægen. Mette ringer i uge 10." in told


def test_long_notes_break_over_pages_and_say_whose_they_are_on_each() -> None:
    told = pages(paper(samples.lange_noter()))
    whole = " ".join(told)
    assert "Linje 0:" in whole
    assert "Linje 139:" in whole
    assert "Katrine, borger" in told[2]
    assert "Mette Lund, konsulent" in told[5]


def test_characters_the_typeface_lacks_are_said_to_be_missing() -> None:
    told = text_of(paper(samples.lange_noter()))
    assert "Tak [tegn kan ikke vises] og [tegn kan ikke vises], sagde hun." in told


def test_the_cpr_number_is_nowhere() -> None:
    base = samples.katrine()
    assert base.cpr is not None
    pdf = paper(base)
    assert base.cpr not in text_of(pdf)
    numbered_by_cpr = replace(base, sag_nummer="010178-5555")
    assert "5555" not in text_of(paper(numbered_by_cpr))


def test_only_the_bundled_typeface_is_used_and_all_of_it_is_embedded() -> None:
    for make, rettelser in samples.SAMPLES.values():
        with pikepdf.open(io.BytesIO(paper(make(), rettelser()))) as document:
            for page in document.pages:
                for font in page.Resources.Font.values():
                    assert "IBMPlexSans" in str(font.BaseFont)
                    assert "/FontFile2" in font.FontDescriptor
        assert b"Helvetica" not in paper(make(), rettelser())


def test_the_files_own_data_are_danish_neutral_and_tagged() -> None:
    pdf = paper(samples.katrine())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "da-DK"
        assert str(document.docinfo.Title) == "Opfølgning – sag"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.StructTreeRoot.K.S) == "/Document"
        assert not any("Vestergaard" in str(value) for value in document.docinfo.values())
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles[:2] == ["Udvikling", "Punkt for punkt"]


def test_every_mark_on_a_page_has_its_place_in_the_structure() -> None:
    with pikepdf.open(io.BytesIO(paper(samples.lange_noter()))) as document:
        parents = document.Root.StructTreeRoot.ParentTree.Nums
        for index, page in enumerate(document.pages):
            assert page.obj.StructParents == index == parents[2 * index]
            opened = [
                int(step.operands[1]["/MCID"])
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) == "BDC"
            ]
            assert opened == list(range(len(parents[2 * index + 1])))


def test_a_promise_that_is_not_due_yet_counts_neither_way() -> None:
    sidst = (
        blade.aftale("Ringer", "konsulent", "Mette", "2019-02-01", True, "2019-02-01"),
        blade.aftale("Skriver", "konsulent", "Mette", "2019-02-20", False),
        blade.aftale("Bestiller", "konsulent", "Mette", "2019-02-21", False),
        blade.aftale("Henter", "konsulent", "Mette", "2019-03-01", True, "2019-02-10"),
        blade.aftale("Kommer", "borger", "Katrine", "2019-03-01"),
    )
    told = text_of(paper(replace(samples.katrine(), aftaler_sidst=sidst)))
    assert "Holdt: jobcenter 2 af 3." in told
    assert "Skriver 20.02.2019 Ikke gjort" in told
    assert "Bestiller 21.02.2019 Ikke endnu" in told
    assert "Kommer 01.03.2019 Ikke endnu" in told
    later = text_of(paper(replace(samples.katrine(), aftaler_sidst=sidst[4:])))
    assert "Ingen af aftalerne skulle være holdt endnu." in later


def test_a_promise_done_after_its_day_is_told_as_late_and_not_as_kept() -> None:
    late = blade.aftale("Ringer", "konsulent", "Mette", "2019-02-01", True, "2019-02-10")
    told = text_of(paper(replace(samples.katrine(), aftaler_sidst=(late,))))
    assert "Holdt: jobcenter 0 af 1. Gjort efter tiden: 1." in told


def test_unchanged_is_said_only_where_someone_said_it() -> None:
    base = samples.katrine()
    told = text_of(paper(base))
    assert "samarbejde er uændret" in told

    def silent(punkt: PunktBlad) -> PunktBlad:
        answers = [tuple(replace(s, retning=None) for s in d.svar) for d in punkt.dimensioner]
        found = tuple(replace(d, svar=s) for d, s in zip(punkt.dimensioner, answers, strict=True))
        return replace(punkt, dimensioner=found)

    told = text_of(paper(replace(base, punkter=tuple(silent(p) for p in base.punkter))))
    assert "arbejdsopgaver og samarbejde er på samme trin" in told
    assert "uændret" not in told


def test_a_step_with_the_same_hours_needs_no_cause() -> None:
    steps = (
        blade.trin("2018-03-12", 12, 0, None),
        blade.trin("2018-06-25", 12, 0, None),
        blade.trin("2018-08-20", 16, 0, None),
    )
    told = text_of(paper(replace(samples.katrine(), timer=steps)))
    assert "25.06.2018 12 0 Praktik Nordlager A/S Uændret" in told
    assert "20.08.2018 16 0 Praktik Nordlager A/S Ikke skrevet ned" in told


def test_the_skema_is_named_in_words() -> None:
    told = text_of(paper(samples.katrine()))
    assert "Skema: Opfølgning, version 1." in told
    assert "opfoelgning" not in told


def test_who_was_present_is_said_to_be_unknown() -> None:
    told = text_of(paper(replace(samples.katrine(), deltagere=())))
    assert "Lone Bach, mentor" not in told.split("Formål")[0]
    assert "Ikke skrevet ned" in told.split("Formål")[0]
