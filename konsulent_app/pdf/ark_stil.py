"""The type of the aftaleark: large, and larger with more space for those who read slowly (PAPERS.md)."""

from dataclasses import dataclass

from konsulent_app.pdf import style
from konsulent_app.pdf.style import BOLD, MEDIUM, REGULAR, SEMIBOLD, SOFT, Style

BUND = style.PAGE_HEIGHT - 60.0  # nothing but the last line of the page stands below
FOD = style.PAGE_HEIGHT - 48.0  # where that begins

TITEL = Style(BOLD, 32, 38)
UNDER = Style(REGULAR, 13, 18, SOFT)
AFSNIT = Style(SEMIBOLD, 19, 25)
TEKST = Style(REGULAR, 15, 22)
TEKST_FED = Style(SEMIBOLD, 15, 22)
LILLE = Style(REGULAR, 12, 17, SOFT)
MAERKE = Style(REGULAR, 13, 18, SOFT)
STORT = Style(SEMIBOLD, 20, 26)
DAG = Style(SEMIBOLD, 13, 19)
DAG_FRI = Style(REGULAR, 13, 19, SOFT)
TID = Style(MEDIUM, 13, 19)
SIDSTE = Style(REGULAR, 10, 14, SOFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maal:
    """The measures of the sheet in short lines: of a page, and of a picture for a phone."""

    width: float
    indent: float
    ikon: float
    navn: Style
    under: Style
    afsnit: Style
    tekst: Style
    fed: Style
    dag: Style
    dag_fri: Style
    tid: Style
    ring: Style
    telefon: Style
    sidste: Style
    luft: float  # between parts, where there is room
    bund: float
    oplaesning: bool  # the offer to have it read aloud stands at the foot


def _spaced(font: str, size: float, leading: float, color: int = style.INK) -> Style:
    """Tracking and word space of PAPERS.md, which are those of 18 points."""
    return Style(font, size, leading, color, tracking=0.35 * size / 18, word_space=1.5 * size / 18)


ORDBLIND = Maal(
    width=style.WIDTH,
    indent=48.0,
    ikon=26.0,
    navn=_spaced(BOLD, 32, 38),
    under=_spaced(REGULAR, 18, 28),
    afsnit=_spaced(SEMIBOLD, 20, 28),
    tekst=_spaced(REGULAR, 18, 28),
    fed=_spaced(SEMIBOLD, 18, 28),
    dag=_spaced(SEMIBOLD, 15, 21),
    dag_fri=_spaced(REGULAR, 15, 21, SOFT),
    tid=_spaced(MEDIUM, 15, 21),
    ring=_spaced(REGULAR, 18, 28),
    telefon=_spaced(SEMIBOLD, 24, 30),
    sidste=_spaced(REGULAR, 12, 17, SOFT),
    luft=20.0,
    bund=BUND,
    oplaesning=True,
)

BILLEDE = Maal(
    width=360.0,
    indent=38.0,
    ikon=22.0,
    navn=_spaced(BOLD, 26, 31),
    under=_spaced(REGULAR, 16, 23),
    afsnit=_spaced(SEMIBOLD, 18, 25),
    tekst=_spaced(REGULAR, 16.5, 24.5),
    fed=_spaced(SEMIBOLD, 16.5, 24.5),
    dag=_spaced(SEMIBOLD, 13, 18),
    dag_fri=_spaced(REGULAR, 13, 18, SOFT),
    tid=_spaced(MEDIUM, 13, 18),
    ring=_spaced(REGULAR, 16.5, 24.5),
    telefon=_spaced(SEMIBOLD, 24, 30),
    sidste=_spaced(REGULAR, 12, 17, SOFT),
    luft=16.0,
    bund=style.PAGE_HEIGHT - 20.0,
    oplaesning=False,
)
