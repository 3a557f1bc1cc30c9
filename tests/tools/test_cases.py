"""The six test people: each shows what the field needs to see, at the right time and with what is true of the study."""

import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from konsulent_app.app.opened import load_leveret, load_rapporter
from konsulent_app.paths import resources_folder
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.journalisering import kraevede
from konsulent_app.store import rows
from konsulent_app.store.besoeg import day_of, read_besoeg
from konsulent_app.store.database import Database
from konsulent_app.store.idag import read_idag
from konsulent_app.store.opening import open_store
from konsulent_app.store.overblik import read_overblik
from konsulent_app.store.rapport import read_rapport
from konsulent_app.store.sager import read_sag, read_sager
from konsulent_core.clock import from_text, local_day
from konsulent_core.cpr import parse_cpr
from konsulent_core.cvr import parse_cvr
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Laering,
    Praktik,
    Sag,
    Skaanehensyn,
    Timer,
    Virksomhed,
)
from konsulent_core.forsoeg import TimerTrin, tidligere_forsoeg
from konsulent_core.overblik import Tal, count
from konsulent_core.progression import loenandel
from konsulent_core.rapport import byg
from konsulent_core.rapport.blad import Tabel
from konsulent_core.rapport.valg import choose_art, read_valg
from konsulent_core.rhythm import Gruppe
from konsulent_core.snapshot import Snapshot, content_hash, decode, encode
from konsulent_core.words import BesoegType, Part, Stemme, TimerArt
from tools.caseload.casefile import read_cases
from tools.caseload.cases import CaseIds, load_cases, read_skemaer
from tools.caseload.journal import load_journal
from tools.caseload.moving import Moving, next_date

