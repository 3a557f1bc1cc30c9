"""The Law of sync, asked of a world when all of its machines have synced until quiet."""

import json

from sqlalchemy import text

from konsulent_app.store import meta, outbox
from konsulent_app.sync.compare import Comparison, Difference
from konsulent_core.entities import BY_TABEL
from konsulent_core.merge import Value
from konsulent_core.words import Tilstand
from tools.long import sync_facts
from tools.long.sync_facts import Fact, Rows
from tools.long.sync_machines import Machine
from tools.long.sync_world import World

# Each may bring something new to the others.
_TURNS = 6


class Broken(AssertionError):
    """The Law does not hold."""


def settle(world: World) -> None:
    """Everybody syncs until nobody has anything to say. Raises ``Broken`` when that never comes."""
    for _ in range(_TURNS):
        for m in range(len(world.machines)):
            world.sync(m)
    with world.engine.connect() as conn:
        head = conn.execute(text("SELECT seq FROM kommune")).scalar_one()
    for machine in world.machines:
        with machine.database.reading() as tx:
            waiting, cursor = outbox.waiting_count(tx), int(meta.get(tx, "cursor") or 0)
        if waiting or cursor != head:
            raise Broken(f"{machine.name} still waits with {waiting}, at {cursor} of {head}")


def check(world: World) -> None:
    """To be called when settled. Raises ``Broken``."""
    there = sync_facts.server_rows(world.engine)
    for machine in world.machines:
        _all_is_even(machine, there)
        _comparing_finds_nothing(machine, world)
    _konflikter_have_two_sides(there)
    held = sync_facts.held(world.engine)
    for machine in world.machines:
        _nothing_is_lost(machine, held)
    beside = sync_facts.beside(world.engine, there)
    _nobody_was_written_over_unseen(world, there, beside)
    _locked_texts_are_whole(world, there, beside)


def _all_is_even(machine: Machine, there: Rows) -> None:
    here = sync_facts.rows_on(machine)
    differing = {key: (here.get(key), there.get(key)) for key in here.keys() | there.keys()}
    differing = {key: both for key, both in differing.items() if both[0] != both[1]}
    if differing:
        raise Broken(f"{machine.name} and the server differ: {differing}")


def _comparing_finds_nothing(machine: Machine, world: World) -> None:
    """Machine and server say by themselves what we have just seen."""
    found = Comparison(machine.database, machine.line, world.clock).run(at_once=True)
    if found != Difference():
        raise Broken(f"{machine.name} was mended where nothing was amiss: {found}")


def _konflikter_have_two_sides(there: Rows) -> None:
    for (table, row), values in there.items():
        if table == "konflikt" and json.loads(str(values["min"])) == json.loads(str(values["server"])):
            raise Broken(f"konflikt {row} has one value: {values}")
        if table == "konflikt" and values["tabelnavn"] == "konflikt":
            raise Broken(f"a konflikt about a konflikt: {values}")


def _nothing_is_lost(machine: Machine, held: set[Fact]) -> None:
    held = held | sync_facts.refused_on(machine)
    for place, value in machine.left.items():
        if (*place, value) not in held:
            raise Broken(f"{machine.name} left {value!r} in {place}, and it is nowhere")


def _nobody_was_written_over_unseen(world: World, there: Rows, beside: set[Fact]) -> None:
    """What is only in the history any more was replaced by somebody who had had it on the screen."""
    standing = sync_facts.standing(there) | beside
    replaced: dict[Fact, list[Value]] = {}
    for row, name, before, after in sync_facts.history(world.engine):
        replaced.setdefault((row, name, before), []).append(after)
    for machine in world.machines:
        for (row, name), value in machine.left.items():
            fact = (row, name, value)
            for after in () if fact in standing else replaced.get(fact, ()):
                by = world.written.get((row, name, after), [])
                if by and not any(who == machine.name or value in seen for who, seen in by):
                    raise Broken(f"{value!r} of {machine.name} in {row}, {name} gave way unseen to {after!r}")


def _locked_texts_are_whole(world: World, there: Rows, beside: set[Fact]) -> None:
    """What a locked besøg holds and its text does not is a rettelse or in a konflikt."""
    for (table, besoeg), values in there.items():
        if table != "besoeg" or values["tilstand"] != Tilstand.AFSLUTTET:
            continue
        printed = world.locks[values["snapshot"]]
        for (other, row), found in there.items():
            if not BY_TABEL[other].under_besoeg or found.get("besoeg") != besoeg:
                continue
            for name, value in found.items():
                told = value is None or name == "slettet" or printed.get((row, name)) == value
                if not told and (row, name, value) not in beside:
                    raise Broken(f"the locked besøg {besoeg} says nothing of {value!r} in {row}, {name}")
