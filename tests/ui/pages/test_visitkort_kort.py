"""The konsulent writes her phone once, in the settings: kept as she writes it, and an odd one pointed out."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit

from konsulent_app.services.visitkort import save_telefon
from konsulent_app.store.visitkort import read_telefon
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.visitkort_kort import TITEL
from konsulent_app.ui.side import INDSTILLINGER
from konsulent_app.ui.theme import Theme
from konsulent_core.kontakt import ODD_TELEFON
from konsulent_core.words import Rolle
from tests.ui.pages.hands import field, find, text, write
from tools.shots.scene import Scene, scene


@pytest.fixture
def shown(theme: Theme) -> Iterator[Scene]:
    with scene(theme) as found:
        found.window.show_page(INDSTILLINGER)
        found.settle()
        yield found
        found.settle()
        assert not found.crashes, found.crashes


def kept(s: Scene) -> str:
    s.settle()
    with s.database.reading() as tx:
        return read_telefon(tx, s.context.bruger.nummer)


def test_the_number_is_saved_as_it_is_written_and_before_the_page_is_left(shown: Scene) -> None:
    page = shown.window.findChild(IndstillingerPage)
    assert page is not None
    assert field(shown, "settings_phone").accessibleName() == TITEL
    quiet = [page.quiet]
    write(shown, "settings_phone", "12 34 56 78")
    quiet.append(page.quiet)
    page.flush()
    assert kept(shown) == "12 34 56 78"
    assert [*quiet, page.quiet] == [True, False, True]
    assert find(shown, "settings_phone_save").property("state") == "saved"


def test_a_number_that_looks_odd_is_kept_and_gets_a_gentle_line(shown: Scene) -> None:
    write(shown, "settings_phone", "1234").clearFocus()
    assert kept(shown) == "1234"
    assert text(shown, "settings_phone_linje") == ODD_TELEFON
    write(shown, "settings_phone", "20 34 56 78").clearFocus()
    assert kept(shown) == "20 34 56 78"
    assert text(shown, "settings_phone_linje") == ""


def test_a_number_from_another_machine_is_shown_when_it_comes(shown: Scene) -> None:
    with shown.database.writing() as tx:
        save_telefon(tx, shown.context, "20 11 22 33")
    shown.work.changed.emit({"visitkort": {1}})
    shown.settle()
    assert field(shown, "settings_phone").text() == "20 11 22 33"


def test_who_prints_no_papers_is_not_asked(theme: Theme) -> None:
    with scene(theme, rolle=Rolle.SAGSBEHANDLER) as found:
        found.window.show_page(INDSTILLINGER)
        found.settle()
        assert found.window.findChild(QLineEdit, "settings_phone") is None
        assert found.window.findChild(IndstillingerPage) is not None
