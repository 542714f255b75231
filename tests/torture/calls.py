"""How each program is called in the office that all tortures begin from."""
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("BUILD", HERE.parent.parent / "build"))

# What each is called with: options, an operand.
COMMANDS = {
    "cases-import": ("-q", "more"), "cases-overdue": ("", ""), "cases-check": ("", ""),
    "cases-show": ("", "ids"), "cases-find": ("", "callers"), "cases-erase": ("--only=ids", ""),
    "runs-list": ("", ""), "runs-undo": ("", "3"), "stats-report": ("--by=outcome", ""),
    "visits-list": ("--from=2026-01-01", ""), "visits-log": ("", "outcomes"),
    "visits-plan": ("--effort=1 --threads=1 --days=2", "list"),
    "visits-print": ("-T sheet", "sheet"), "visits-ical": ("--database=d", "sheet"),
    "visits-map": ("", "sheet"), "visits-geojson": ("", "sheet")}


def enter_office(directory):
    """Makes it, with a sheet, and goes there.  The database is db, a copy of told."""
    os.environ["PATH"] = f"{BUILD}/bin:{os.environ['PATH']}"
    os.environ.update(DOORSTEP_CONFIG="", LC_ALL="C", DOORSTEP_DB="db", TZ="UTC")
    subprocess.run([HERE / "office", directory, HERE.parent / "old"], check=True,
                   stderr=subprocess.DEVNULL)
    os.chdir(directory)
    with open("sheet", "wb") as sheet:
        subprocess.run(["visits-list", "-d", "told", "--from=2026-01-01"], stdout=sheet, check=True)
