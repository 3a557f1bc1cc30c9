"""A kommune publishes: what is checked, what never changes, and that no machine can write one."""

from datetime import date
from pathlib import Path

import pytest

from konsulent_core.errors import UserError
from konsulent_core.lister import ListeFejl
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.skema.reader import SkemaFejl
from konsulent_core.udgivelse import fil_row
from konsulent_core.words import FilArt
from konsulent_server.__main__ import main
from konsulent_server.publish import Publisher, PublishFejl
from tests.conftest import MakeClient
from tests.sample import RESOURCES
from tests.server.house import House, born

OUTLINE = (RESOURCES / "eksempler" / "outline.v1.toml").read_text(encoding="utf-8")
ROW = fil_row(FilArt.SKEMA, "outline", 1)
V2 = OUTLINE.replace("version = 1", "version = 2").replace(
    "Kan skifte opgave, når det er varslet dagen før", "Skifter, når"
)


def publisher(house: House) -> Publisher:
    at = house.services.exchange
    return Publisher(at.engine, at.layouts, at.clock, at.entropy)


def test_a_published_skema_reaches_every_machine_of_the_kommune_as_it_was_written(
    house: House, client: MakeClient
) -> None:
    mette = client(house.person("Mette"))
    mette.sync()
    made = publisher(house).publish_skema(house.kommune, OUTLINE, "outline.v1.toml")
    assert (made.key, made.ny, made.advarsler) == ("outline.v1", True, ())
    mette.sync()
    with mette.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT id,scope,art,navn,version,tekst,fra,til FROM skemafil").all()
    assert found == [(ROW, house.kommune, "skema", "outline", 1, OUTLINE, "2026-03-12", None)]


def test_the_same_text_again_is_no_change_and_another_text_under_its_key_is_refused(house: House) -> None:
    press = publisher(house)
    press.publish_skema(house.kommune, OUTLINE, "outline.v1.toml")
    (before,) = house.query("SELECT seq FROM kommune")
    assert not press.publish_skema(house.kommune, OUTLINE, "outline.v1.toml").ny
    with pytest.raises(PublishFejl, match=r"outline\.v1 er udgivet før med et andet indhold"):
        press.publish_skema(house.kommune, OUTLINE.replace("Kan skifte", "Kan bytte"), "outline.v1.toml")
    assert house.query("SELECT seq FROM kommune") == [before]
    assert [row["tekst"] for row in house.rows("skemafil")] == [OUTLINE]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            'audience = "alle"',
            'audience = "naboer"',
            r"ny\.toml: punkt\[1\]\.felt\[1\]\.audience: »naboer« kendes ikke",
        ),
        ('titel = "Opfølgning Plus"', "titel = ", r"ny\.toml, linje \d+: Filen er ikke TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place_and_nothing_is_written(
    sqlite_house: House, before: str, after: str, says: str
) -> None:
    with pytest.raises(SkemaFejl, match=says):
        publisher(sqlite_house).publish_skema(sqlite_house.kommune, OUTLINE.replace(before, after, 1), "ny.toml")
    assert sqlite_house.rows("skemafil") == []


def test_the_keys_of_the_apps_own_skemaer_are_taken(sqlite_house: House) -> None:
    own = (RESOURCES / "skemaer" / "opfoelgning.v1.toml").read_text(encoding="utf-8")
    with pytest.raises(UserError, match=r"opfoelgning\.v1 er appens eget"):
        publisher(sqlite_house).publish_skema(sqlite_house.kommune, own, "opfoelgning.v1.toml")


def test_anchors_that_changed_without_being_said_are_warned_of(sqlite_house: House) -> None:
    press, kommune = publisher(sqlite_house), sqlite_house.kommune
    press.publish_skema(kommune, OUTLINE, "outline.v1.toml")
    (warning,) = press.check_skema(kommune, V2, "outline.v2.toml", ()).advarsler
    assert warning.startswith("Fleksibilitet: trin 2 har andre ord end i outline.v1")
    said = V2.replace(
        'noegle = "fleksibilitet"\ntitel', 'noegle = "fleksibilitet"\naendret = "Trin 2 er skrevet om."\ntitel'
    )
    assert press.check_skema(kommune, said, "outline.v2.toml", ()).advarsler == ()
    assert len(sqlite_house.rows("skemafil")) == 1, "to check is not to publish"
    bundled = parse_skemaer({"a": (RESOURCES / "skemaer" / "opfoelgning.v1.toml").read_text(encoding="utf-8")})
    newer = (RESOURCES / "skemaer" / "opfoelgning.v1.toml").read_text(encoding="utf-8")
    newer = newer.replace("version = 1", "version = 2").replace("Kommer sjældent som aftalt", "Kommer ikke som aftalt")
    (warning,) = press.publish_skema(kommune, newer, "o.toml", leverede=bundled.values()).advarsler
    assert warning.startswith("Stabilitet: trin 1 har andre ord end i opfoelgning.v1")


