"""Runs the server: one process, or several that share an address, each ended only when its requests are answered."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
from prometheus_client import CollectorRegistry, start_http_server
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from konsulent_server.app import make_app, make_services
from konsulent_server.database import open_engine
from konsulent_server.health import Readiness
from konsulent_server.limits import make_limits
from konsulent_server.log import Log, take_over, to_nowhere, to_stderr
from konsulent_server.metrics import SHARED, Metrics, make_metrics, shared_registry
from konsulent_server.protocol import PatientProtocol
from konsulent_server.settings import Settings
from konsulent_server.watch import Watch, pool_of

# Seconds a quiet connection is kept: clients ask once a minute, and a new one costs them more than their question.
KEEP_ALIVE = 75
# A worker that does not answer its parent for so long is replaced: a first sync holds the interpreter for seconds.
_HUNG = 60


@dataclass(frozen=True, slots=True)
class Worker:
    """Makes the application in the process that is to run it. Crosses to that process by its settings alone."""

    settings: Settings
    metrics: Metrics | None = None

    def __call__(self) -> ASGIApp:
        settings = self.settings
        log = make_log(settings)
        take_over(log)
        engine = open_engine(settings.database)
        watch = Watch(make_limits(settings), self.metrics or make_metrics(), log, pool_of(engine))
        services = make_services(engine)
        sweep = partial(services.adgange.sweep, settings.closed_days)
        return make_app(services, watch, Readiness(engine, settings.min_free), sweep)


def serve(settings: Settings) -> int:
    """Until SIGTERM or SIGINT; 0 when it ended so."""
    log = make_log(settings)
    take_over(log)
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn stops, and then sends itself the signal again: to have been stopped in good order is no failure.
        signal.signal(number, _end)
    try:
        open_engine(settings.database).dispose()  # migrates, once, before anybody is let in
    except (SQLAlchemyError, OSError) as error:
        log.event("the database cannot be opened", error, "CRITICAL")
        sys.stderr.write("konsulent-server: the database of KONSULENT_DATABASE cannot be opened\n")
        return 1
    if settings.workers == 1:
        metrics = make_metrics()
        server = uvicorn.Server(_config(settings, Worker(settings, metrics)))
        if hasattr(signal, "SIGHUP"):  # a new certificate: whoever keeps us running starts us with it
            signal.signal(signal.SIGHUP, _end_in_order)
        with _answering(settings, metrics.registry, log):
            server.run()
        return 0 if server.started else 1
    with tempfile.TemporaryDirectory(prefix="konsulent-metrics-") as folder:
        os.environ[SHARED] = folder
        config = _config(settings, Worker(settings))
        with _answering(settings, shared_registry(Path(folder)), log), config.bind_socket() as address:
            Multiprocess(config, sockets=[address]).run()
    return 0


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _end_in_order(_number: int, _frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def make_log(settings: Settings) -> Log:
    return Log(to_stderr if settings.log else to_nowhere)


def _config(settings: Settings, worker: Worker) -> uvicorn.Config:
    return uvicorn.Config(
        worker,
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=settings.grace,
        timeout_worker_healthcheck=_HUNG,
        limit_concurrency=settings.connections,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
        ssl_certfile=settings.tls_cert or None,
        ssl_keyfile=settings.tls_key or None,
    )


@contextmanager
def _answering(settings: Settings, registry: CollectorRegistry, log: Log) -> Iterator[None]:
    """/metrics, at an address of its own. That it is taken is no reason not to serve clients."""
    place = settings.metrics_place
    if place is None:
        yield
        return
    host, port = place
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        log.event("the address for /metrics cannot be had", error, "WARNING")
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
