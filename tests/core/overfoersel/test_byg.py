"""The text for another system: what stands in it, what its readers may not see, and what had no room."""

from dataclasses import replace

from konsulent_core.overfoersel.afkort import laengde
from konsulent_core.overfoersel.byg import Overfoersel, make_overfoersel, readers_of
from konsulent_core.overfoersel.indhold import Rettet
from konsulent_core.overfoersel.maal import Maal, MaalFelt, Stykke
from konsulent_core.snapshot import Snapshot, TimerBlad
from konsulent_core.words import Audience
from tests.app.pdf.blade import trin
from tests.app.pdf.samples import katrine, lange_noter, tom
from tests.core.overfoersel.test_maal import leverede


def make(snapshot: Snapshot, maal: str = "journal", *rettelser: Rettet) -> Overfoersel:
    return make_overfoersel(snapshot, rettelser, leverede()[maal])


def felt(made: Overfoersel, titel: str) -> str:
    return next(f.tekst for f in made.felter if f.titel == titel)


def rettet(audience: str = "kommune") -> Rettet:
    return Rettet(nummer=1, dato="2019-02-25", hvem="Mette Lund", felt="Notat", foer="gik", efter="løb",
                  begrundelse="Skrevet forkert", audience=audience)  # fmt: skip


def own(*felter: MaalFelt, graense: int | None = None) -> Maal:
    return replace(leverede()["journal"], felter=felter, graense=graense)


def test_the_journal_gets_the_visit_in_the_order_it_is_read() -> None:
    made = make(katrine())
    assert felt(made, "Emne") == "Opfølgning, besøg 10, 20.02.2019"
    assert felt(made, "Kort fortalt").startswith("Tid og sted\nOnsdag den 20. februar 2019 kl. 10.00, Nordlager A/S")
    assert "16 timer om ugen, heraf 8 timer med løn, siden 17.09.2018 (Katrine valgte selv tallet 8)." in made.tekst
    assert "Aftalt fra 01.03.2019: 16 timer om ugen, heraf 10 timer med løn" in made.tekst
    assert felt(made, "Aftaler").endswith("Næste besøg\n20.03.2019 kl. 10.00")
    assert made.tekst.startswith("Emne\nOpfølgning")
    assert not any(f.kortet for f in made.felter)


def test_levels_stand_with_the_scales_own_words_and_the_voices_apart() -> None:
    told = felt(make(katrine()), "Vurdering")
    assert "Selvstændighed: trin 4, »Lægger selv rækkefølgen og finder næste opgave uden at blive bedt om det«." in told
    assert "Sidst trin 3 (09.01.2019). Arbejdsgiver: trin 4. Borger: trin 3." in told
    assert "Ikke drøftet i dag: fremtræden." in told


def test_hours_are_told_as_they_are_said() -> None:
    base = katrine()

    def told(maal: str, *steps: TimerBlad) -> str:
        made = make(replace(base, timer=steps, ugeplan=None), maal)
        return felt(made, "Kort fortalt" if maal == "journal" else "Arbejdstid").rpartition("Timer\n")[2]

    full = trin("2019-01-07", 6, 6, "Fleksjob")
    pause = replace(trin("2019-02-04", None, None, "Konkurs"), art="pause")
    later = trin("2019-03-04", 5, 0, "Det holdt før")
    assert told("journal", full) == "6 timer om ugen, alle med løn, siden 07.01.2019 (Fleksjob)."
    assert told("journal", full, pause, later) == (
        "Pause, siden 04.02.2019 (Konkurs).\nAftalt fra 04.03.2019: 5 timer om ugen, ingen med løn (Det holdt før)."
    )
    assert told("vitas", full, pause, later) == "Fra 04.03.2019: 5 timer om ugen, ingen med løn."


def test_a_question_has_no_colon_after_it() -> None:
    assert "Er løntimer drøftet? Ja, 8 → 10 timer fra 01.03.2019" in felt(make(katrine()), "Det blev sagt")


def test_illness_treatment_and_staying_away_are_counted_apart_with_their_days() -> None:
    told = felt(make(katrine()), "Vurdering")
    assert "Fremmøde\n24 planlagte dage siden 09.01.2019" in told
    for line in ("Afbud, sygdom: 2 (21.01., 22.01.)", "Afbud, behandling: 1 (24.01.)", "Udeblevet: 1 (15.02.)"):
        assert line in told


def test_whose_words_they_are_is_said() -> None:
    told = felt(make(katrine()), "Det blev sagt")
    assert "Katrine (borger): »Jeg vil helst lige spørge først.«" in told
    assert "Mette Lund (konsulent): Hun holder frokost for sig selv." in told


