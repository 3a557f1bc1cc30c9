"""Last time's words carry whose they were, and the sheet of shortcuts tells only what is true."""

from konsulent_app.ui.form.punkt import quotes
from konsulent_app.ui.handlinger import GENVEJE
from konsulent_core.entities import Udsagn


def said(felt: str, stemme: str, person: str | None, tekst: str) -> Udsagn:
    return Udsagn(id=1, scope=1, felt=felt, stemme=stemme, person=person, tekst=tekst)


def test_each_thing_said_last_time_stands_on_a_line_with_its_person() -> None:
    rows = [
        said("hvordan.note", "konsulent", "Mette Krogh", "Glad for pladsen"),
        said("hvordan.note", "borger", "Katrine", "Det går bedre\n\nSover godt"),
        said("hvordan.note", "arbejdsgiver", None, "Hjælper de nye"),
        said("hvordan.note", "borger", "Katrine", "  "),
        said("andet.note", "borger", "Katrine", "Et andet punkt"),
    ]
    assert quotes(rows, {"hvordan.note"}) == [
        "Mette Krogh: Glad for pladsen",
        "Katrine: Det går bedre · Sover godt",
        "Arbejdsgiver: Hjælper de nye",
    ]


def test_the_sheet_names_the_keys_of_the_visit_and_what_ctrl_f_does() -> None:
    rows = dict(GENVEJE)
    assert rows["Ctrl+F"] == "Søg i listen eller skemaet"
    assert {"Ctrl+N", "Ctrl+Z", "Ctrl+Shift+Z"} <= rows.keys()
