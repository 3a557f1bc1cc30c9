"""Starts the app: ``python -m konsulent_app`` or the installed ``konsulent-app``."""

from konsulent_app.app.run import main

if __name__ == "__main__":
    raise SystemExit(main())