def test_the_company_reads_of_a_consideration_the_agreed_wording_alone() -> None:
    made = make(katrine(), "vitas")
    assert felt(made, "Hensyn og støtte").startswith("Chauffører og kunder går til ekspeditionen.")
    assert "Angst" not in made.tekst
    assert "Ingen kundekontakt" not in made.tekst
    assert felt(made, "Arbejdstid").startswith("Mandag, tirsdag, torsdag og fredag kl. 08.00–12.00")
    assert felt(made, "Periode") == "Fra 12.03.2018 til 30.06.2019"


def test_tasks_that_were_not_talked_about_are_named_together_and_vitas_gets_the_list() -> None:
    told = felt(make(katrine()), "Vurdering")
    assert "Lægge nye varer på plads: selvstændigt (sidst med støtte)." in told
    assert "Køre truck: droppet (sidst prøvet). Certifikatet er ikke fornyet." in told
    assert "Ikke drøftet i dag: Sortere retur og emballage." in told
    assert felt(make(katrine(), "vitas"), "Arbejdsopgaver").split("\n") == [
        "Plukke varer efter seddel", "Lægge nye varer på plads", "Sortere retur og emballage",
        "Oprette varer i lagersystemet",
    ]  # fmt: skip


def test_no_target_ever_has_the_cpr_number() -> None:
    for maal in leverede().values():
        assert "0101785555" not in make_overfoersel(katrine(), (), maal).tekst
    every = own(*(MaalFelt(titel=s, stykker=(s,), graense=None) for s in Stykke))
    assert "0101785555" not in make_overfoersel(katrine(), (rettet(),), every).tekst


def test_every_part_can_be_computed_also_of_nothing() -> None:
    every = own(*(MaalFelt(titel=f"felt {s}", stykker=(s,), graense=None) for s in Stykke))
    assert all(f.tekst for f in make_overfoersel(
        replace(katrine(), bekymring_grund="Alene"), (rettet(),), every).felter)  # fmt: skip
    empty = make_overfoersel(replace(tom(), dage=(), timer=()), (), every)
    assert [f.titel for f in empty.felter if f.tekst] == ["felt overskrift"]


def test_a_rettelse_is_told_to_those_who_may_read_what_it_mends() -> None:
    assert (
        "Rettelse 1, 25.02.2019, Mette Lund: Notat. Før: »gik«. Nu: »løb«."
        in make(katrine(), "journal", rettet()).tekst
    )
    assert "Rettelse" not in make(katrine(), "journal", rettet("intern")).tekst


def test_readers_are_as_wide_as_the_target_says_and_never_intern() -> None:
    assert readers_of(leverede()["vitas"]) == {"alle"}
    assert readers_of(leverede()["journal"]) == {"alle", "borger_og_kommune", "kommune"}
    assert readers_of(replace(leverede()["journal"], laesere=Audience.INTERN)) == frozenset()


def test_what_has_no_room_is_cut_and_counted() -> None:
    made = make(lange_noter())
    said = next(f for f in made.felter if f.titel == "Det blev sagt")
    assert said.kortet
    assert said.tekst.endswith(" …")
    assert said.laengde <= 6000 < said.fuld
    assert said.mangler == said.fuld - laengde(said.tekst.removesuffix(" …"))
    assert laengde(made.tekst) <= 16000


def test_the_room_in_all_is_taken_from_the_last_fields() -> None:
    parts = {"A": Stykke.OVERSKRIFT, "B": Stykke.SAGT, "C": Stykke.NAESTE}
    felter = (MaalFelt(titel=titel, stykker=(stykke,), graense=None) for titel, stykke in parts.items())
    made = make_overfoersel(katrine(), (), own(*felter, graense=120))
    assert made.felter[0].tekst == "Opfølgning, besøg 10, 20.02.2019"
    assert made.felter[1].kortet
    assert made.felter[2].kortet
    assert made.felter[2].mangler > 0
    assert laengde(made.tekst) <= 120


def test_hard_spaces_tabulators_and_signs_that_cannot_be_seen_are_plain() -> None:
    odd = replace(katrine(), jobmaal="Fast\xa0job\tpå\x07 lager\r\nmed løn")
    made = make_overfoersel(odd, (), own(MaalFelt(titel="Mål", stykker=(Stykke.JOBMAAL,), graense=None)))
    assert made.felter[0].tekst == "Fast job på lager\nmed løn"
