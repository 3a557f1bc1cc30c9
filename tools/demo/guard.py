"""``python -m tools.demo.guard COMMAND …``: runs a command for as long as whoever started us is alive.

The starter holds our standard input; however it ends, kill -9 too, that input ends with it.
"""

import contextlib
import subprocess
import sys
import threading


def main(command: list[str]) -> int:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_watch, args=(child,), daemon=True).start()
    while True:
        # Ctrl+C reaches the child too, and the starter decides what it means.
        with contextlib.suppress(KeyboardInterrupt):
            return child.wait()


def _watch(child: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    child.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
