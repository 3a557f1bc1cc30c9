"""A process that makes one paper, ours or the bare one, from a file, and tells the most memory it had."""

import pickle
import sys
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def main(kind: str, file: str) -> None:
    content = pickle.loads(Path(file).read_bytes())  # written by the bench itself, a moment ago
    if kind == "ours":
        from konsulent_app.pdf.rapport import build  # noqa: PLC0415 -- a process has one of them only

        build(content, FONTS)
    else:
        from tools.bench.papers_reference import build as bare  # noqa: PLC0415

        bare(content, FONTS)
    with Path("/proc/self/status").open() as status:
        print(next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")))


if __name__ == "__main__":
    main(*sys.argv[1:])