TODAY = date(2026, 3, 12)
METTE = Bruger(nummer=11, navn="Mette Krogh", kommune=12, kommune_navn="Åby")
STUDY = json.loads((Path(__file__).parents[1] / "core/data/borgercases.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Loaded:
    database: Database
    ids: CaseIds

    def all(self, entity: type[Any], where: str = "1", *parameters: Any) -> list[Any]:
        with self.database.reading() as tx:
            return rows.find(tx, entity, where, parameters)

    def steps(self, who: str) -> list[Timer]:
        return sorted(
            (t for sag in self.ids[who].sager for t in self.all(Timer, "scope=?", sag)), key=lambda t: t.fra or ""
        )

    def snapshots(self, who: str) -> list[Snapshot]:
        kept = [self.all(Besoeg, "id=?", number)[0] for number in self.ids[who].besoeg]
        return [decode(besoeg.snapshot) for besoeg in kept]


def open_at(folder: Path) -> Database:
    return open_store(folder / "lager.db", bytes(32), None, folder / "kopi", datetime.now(UTC))


def load(folder: Path, today: date = TODAY) -> Loaded:
    database = open_at(folder)
    return Loaded(database, load_cases(database, METTE, read_skemaer(), today, random.Random(7).randbytes))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    found = load(tmp_path_factory.mktemp("cases"))
    yield found
    found.database.close()


def test_in_the_demo_two_wait_for_the_journal_and_all_else_stands_there(tmp_path: Path) -> None:
    found = load(tmp_path)
    bog = Bog(load_leveret(resources_folder()))
    now = datetime(2026, 3, 12, 7, tzinfo=UTC)
    context = Context(clock=lambda: now, entropy=secrets.token_bytes, bruger=METTE, skemaer=bog, bog=bog)
    assert load_journal(found.database, context, found.ids) > 40
    with found.database.reading() as tx:
        day = read_idag(tx, TODAY, maal=kraevede(context))
    found.database.close()
    assert [(v.navn, v.rettet) for v in day.journal] == [("Frank Sørensen", False), ("Charlotte Dahl", False)]


# Time


@pytest.mark.parametrize("today", [TODAY + timedelta(days=n) for n in range(7)] + [date(2028, 2, 29)])
def test_dates_move_by_whole_weeks_and_the_newest_besoeg_lands_fourteen_days_ago(today: date) -> None:
    for person in read_cases().person:
        moving = Moving(newest=person.nyeste, today=today)
        assert moving.visit(person.nyeste) == today - timedelta(days=14)
        for sag in person.sag:
            for moede in sag.besoeg:
                if moede.dato != person.nyeste:
                    assert (moving.visit(moede.dato) - moede.dato).days == 7 * moving.weeks
        assert 0 <= (moving.visit(person.nyeste) - moving.day(person.nyeste)).days < 7


@pytest.mark.parametrize("today", [TODAY, date(2026, 3, 15), date(2026, 12, 30)])
def test_nothing_has_happened_after_today(tmp_path: Path, today: date) -> None:
    found = load(tmp_path, today)
    evening = datetime(today.year, today.month, today.day, 23, tzinfo=UTC)
    for besoeg in found.all(Besoeg):
        assert from_text(besoeg.tidspunkt) < from_text(besoeg.afsluttet) or besoeg.type == BesoegType.TELEFON
        assert from_text(besoeg.afsluttet) <= evening
    assert all(a.gjort_dato is None or a.gjort_dato <= today.isoformat() for a in found.all(Aftale))
    with found.database.reading() as tx:
        claimed = tx.conn.exec_driver_sql("SELECT max(hvornaar) FROM outbox").scalar_one()
    assert claimed <= evening.timestamp()
    found.database.close()


def test_the_newest_besoeg_of_each_is_fourteen_days_old_in_the_store(loaded: Loaded) -> None:
    for person in loaded.ids.people.values():
        newest = loaded.all(Besoeg, "id=?", person.besoeg[-1])[0]
        assert day_of(newest) == TODAY - timedelta(days=14)


def test_each_besoeg_was_locked_on_its_own_day_and_counts_on_in_its_sag(loaded: Loaded) -> None:
    for person in loaded.ids.people.values():
        for sag in person.sager:
            held = sorted(loaded.all(Besoeg, "scope=?", sag), key=lambda besoeg: besoeg.tidspunkt or "")
            assert all(local_day(from_text(besoeg.afsluttet)) == day_of(besoeg) for besoeg in held)
            for calls in (True, False):
                numbers = [b.nummer for b in held if (b.type == BesoegType.TELEFON) is calls]
                assert numbers == list(range(1, len(numbers) + 1))


def test_every_group_of_sager_shows_somebody_on_a_thursday(loaded: Loaded) -> None:
    with loaded.database.reading() as tx:
        lines = {line.navn.split()[0]: line for line in read_sager(tx, TODAY)}
    groups = {name: line.forfald.gruppe for name, line in lines.items()}
    assert groups == {
        "Charlotte": Gruppe.FORFALDEN,
        "Katrine": Gruppe.I_DAG,
        "Peter": Gruppe.DENNE_UGE,
        "Janet": Gruppe.NAESTE_UGE,
        "Frank": Gruppe.SENERE,
        "Danni": Gruppe.UDEN_DATO,
    }
    assert [name for name, line in lines.items() if line.bekymring] == ["Katrine"]


@pytest.mark.parametrize("day", range(14))
def test_a_next_date_falls_in_its_group_on_any_day(day: int) -> None:
    today = TODAY + timedelta(days=day)
    monday = today - timedelta(days=today.weekday())
    found = {group: next_date(group, today) for group in ("forfalden", "i_dag", "denne_uge", "naeste_uge", "senere")}
    forfalden, denne = found["forfalden"], found["denne_uge"]
    naeste, senere = found["naeste_uge"], found["senere"]
    assert forfalden is not None
    assert today - timedelta(days=13) < forfalden < today
    assert found["i_dag"] == today
    assert denne is not None
    assert today < denne
    assert denne < monday + timedelta(days=7) or today.isoweekday() == 7
    assert naeste is not None
    assert monday + timedelta(days=7) <= naeste < monday + timedelta(days=14)
    assert senere is not None
    assert senere >= monday + timedelta(days=14)
    assert next_date("uden", today) is None


# What is stored


def test_every_snapshot_decodes_and_keeps_its_hash(loaded: Loaded) -> None:
    for besoeg in loaded.all(Besoeg):
        assert content_hash(besoeg.snapshot) == besoeg.snapshot_hash
        assert encode(decode(besoeg.snapshot)) == besoeg.snapshot


def test_a_snapshot_holds_what_was_so_on_its_day(loaded: Loaded) -> None:
    first, last = loaded.snapshots("katrine")[0], loaded.snapshots("katrine")[-1]
    assert [d.tilstand for d in first.delmaal] == ["aaben", "aaben"]
    assert [d.tilstand for d in last.delmaal] == ["naaet", "naaet", "aaben"]
    assert (first.ugeplan or "").startswith("ma 09.00-12.00")
    assert (last.ugeplan or "").startswith("ma 09.00-13.00")
    assert [t.timer for t in first.timer] == [12]
    assert first.bekymring_grund is None
    assert last.bekymring_grund is not None


def test_the_stored_steps_give_the_studys_golden_share_of_paid_hours(loaded: Loaded) -> None:
    who = {person.case: person.noegle for person in loaded.ids.people.values()}
    for case, when, hours, paid, share in STUDY["golden_paid_share"]:
        step = step_at(loaded, who[case], end_of(when))
        low, high = hours if isinstance(hours, list) else (hours, None)
        assert (step.timer, step.timer_til, step.loentimer) == (low, high, paid), (case, when)
        expected = tuple(share) if isinstance(share, list) else (share, share)
        assert loenandel(step.timer, step.timer_til, step.loentimer) == expected, (case, when)


def step_at(loaded: Loaded, who: str, day: date) -> Timer:
    """The step in force on a day of the study."""
    moved = (day + timedelta(weeks=loaded.ids[who].weeks)).isoformat()
    return [step for step in loaded.steps(who) if (step.fra or "") <= moved][-1]


def end_of(month: str) -> date:
    """»2018-09« is its last day, »2019-03-01« that day."""
    if len(month) > 7:
        return date.fromisoformat(month)
    first = date.fromisoformat(month + "-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def test_ages_are_the_studys_and_no_number_can_be_anybodys(loaded: Loaded) -> None:
    ages = {"Janet": 64, "Charlotte": 35, "Katrine": 40, "Danni": 33, "Frank": 33}
    for borger in loaded.all(Borger):
        cpr = parse_cpr(borger.cpr)
        assert cpr.erstatning
        assert cpr.advarsel is None
        assert borger.telefon.startswith("12 ")
        if borger.fornavn in ages:
            assert cpr.foedselsdato is not None
            years = (TODAY - cpr.foedselsdato).days / 365.25
            assert ages[borger.fornavn] <= years < ages[borger.fornavn] + 1
    for virksomhed in loaded.all(Virksomhed):
        assert parse_cvr(virksomhed.cvr) == virksomhed.cvr


def test_aftaler_are_made_by_all_parties_and_stand_done_open_and_overdue(loaded: Loaded) -> None:
    aftaler = loaded.all(Aftale)
    assert {a.part for a in aftaler} == set(Part)
    assert any(a.gjort for a in aftaler)
    assert any(not a.gjort and a.senest and a.senest < TODAY.isoformat() for a in aftaler)
    assert any(not a.gjort and a.senest and a.senest > TODAY.isoformat() for a in aftaler)


def test_no_text_tells_a_date_that_the_move_would_make_untrue(loaded: Loaded) -> None:
    months = ("januar", "februar", "marts", "april", "juni", "juli", "august", "septem", "oktober", "novem", "decem")
    seasons = ("jul", "påske", "sommer", "efterår", "vinter", "2017", "2018", "2019")
    with loaded.database.reading() as tx:
        texts = tx.conn.exec_driver_sql("SELECT tekst FROM udsagn UNION SELECT hvad FROM aftale").scalars().all()
    for text in texts:
        for word in (*months, *seasons):
            assert f" {word}" not in text.lower(), text


def test_every_besoeg_can_be_opened_again(loaded: Loaded) -> None:
    with loaded.database.reading() as tx:
        for person in loaded.ids.people.values():
            for sag in person.sager:
                assert read_sag(tx, sag, TODAY) is not None
            for number in person.besoeg:
                assert read_besoeg(tx, number) is not None


def test_the_same_entropy_gives_the_same_store(tmp_path: Path) -> None:
    stores = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        found = load(folder)
        with found.database.reading() as tx:
            stores.append(tx.conn.exec_driver_sql("SELECT id, snapshot_hash FROM besoeg ORDER BY id").all())
        found.database.close()
    assert stores[0] == stores[1]


def test_a_misspelt_key_in_the_file_is_told_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "cases.toml"
    broken.write_text('[[virksomhed]]\nnoegle = "x"\nnavm = "X"\n', encoding="utf-8")
    with pytest.raises(msgspec.ValidationError, match=r"\$\.virksomhed\[0\]"):
        read_cases(broken)


def test_everybody_comes_from_a_formoede_and_every_kind_of_meeting_was_held(loaded: Loaded) -> None:
    for person in loaded.ids.people.values():
        first = [min(loaded.all(Besoeg, "scope=?", sag), key=lambda b: b.tidspunkt or "") for sag in person.sager]
        assert {besoeg.type for besoeg in first} == {BesoegType.FORMOEDE}
        assert loaded.all(Borger, "id=?", person.borger)[0].oensker
    assert {besoeg.type for besoeg in loaded.all(Besoeg)} == set(BesoegType) - {BesoegType.NOTE}


def test_an_afslutning_leaves_its_laering_at_the_virksomhed_without_a_name(loaded: Loaded) -> None:
    found = {row.tekst: row.timer for row in loaded.all(Laering)}
    assert set(found.values()) == {5, 2, None}  # of the last day but for the pause that begins on it
    names = {name for borger in loaded.all(Borger) for name in (borger.fornavn, borger.efternavn)}
    assert not any(name in (text or "") for text in found for name in names)


# The people (DOMAIN §9)


def test_janet_has_twelve_to_fifteen_hours_of_which_two_are_paid(loaded: Loaded) -> None:
    step = loaded.steps("janet")[-1]
    assert (step.timer, step.timer_til, step.loentimer) == (12, 15, 2)


def test_charlottes_setbacks_end_at_a_maximum_that_the_next_place_inherits(loaded: Loaded) -> None:
    steps = loaded.steps("charlotte")
    patterns = [step.moenster for step in steps]
    assert patterns == ["2×2", "2×3", "2×2", "3×2", "2×2", "2×2,5", "2×2,5", None, "2×2,5"]
    tried = tidligere_forsoeg(
        TimerTrin(
            fra=date.fromisoformat(s.fra or ""), timer=s.timer, timer_til=s.timer_til, loentimer=s.loentimer,
            art=TimerArt(s.art or ""), aarsag=s.aarsag, praktik=s.praktik, moenster=s.moenster,
        )
        for s in steps
    )  # fmt: skip
    assert tried[0].tekst == "2×2 → 2×3, tilbage efter 9 dage, smerter"
    assert steps[-3].art == TimerArt.SMAAJOB
    assert (steps[-3].timer, steps[-3].loentimer) == (5, 5)
    first, second = (loaded.all(Praktik, "id=?", n)[0] for n in loaded.ids["charlotte"].praktikker.values())
    assert first.afbrudt
    assert (first.afbrudt_aarsag, first.afbrudt_af) == ("Virksomheden lukkede", Part.VIRKSOMHED)
    assert second.bygger_paa == first.id
    assert steps[-1].praktik == second.id
    assert (steps[-1].timer, steps[-1].loentimer) == (5, 0)
    assert second.start <= TODAY.isoformat()


def test_katrine_goes_from_four_times_three_to_ten_paid_hours_and_sixteen_are_only_promised(loaded: Loaded) -> None:
    steps = loaded.steps("katrine")
    assert [(s.timer, s.loentimer) for s in steps] == [(12, 0), (14, 0), (16, 0), (16, 8), (16, 10)]
    assert (steps[0].moenster, steps[-1].moenster) == ("4×3", "4×4")
    sag = loaded.all(Sag, "id=?", loaded.ids["katrine"].sag)[0]
    assert sag.moede_dato > TODAY.isoformat()
    newest = loaded.snapshots("katrine")[-1]
    promised = [s for p in newest.punkter for s in p.svar if s.felt == "loentimer.villig"]
    assert promised[0].vaerdi == "Ja, men ikke aftalt endnu"


def test_katrines_curve_is_rich_in_three_voices_with_gaps(loaded: Loaded) -> None:
    newest = loaded.snapshots("katrine")[-1]
    dimensions = {d.noegle: d for p in newest.punkter for d in p.dimensioner}
    assert len(dimensions) == 5
    for one in dimensions.values():
        own = [k for k in one.kurve if k.stemme == Stemme.KONSULENT]
        assert len(own) == 8
        assert {k.stemme for k in one.kurve} == {"konsulent", "arbejdsgiver", "borger"}
    assert [k.trin for k in dimensions["samarbejde"].kurve if k.stemme == "konsulent"] == [2, 2, None, 3, 3, None, 3, 3]
    assert any(a.foerst for a in dimensions["selvstaendighed"].svar)
    assert {d.status for s in loaded.snapshots("katrine") for d in s.dage} >= {
        "moedt", "sygdom", "behandling", "udeblevet", "foer_tid", "aflyst",
    }  # fmt: skip


def test_danni_has_no_praktik_and_the_jobcentres_promises_are_overdue(loaded: Loaded) -> None:
    ids = loaded.ids["danni"]
    assert ids.praktikker == {}
    overdue = [
        a for a in loaded.all(Aftale, "scope=?", ids.sag) if not a.gjort and a.senest and a.senest < TODAY.isoformat()
    ]
    assert {a.part for a in overdue} == {Part.KONSULENT, Part.SAGSBEHANDLER}
    newest = loaded.all(Besoeg, "id=?", ids.besoeg[-1])[0]
    assert newest.naeste_dato is None
    assert newest.naeste_grund
    step = loaded.steps("danni")[-1]
    assert step.art == TimerArt.JOB
    assert step.fra is not None
    assert step.fra > TODAY.isoformat()  # found by herself, not begun yet


def test_peters_history_lies_in_two_sager(loaded: Loaded) -> None:
    ids = loaded.ids["peter"]
    sager = [loaded.all(Sag, "id=?", number)[0] for number in ids.sager]
    assert len(sager) == 2
    assert sager[0].slut < sager[1].start
    assert sager[0].borger == sager[1].borger == ids.borger
    assert ids.sag == sager[1].id
    assert loaded.steps("peter")[0].timer is None  # nobody wrote the hours down
    assert loaded.steps("peter")[-1].art == TimerArt.FLEKSJOB


def test_frank_had_two_praktikker_broken_off_by_illness_before_six_paid_hours(loaded: Loaded) -> None:
    ids = loaded.ids["frank"]
    places = [loaded.all(Praktik, "id=?", number)[0] for number in ids.praktikker.values()]
    assert [p.afbrudt for p in places] == [True, True, False]
    assert [p.afbrudt_aarsag for p in places[:2]] == ["Sygdom", "Sygdom"]
    step = loaded.steps("frank")[-1]
    assert (step.timer, step.loentimer, step.moenster) == (6, 6, "2×3")
    borger = loaded.all(Borger, "id=?", ids.borger)[0]
    assert borger.ordblind
    assert "3F" in borger.bisidder
    hensyn = loaded.all(Skaanehensyn, "scope=?", ids.sag)
    assert all(h.ordlyd and h.aarsag and h.aftalt for h in hensyn)


AABEN = "SELECT id FROM sag WHERE slettet=0 AND slut IS NULL"
LATE = "(gjort=1 AND gjort_dato>senest)"  # unknown where a day is: then it is not late


def test_overblik_counts_the_six_as_plain_sql_does(loaded: Loaded) -> None:
    """Reckoned a second way, from the tables alone."""
    runs = f"start<='{TODAY}' AND coalesce(afbrudt,0)=0 AND coalesce(slut,'9')>='{TODAY}'"
    with loaded.database.reading() as tx:
        blad = read_overblik(tx, TODAY)
        ask = tx.conn.exec_driver_sql
        borgere = set(ask(f"SELECT borger FROM sag WHERE id IN ({AABEN})").scalars())
        placed = set(ask(f"SELECT scope FROM praktik WHERE slettet=0 AND {runs} AND scope IN ({AABEN})").scalars())
        promises = ask(
            f"SELECT replace(replace(part,'konsulent','jobcenter'),'sagsbehandler','jobcenter') AS who, "
            f"sum(coalesce(gjort,0)=1 AND NOT coalesce({LATE},0)), sum(coalesce({LATE},0)), "
            f"sum(coalesce(gjort,0)=0 AND coalesce(senest,'9')<'{TODAY}'), "
            f"sum(coalesce(gjort,0)=0 AND coalesce(senest,'9')>='{TODAY}') "
            f"FROM aftale WHERE slettet=0 AND hvad<>'' AND part<>'' AND scope IN ({AABEN}) GROUP BY who"
        ).all()
        broken = ask("SELECT afbrudt_aarsag, count(*) FROM praktik WHERE slettet=0 AND afbrudt=1 GROUP BY 1").all()
    found = count(blad.tal, {}, TODAY)
    assert found.borgere == len(borgere) == 6
    assert set(found.tal[Tal.I_PRAKTIK]) == placed
    told = {part.value: (tal.holdt, tal.for_sent, tal.over, tal.aaben) for part, tal in found.loefter.items()}
    assert told == {who: tuple(numbers) for who, *numbers in promises}
    stopped = Counter(p.aarsag for one in blad.tal for p in one.praktikker if p.afbrudt)
    assert dict(stopped) == {why or "": antal for why, antal in broken}


@pytest.mark.parametrize("who", ["janet", "charlotte", "katrine", "danni", "peter", "frank"])
def test_the_report_tells_promises_as_the_tables_hold_them(loaded: Loaded, who: str) -> None:
    locked = "SELECT id FROM besoeg WHERE slettet=0 AND tilstand='afsluttet' AND type<>'note'"
    asked = {"Borgeren": "'borger'", "Virksomheden": "'virksomhed'", "Jobcentret": "'konsulent','sagsbehandler'"}
    with loaded.database.reading() as tx:
        read = read_rapport(tx, loaded.ids[who].sag)
        counted = {
            name: tx.conn.exec_driver_sql(
                f"SELECT count(*), coalesce(sum(gjort=1 AND NOT coalesce({LATE},0)),0), coalesce(sum({LATE}),0) "
                f"FROM aftale WHERE slettet=0 AND scope=? AND part IN ({parts}) AND besoeg IN ({locked})",
                (loaded.ids[who].sag,),
            ).one()
            for name, parts in asked.items()
        }
    assert read is not None
    kind = choose_art(read.rapport, load_rapporter(Path(__file__).parents[2] / "resources"))
    blad = byg.build(read.grundlag, read_skemaer(), kind, read_valg(read.rapport, read.grundlag, kind, {}, TODAY))
    (table,) = [i for part in blad.dele for i in part.indhold if isinstance(i, Tabel) and i.noegle == "aftaler"]
    assert {line.celler[0]: tuple(map(int, line.celler[1:4])) for line in table.linjer} == {
        name: tuple(numbers) for name, numbers in counted.items()
    }
