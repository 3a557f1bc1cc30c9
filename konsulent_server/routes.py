"""What a route is here: an exact path, a method, and what it answers; and the threads that do its work."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

T = TypeVar("T")
Answering = Callable[[Request], Awaitable[Response]]
# At work in one process at a time. More of them only wait for each other: for the interpreter, and for the database.
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An ASGI application of its own: its errors go to the ``Door`` at once."""

    answering: Answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.answering(Request(scope, receive))
        await answer(scope, receive, send)


def get(path: str, answering: Answering) -> Route:
    return Route(path, Endpoint(answering), methods=["GET"])


def post(path: str, answering: Answering) -> Route:
    return Route(path, Endpoint(answering), methods=["POST"])


def give_threads() -> None:
    """To the running loop, for ``on_thread``."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "work"))


async def on_thread(work: Callable[[], T]) -> T:
    """What ``work`` gives, off the loop: it may wait for the database."""
    return await asyncio.get_running_loop().run_in_executor(None, work)
