"""»Indsigt« on paper: tagged, in order, whole however long, and nobody's name in the file's own data."""

from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2

from konsulent_app.pdf.indsigt import build
from konsulent_core.udlevering.blad import Afsnit, Fakta, Indsigtsblad, Kolonne, Ord, Tabel, Under
from tests.app.pdf.made import faults
from tests.sample import RESOURCES

FONTS = RESOURCES / "fonts"
LANG = " ".join(f"ord{n}" for n in range(3_000))
KOLONNER = (Kolonne("Hvor", 0.3), Kolonne("Tekst", 0.7))


@cache
def blad() -> Indsigtsblad:
    rows = tuple((f"Punkt {n}", f"Sagt nummer {n}, åbent og ærligt, 🙂 Łódź Ærø") for n in range(120))
    return Indsigtsblad(
        navn="Katrine Holm",
        under="Alt, hvad der er gemt om dig",
        fod="Katrine Holm",
        fakta=(("Lavet", "12.03.2026"), ("Historik", "Ikke med")),
        foer=("Her står, hvad der er gemt.",),
        afsnit=(
            Afsnit("Om dig", (Fakta("Katrine Holm", (("CPR-nummer", "010180-1235"), ("Erfaring", LANG))),)),
            Afsnit("Besøg", (Under("Besøg 1"), Tabel("Sagt", KOLONNER, rows), Ord("Og så var der ikke mere."))),
            Afsnit("Lang note", (Tabel("", KOLONNER, (("Note", LANG),)),)),
        ),
        rettigheder=("Du kan klage.",),
    )


@cache
def paper() -> bytes:
    return build(blad(), FONTS)


@cache
def pages() -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(paper())
    found = tuple(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return found


def test_a_note_of_3000_words_goes_on_over_pages_and_no_word_is_lost_twice_over() -> None:
    told = " ".join(pages()).split()
    counts = {word: told.count(word) for word in (f"ord{n}" for n in range(0, 3_000, 97))}
    assert set(counts.values()) == {2}  # once in a fact, once in a table


def test_every_row_of_a_long_table_is_there_in_order_under_a_head_that_comes_again() -> None:
    told = " ".join(pages())
    places = [told.index(f"Sagt nummer {n}, åbent og ærligt") for n in range(120)]
    assert places == sorted(places)
    with_rows = [page for page in pages() if "Sagt nummer" in page]
    assert len(with_rows) > 2
    assert all("Hvor Tekst" in page for page in with_rows)


def test_every_page_says_where_one_is_and_none_the_cpr_number_in_its_foot() -> None:
    total = len(pages())
    for number, page in enumerate(pages(), start=1):
        assert page.endswith(f"Side {number} af {total}")
    assert sum("010180-1235" in page for page in pages()) == 1


def test_it_is_tagged_with_sections_in_order_and_its_title_names_nobody() -> None:
    with pikepdf.open(BytesIO(paper())) as document:
        assert str(document.docinfo["/Title"]) == "Indsigt"
        assert str(document.Root.Lang) == "da-DK"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["1 Om dig", "2 Besøg", "3 Lang note"]
        assert b"Katrine" not in bytes(document.Root.Metadata.read_bytes())
        kinds = [str(one.S) for one in document.Root.StructTreeRoot.K.K]
        assert kinds.count("/H2") == 4
        assert "/Table" in kinds


def test_the_same_content_gives_the_same_bytes() -> None:
    assert build(blad(), FONTS) == paper()


def test_it_can_be_archived_and_heard() -> None:
    assert faults(paper()) == []
