"""What the frozen app starts with: the app, or with ``--roegtest FOLDER`` a look at whether all of it was frozen."""

import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.argv[1:2] == ["--roegtest"]:
        from installer.roegtest import roegtest

        raise SystemExit(roegtest(Path(sys.argv[2])))
    from konsulent_app.app.run import main

    raise SystemExit(main())
