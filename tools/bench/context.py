"""The konsulent who does what is measured, with the skemaer of the product."""

import secrets

from konsulent_app.app.opened import load_skemaer
from konsulent_app.paths import resources_folder
from konsulent_app.services.context import Bruger, Context
from konsulent_core.clock import system_clock
from tools.bench.stores import KOMMUNE


def make_context() -> Context:
    bruger = Bruger(nummer=1, navn="Mette Krogh", kommune=KOMMUNE, kommune_navn="Bench")
    return Context(
        clock=system_clock, entropy=secrets.token_bytes, bruger=bruger, skemaer=load_skemaer(resources_folder())
    )