def test_a_machine_can_neither_make_nor_change_nor_delete_one(house: House) -> None:
    mette = house.hand(house.person("Mette"))
    publisher(house).publish_skema(house.kommune, OUTLINE, "outline.v1.toml")
    mette.pull()
    other = fil_row(FilArt.SKEMA, "eget", 1)
    answer = mette.push(
        born("skemafil", other, house.kommune, art="skema", navn="eget", version=1, tekst="x"),
        mette.edit("skemafil", ROW, house.kommune, {"tekst": (OUTLINE, "x")}),
        mette.edit("skemafil", ROW, house.kommune, {"slettet": (0, 1)}),
    )
    assert answer.receipt is not None
    assert [verdict.kind for verdict in answer.receipt.others] == ["afvist"] * 3
    assert [(row["tekst"], row["slettet"]) for row in house.rows("skemafil")] == [(OUTLINE, 0)]


def test_a_withdrawn_skema_keeps_its_text_and_its_last_day_reaches_the_machines(
    house: House, client: MakeClient
) -> None:
    press = publisher(house)
    press.publish_skema(house.kommune, OUTLINE, "outline.v1.toml", date(2026, 4, 1))
    mette = client(house.person("Mette"))
    mette.sync()
    press.withdraw(house.kommune, FilArt.SKEMA, "outline.v1", date(2026, 5, 31))
    mette.sync()
    with mette.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT fra,til,tekst FROM skemafil").all()
    assert found == [("2026-04-01", "2026-05-31", OUTLINE)]
    assert press.publish_skema(house.kommune, OUTLINE, "outline.v1.toml").ny, "published again it comes back"
    mette.sync()
    with mette.database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT fra,til FROM skemafil").all() == [("2026-04-01", None)]
    with pytest.raises(PublishFejl, match=r"outline\.v9 er ikke udgivet"):
        press.withdraw(house.kommune, FilArt.SKEMA, "outline.v9", date(2026, 5, 31))


def test_a_list_gets_the_next_version_when_its_words_change(sqlite_house: House) -> None:
    press, kommune = publisher(sqlite_house), sqlite_house.kommune
    text = '[[ydelse]]\ntitel = "Kommunens egen"\n'
    assert press.publish_liste(kommune, "ydelser", text, "ydelser.toml", add=True).key == "ydelser.v1"
    assert not press.publish_liste(kommune, "ydelser", text, "ydelser.toml", add=True).ny
    assert press.publish_liste(kommune, "ydelser", text, "ydelser.toml").key == "ydelser.v2"
    with pytest.raises(ListeFejl, match=r"ydelser\.toml: ydelse\[0\]\.titel"):
        press.publish_liste(kommune, "ydelser", "[[ydelse]]\ntitel = 3\n", "ydelser.toml")
    with pytest.raises(ListeFejl, match="listen »ferier« kendes ikke"):
        press.publish_liste(kommune, "ferier", text, "ferier.toml")


def test_a_target_to_copy_to_is_published_as_a_list_is_and_read_as_strictly(sqlite_house: House) -> None:
    press, kommune = publisher(sqlite_house), sqlite_house.kommune
    text = (RESOURCES / "maal" / "journal.toml").read_text(encoding="utf-8")
    assert press.publish_liste(kommune, "maal_journal", text, "maal_journal.toml").key == "maal_journal.v1"
    intern = text.replace('laesere = "kommune"', 'laesere = "intern"')
    with pytest.raises(SkemaFejl, match="Det interne kopieres aldrig"):
        press.publish_liste(kommune, "maal_journal", intern, "maal_journal.toml")
    with pytest.raises(SkemaFejl, match=r"Filen skal hedde maal_journal\.toml"):
        press.publish_liste(kommune, "maal_andet", text, "maal_andet.toml")


def test_a_machine_keeps_what_was_published_when_the_server_is_restored_from_before(
    house: House, client: MakeClient
) -> None:
    mette = client(house.person("Mette"))
    mette.sync()
    house.back_up()
    house.services = house.open()
    publisher(house).publish_skema(house.kommune, OUTLINE, "outline.v1.toml")
    mette.sync()
    house.restore()
    mette.sync()
    with mette.database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM skemafil").scalar_one() == 1
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM karantaene").scalar_one() == 0
    assert publisher(house).publish_skema(house.kommune, OUTLINE, "outline.v1.toml").ny
    mette.sync()
    with mette.database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT tekst FROM skemafil").all() == [(OUTLINE,)]


def test_the_command_publishes_from_a_file_and_says_what_is_wrong(
    sqlite_house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, number = tmp_path / "outline.v1.toml", str(sqlite_house.kommune)
    file.write_text(OUTLINE, encoding="utf-8")
    database = ["--database", sqlite_house.url]
    assert main([*database, "publish-skema", number, str(file), "--from", "2026-05-01"]) == 0
    assert main([*database, "published", number]) == 0
    said = capsys.readouterr().out
    assert said.startswith("outline.v1: udgivet\n")
    assert "skema outline.v1 fra 2026-05-01, udgivet 2" in said
    file.write_text(OUTLINE.replace('type = "udsagn"', 'type = "lyd"'), encoding="utf-8")
    assert main([*database, "publish-skema", number, str(file)]) == 1
    assert "outline.v1.toml: punkt[1].felt[2].type: »lyd« kendes ikke" in capsys.readouterr().err
    assert main([*database, "publish-skema", "7", str(RESOURCES / "eksempler" / "outline.v1.toml")]) == 1
    assert "Der er ingen kommune med nummer 7." in capsys.readouterr().err
