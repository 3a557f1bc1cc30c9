"""The calendar file: read back by a parser of its own that is as strict as RFC 5545."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.ics import Begivenhed, kalender

NU = datetime(2026, 3, 12, 9, 42, tzinfo=UTC)
_NAME = re.compile(r"[A-Z-]+(;[A-Z]+=[A-Z-]+)*")


def visit(**other: object) -> Begivenhed:
    whole: dict[str, object] = {"noegle": "besoeg/1/2", "dato": date(2026, 3, 20), "tid": time(10, 0)}
    whole |= {"titel": "Besøg hos Nordlager A/S", "sted": "Nordlager A/S, Egeskovvej 12, Horsens"}
    return Begivenhed(**(whole | other))  # type: ignore[arg-type]  # the fields of Begivenhed


def read(file: bytes) -> list[dict[str, str]]:
    """The events as name → value. Fails on what a calendar may refuse."""
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    raw = file.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw)
    assert all(line.decode() for line in raw)  # each line by itself is whole characters
    lines = file.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0"} < set(lines[1:5])
    events: list[dict[str, str]] = []
    for line in lines[1:-1]:
        name, colon, value = line.partition(":")
        assert colon
        assert _NAME.fullmatch(name)
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append({})
        elif name not in ("END", "VERSION", "PRODID", "CALSCALE", "METHOD"):
            assert name not in events[-1]
            events[-1][name] = value
    assert all({"UID", "DTSTAMP", "SEQUENCE", "SUMMARY"} <= set(event) for event in events)
    return events


def words(value: str) -> str:
    """A TEXT value without its escapes; one that is not escaped fails."""
    assert re.fullmatch(r"(?:[^\\;,\n]|\\[\\;,n])*", value)
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)


@pytest.mark.parametrize(
    ("dato", "start", "slut"),
    [
        (date(2026, 3, 20), "20260320T090000Z", "20260320T094500Z"),
        (date(2026, 3, 30), "20260330T080000Z", "20260330T084500Z"),  # the day after summer time began
        (date(2026, 10, 26), "20261026T090000Z", "20261026T094500Z"),
    ],
)
def test_ten_o_clock_in_denmark_is_ten_o_clock_in_summer_and_in_winter(dato: date, start: str, slut: str) -> None:
    (event,) = read(kalender([visit(dato=dato)], NU))
    assert (event["DTSTART"], event["DTEND"]) == (start, slut)


def test_a_visit_without_a_time_is_a_whole_day_that_takes_no_time() -> None:
    (event,) = read(kalender([visit(tid=None, dato=date(2026, 12, 31))], NU))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_visit_that_is_moved_replaces_itself_and_another_does_not() -> None:
    (before,) = read(kalender([visit()], NU))
    (after,) = read(kalender([visit(dato=date(2026, 3, 27))], NU + timedelta(minutes=5)))
    (other,) = read(kalender([visit(noegle="besoeg/1/3")], NU))
    assert before["UID"] == after["UID"] != other["UID"]
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"])
    assert "besoeg/1" not in before["UID"]


@given(st.text(max_size=200), st.text(min_size=1, max_size=200))
def test_whatever_a_company_is_called_the_file_can_be_read(titel: str, sted: str) -> None:
    (event,) = read(kalender([visit(titel=f"Ø{titel}", sted=f"Å{sted}")], NU))
    assert words(event["SUMMARY"]).startswith("Ø")


def test_commas_semicolons_and_long_names_come_back_as_they_were() -> None:
    name = "Sørensen, Ærø & Søn; \\ afdeling for blåbærgrød og rødgrød med fløde på Østergårdsvej nummer 12"
    (event,) = read(kalender([visit(titel=name, sted=name)], NU))
    assert words(event["SUMMARY"]) == name
    assert words(event["LOCATION"]) == name
