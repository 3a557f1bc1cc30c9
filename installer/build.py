"""Builds the client for the system it runs on, and tries what came out: ``python3 dev.py build``.

It leaves in dist/: the frozen app as a folder, konsulent-app; on Debian also a .deb; on Windows, where makensis is
installed, also a setup.exe.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST = ROOT / "dist"
WORK = ROOT / "build"
APP = DIST / "konsulent-app"


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py build", description=__doc__)
    parser.add_argument("--uden-roegtest", action="store_true", help="do not start what was built")
    parser.add_argument("--kun-mappe", action="store_true", help="only the folder, no package")
    given = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    freeze()
    say(f"{APP.relative_to(ROOT)}: {megabytes(size_of(APP))}")
    if not given.uden_roegtest:
        subprocess.run([sys.executable, str(HERE / "smoke.py"), str(APP)], check=True)
    if not given.kun_mappe:
        package = make_package(project["version"], project["description"])
        if package is not None:
            say(f"{package.relative_to(ROOT)}: {megabytes(package.stat().st_size)}")
    return 0


def freeze() -> None:
    """The same input gives the same order of things: hashes are seeded and times are the commit's."""
    WORK.mkdir(exist_ok=True)
    env = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": commit_time()}
    if os.name == "nt":
        env["KONSULENT_ICON"] = str(draw_icon(WORK / "konsulent-app.png"))
    options = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(DIST), "--workpath", str(WORK)]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *options, str(HERE / "konsulent_app.spec")], cwd=ROOT, env=env, check=True
    )
    if sys.platform == "linux" and shutil.which("strip"):
        strip_symbols()


def strip_symbols() -> None:
    """A quarter of the folder is symbols for debuggers. Qt brings none, and libraries in *.libs were patched by their
    makers, which strip does not survive."""
    files = [file for file in shared_objects() if "PySide6" not in file.parts and not in_libs(file)]
    subprocess.run(["strip", "--strip-unneeded", *map(str, files)], check=True)


def in_libs(file: Path) -> bool:
    return any(part.endswith(".libs") for part in file.parts)


def shared_objects() -> Iterator[Path]:
    for file in sorted((APP / "_internal").rglob("*.so*")):
        if file.is_file() and not file.is_symlink():
            yield file


def draw_icon(target: Path) -> Path:
    """PyInstaller makes Windows' icon of a PNG."""
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415 -- only on Windows
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / "icon.svg")).render(painter)
    painter.end()
    image.save(str(target))
    return target


def make_package(version: str, description: str) -> Path | None:
    """The package of this system; None where there is no tool for one."""
    if shutil.which("dpkg-deb"):
        return make_deb(version, description)
    if os.name == "nt" and shutil.which("makensis"):
        subprocess.run(["makensis", f"/DVERSION={version}", str(HERE / "windows" / "konsulent-app.nsi")], check=True)
        return DIST / f"konsulent-app-{version}-setup.exe"
    say("no dpkg-deb or makensis here: the folder is all there is")
    return None


# --- Debian ---------------------------------------------------------------------------------------


def make_deb(version: str, description: str) -> Path:
    arch = output(["dpkg", "--print-architecture"])
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(APP, tree / "usr/lib/konsulent-app", symlinks=True)
    share = tree / "usr/share"
    put(HERE / "debian" / "konsulent-app.desktop", share / "applications/konsulent-app.desktop")
    put(HERE / "icon.svg", share / "icons/hicolor/scalable/apps/konsulent-app.svg")
    put(ROOT / "THIRD_PARTY.md", share / "doc/konsulent-app/copyright")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/konsulent-app").symlink_to("../lib/konsulent-app/konsulent-app")
    fields = {
        "Package": "konsulent-app",
        "Version": version,
        "Architecture": arch,
        "Maintainer": "konsulent_app <konsulent-app@example.dk>",
        "Section": "misc",
        "Priority": "optional",
        "Installed-Size": str(size_of(tree) // 1024),
        "Depends": ", ".join([*host_packages(), "tzdata"]),  # Danish days are read from the system's time zones
        "Recommends": "gnome-keyring | kwalletmanager",
        "Description": description,
    }
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), encoding="utf-8")
    readable_to_all(tree)
    target = DIST / f"konsulent-app_{version}_{arch}.deb"
    env = {"SOURCE_DATE_EPOCH": commit_time()}
    run_quiet(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)], env)
    shutil.rmtree(tree)
    return target


def host_packages() -> list[str]:
    """The Debian packages with the libraries that the bundle names and does not hold. Raises when one is missing."""
    files = [str(file) for file in shared_objects()]
    held = {Path(file).name for file in files}
    # What a library is linked to by name; what those are linked to in turn is their packages' own affair.
    lines = [line.split() for line in output(["objdump", "-p", *files]).splitlines()]
    named = {words[1] for words in lines if words[:1] == ["NEEDED"]} - held
    places = dict(
        line.strip().split(" => ")
        for line in output(["ldd", *files]).splitlines()
        if line.strip().partition(" ")[0] in named
    )
    packages = set()
    for name in named & places.keys():
        if places[name] == "not found":
            raise SystemExit(f"build: {name} is neither in the bundle nor on this machine")
        packages.add(owner_of(Path(places[name].split(" (")[0])))
    libc = (os.confstr("CS_GNU_LIBC_VERSION") or "").removeprefix("glibc ")
    return [f"libc6 (>= {libc})" if name == "libc6" else with_t64(name) for name in sorted(packages - {""})]


def owner_of(place: Path) -> str:
    for name in (place, Path("/usr") / place.relative_to("/")):
        found = subprocess.run(["dpkg-query", "--search", str(name)], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            return found.stdout.partition(":")[0]
    return ""


def with_t64(name: str) -> str:
    """Debian 13 and Ubuntu 24.04 renamed these when times became 64 bits long."""
    plain = name.removesuffix("t64")
    return f"{plain} | {plain}t64" if plain in ("libglib2.0-0", "libpng16-16") else name


def readable_to_all(tree: Path) -> None:
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    tree.chmod(0o755)


# --- small things ---------------------------------------------------------------------------------


def put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def commit_time() -> str:
    """Seconds since 1970 of the commit that is built; outside a checkout, of the project file."""
    found = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() or str(int((ROOT / "pyproject.toml").stat().st_mtime))


def output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def run_quiet(command: list[str], more: Mapping[str, str]) -> None:
    subprocess.run(command, env={**os.environ, **more}, stdout=subprocess.DEVNULL, check=True)


def size_of(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


def say(text: str) -> None:
    print(f"build: {text} ({platform.system()} {platform.machine()})", flush=True)


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.returncode) from None  # the one that failed has said why
