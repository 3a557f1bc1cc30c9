"""What the frozen app starts with: the app, or with ``--roegtest FOLDER`` a look at whether all of it was frozen."""

import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.argv[1:2] == ["--roegtest"]:
        from roegtest import roegtest  # noqa: PLC0415 -- it lies beside this file in the bundle

        raise SystemExit(roegtest(Path(sys.argv[2])))
    from konsulent_app.app.start import main  # noqa: PLC0415

    raise SystemExit(main())
