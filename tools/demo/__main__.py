"""``python -m tools.demo``: brings up a server, two machines and six borgere; opens the app or works its day."""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from konsulent_app.store.teamtal import read_team_overblik
from konsulent_core.errors import KonsulentError
from konsulent_core.skema.gaeldende import gaeldende
from konsulent_core.words import BesoegType
from tools.caseload.cases import CaseIds, load_cases, load_maaltal
from tools.caseload.journal import load_journal
from tools.demo.machine import Machine, new_machine
from tools.demo.server import KOMMUNE, LEDER, LEDER_NAME, NAME, ROOT, DemoServer, running
from tools.demo.steps import NotSo, Steps, check, complain

_MARK = "konsulent-demo"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "demo", help="pictures, papers and stores go here")
    given = parser.parse_args(arguments)
    folder: Path = given.folder.absolute()
    screen = os.environ.get("KONSULENT_SKAERM", "0") == "1"
    if not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steps = Steps()
    try:
        data = _fresh(folder)
        with ExitStack() as until_the_end:
            _work(steps, until_the_end, data, folder, screen=screen)
    except (NotSo, KonsulentError) as error:
        complain(f"    {error}")
        return 1
    return 0


def _work(steps: Steps, until_the_end: ExitStack, data: Path, folder: Path, *, screen: bool) -> None:
    if not screen:
        print(
            "Her er ingen skærm. Arbejdsdagen bliver i stedet udført uden: de samme vinduer, knapper og felter,\n"
            "tegnet i hukommelsen. Alle personer og virksomheder er opdigtede.\n",
            flush=True,
        )
    with steps.step("Starter en central server på denne maskine"):
        server = until_the_end.enter_context(running(data / "server"))
        steps.note(f"{server.address}, kommune {KOMMUNE}, bruger {NAME}")
    with steps.step("Laver Mettes to pc'er med hvert sit krypterede lager og logger ind"):
        here, there = (new_machine(data / f"pc{n}", server) for n in (1, 2))
        lene = new_machine(data / "pc_teamleder", server, LEDER)
        steps.note(str(here.paths.store))
        steps.note(str(there.paths.store))
    until_the_end.callback(here.close)
    until_the_end.callback(there.close)
    until_the_end.callback(lene.close)
    with steps.step(f"Sætter teamets måltal som teamleder {LEDER_NAME}"):
        load_maaltal(lene.database, lene.context)
        check(lene.sync().afvist == 0, "Serveren afviste måltallene.")
    with steps.step("Lægger de seks borgercases ind og sender dem til serveren"):
        ids = load_cases(here.database, here.context.bruger, here.context.skemaer, here.context.i_dag())
        load_journal(here.database, here.context, ids)
        sent = here.sync()
        check(sent.afvist == 0, f"Serveren afviste {sent.afvist} rækker.")
        steps.note(f"{sent.sent} rækker, {sum(len(p.besoeg) for p in ids.people.values())} opfølgninger")
        lene.sync()
        with lene.database.reading() as tx:
            counted = len(read_team_overblik(tx, lene.context.i_dag()).tal)
        steps.note(f"{counted} sager tæller med hos teamlederen, ingen med navn")
    if screen:
        _publish(steps, server, here, there)
        _open_app(steps, here, there, lene)
    else:
        _without_screen(steps, server, (here, there), ids, folder)


def _publish(steps: Steps, server: DemoServer, *machines: Machine) -> None:
    """A skema of the kommune's own, which the next besøg on every machine is held in."""
    with steps.step("Kommunens administrator udgiver »Opfølgning Plus«, og begge pc'er henter det"):
        steps.note(server.publish(ROOT / "resources" / "eksempler" / "outline.v1.toml"))
        for machine in machines:
            machine.sync()
            found = gaeldende(machine.context.skemaer, BesoegType.OPFOELGNING, machine.context.i_dag())
            check(found is not None and found.key == "outline.v1", f"Næste opfølgning bruger {found and found.key}.")
        steps.note("den næste opfølgning spørger om de seks forudsætninger")


def _without_screen(
    steps: Steps, server: DemoServer, machines: tuple[Machine, Machine], ids: CaseIds, folder: Path
) -> None:
    from tools.demo.day import Day  # noqa: PLC0415 -- Qt must first know whether there is a screen

    here, there = machines
    Day(here, there, ids["katrine"], folder, steps).run()
    _publish(steps, server, here, there)
    steps.end()
    print(f"Billeder og papir ligger i {folder}", flush=True)


def _open_app(steps: Steps, here: Machine, there: Machine, lene: Machine) -> None:
    from konsulent_app.app.run import make_app  # noqa: PLC0415 -- as above
    from konsulent_app.settings import Settings  # noqa: PLC0415

    for machine in (here, there, lene):
        machine.close()  # the app opens them itself
    steps.note("Appen åbner nu. Luk vinduet, når du er færdig; så stopper serveren også.")
    steps.note(f"Låser skærmen, er adgangssætningen {here.passphrase}")
    steps.note("Mettes anden pc, i et vindue ved siden af (hent med F5):")
    steps.note(f"{sys.executable} -m konsulent_app --mappe {there.paths.folder}")
    steps.note(f"    adgangssætning {there.passphrase}")
    steps.note(f"Teamlederen {LEDER_NAME} ved sin egen pc:")
    steps.note(f"{sys.executable} -m konsulent_app --mappe {lene.paths.folder}")
    steps.note(f"    adgangssætning {lene.passphrase}")
    app, end = make_app(here.paths, Settings())
    try:
        app.begin(here.key)
        check(app.desktop.run() == 0, "Appen sluttede med en fejl.")
    finally:
        end()


def _fresh(folder: Path) -> Path:
    """An empty folder for the stores; only one that an earlier demo made is taken away."""
    data = folder / "data"
    mark = data / _MARK
    if data.exists():
        if not mark.exists():
            raise NotSo(f"{data} er ikke lavet af demoen og bliver ikke rørt. Vælg en anden mappe med --folder.")
        shutil.rmtree(data)
    data.mkdir(parents=True)
    mark.touch()
    return data


if __name__ == "__main__":
    sys.exit(main())
