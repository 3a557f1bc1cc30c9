"""»Aftaleark«: the borger's one page, its version in short lines, and the picture to send."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from konsulent_app.pdf import ark_stil as stil
from konsulent_app.pdf import style
from konsulent_app.pdf.ark_dele import (
    Kryds,
    Prikket,
    Rude,
    Stregdelt,
    StribeStil,
    place,
    ramme,
    stribe,
)
from konsulent_app.pdf.ark_linjer import saet
from konsulent_app.pdf.ark_plads import Plads, fit
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Box, Item, Rule, Stack, TextBox
from konsulent_app.pdf.fonts import Fonts, load
from konsulent_app.pdf.preview import render_part
from konsulent_app.pdf.readers import BORGER, VIRKSOMHED, for_readers
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.style import Style
from konsulent_app.pdf.table import Column, table
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Run, setting_once
from konsulent_core.aftaleark.blad import Aftaleark, AftaleLinje, Igen, Saetning, Timer
from konsulent_core.aftaleark.byg import build as read_ark
from konsulent_core.aftaleark.ord import dag_ord, klokken, ugedag
from konsulent_core.aftaleark.sendes import as_sent
from konsulent_core.aftaleark.timer import saetninger
from konsulent_core.dansk import UGEDAGE, format_dato_lang
from konsulent_core.snapshot import Snapshot

TITEL = "Vores aftaler"
TOP = 46.0
FOR_LANG = 6  # lines; an aftale longer than that is asked for, not read here
BILLEDE_BREDDE = 1080  # px, as wide as most phones show
_MARGEN = 20.0
_UNDER_LINJER = 2  # of whose sheet it is; longer names than that leave it
_PRIK, _BOKS = 20.0, 29.0
_STRIBE = StribeStil(stil.DAG, stil.DAG_FRI, stil.TID, 5.0)


def build(snapshot: Snapshot, fonts_dir: Path, *, ordblind: bool, rettet: bool = False) -> bytes:
    """The sheet as PDF, one page always: the same snapshot gives the same bytes in one version of the app.

    ``rettet``: of what the borger may see, something was amended since.
    """
    fonts = load(fonts_dir)
    ark = replace(read_ark(for_readers(snapshot, BORGER)), rettet=rettet)
    sheet = Sheet(frame(), fonts)
    if ordblind:
        saet(ark, sheet, fonts, stil.ORDBLIND, style.LEFT, TOP)
    else:
        _Ark(ark, fonts).draw(sheet)
    return sheet.finish()


def billede(snapshot: Snapshot, fonts_dir: Path) -> bytes:
    """The sheet as a picture for a phone: PNG, ``BILLEDE_BREDDE`` px wide, made in memory."""
    fonts = load(fonts_dir)
    sheet = Sheet(frame(), fonts)
    end = saet(sendt(snapshot), sheet, fonts, stil.BILLEDE, _MARGEN, _MARGEN)
    return render_part(sheet.finish(), (stil.BILLEDE.width + 2 * _MARGEN, end + _MARGEN), BILLEDE_BREDDE)


def sendt(snapshot: Snapshot) -> Aftaleark:
    """What the picture says: what the workplace may know too, and of that only what may be sent."""
    return as_sent(read_ark(for_readers(snapshot, VIRKSOMHED)), snapshot)


def frame() -> Frame:
    """The file's own words, which name nobody."""
    return Frame(title=TITEL, foot="", running_left="", running_right="", bare=True)


class _Ark:
    """The sheet as most people get it."""

    def __init__(self, ark: Aftaleark, fonts: Fonts) -> None:
        self._ark, self._fonts, self._blocks = ark, fonts, Blocks(fonts)
        self._set_once = setting_once(fonts)
        self._uge = _uge(ark.timer, fonts) if ark.timer is not None and ark.timer.uge else None
        self._aftaler = [a for a in ark.aftaler if self._lines(a.hvad) <= FOR_LANG]

    def draw(self, sheet: Sheet) -> None:
        room = stil.BUND - TOP
        items = fit(self._items, len(self._ark.godt), len(self._aftaler), room)
        place(items, sheet, style.LEFT, TOP)
        keeper = f" {self._ark.konsulent} gemmer det samme." if self._ark.konsulent else ""
        self._text(f"Arket er dit.{keeper}", stil.SIDSTE).draw(sheet, style.LEFT, stil.FOD)

    def _items(self, plads: Plads) -> list[Item]:
        air = plads.luft
        return [
            *self._top(),
            *self._godt(plads.godt, air),
            *self._timer(air),
            *self._det_aftalte(plads.aftaler, air),
            *self._konflikter(),
            *self._ramme(air),
        ]

    # --- the parts ------------------------------------------------------------------------------------------

    def _top(self) -> list[Item]:
        ark = self._ark
        day = format_dato_lang(ark.dag).replace(" ", "\xa0") if ark.dag else ""
        items = [Item(self._text(TITEL, stil.TITEL, role="H1"))]
        ways = [" · ".join(filter(None, way)) for way in ((ark.fornavn, ark.sted, day), (ark.fornavn, day), (day,))]
        set_ = [self._text(way, stil.UNDER) for way in ways]
        about = next((box for box in set_ if len(box.lines) <= _UNDER_LINJER), set_[-1])
        if ways[0]:
            items.append(Item(about, before=1))
        return [*items, Item(Rule(style.WIDTH, 2.2, style.INK), before=9)]

    def _head(self, title: str, air: float) -> Item:
        lines = self._set_once((Run(title, stil.AFSNIT),), style.WIDTH)
        box = TextBox(lines, stil.AFSNIT.leading, Element("H2"), outline=(title, 0))
        return Item(box, before=8 + 18 * air)

    def _godt(self, count: int, air: float) -> list[Item]:
        said = self._ark.godt[:count]
        if not said:
            return []
        points = tuple(
            Item(self._point(one.tekst), before=1 + 2 * air)  #
            for one in said
        )
        return [self._head("Det går godt", air), Item(Stack(points, Element("L")), before=3)]

    def _point(self, text: str) -> Prikket:
        inner = self._text(text, stil.TEKST, style.WIDTH - _PRIK, "LBody")
        return Prikket(inner.height, inner, _PRIK, Element("LI"))

    def _timer(self, air: float) -> list[Item]:
        timer = self._ark.timer
        if timer is None:
            return []
        items = [self._head(_timer_head(timer), air)]
        if self._uge is not None:
            items.append(Item(self._uge, before=6))
        said: list[Run] = []
        for sentence in saetninger(timer):
            said += [*([Run(" ", stil.TEKST)] if said else []), *_runs(sentence)]
        if said:
            items.append(Item(self._set(said, stil.TEKST, style.WIDTH), before=7))
        if timer.uenige:
            ask = f" Spørg {self._ark.konsulent}." if self._ark.konsulent else ""
            items.append(Item(self._text(f"Dagene er ikke rettet til endnu.{ask}", stil.LILLE), before=2))
        return items

    def _det_aftalte(self, count: int, air: float) -> list[Item]:
        shown = self._aftaler[:count]
        more = self._ark.flere + len(self._ark.aftaler) - len(shown)
        if not shown and not more:
            return []
        items = [self._head("Det har vi aftalt", air)]
        if shown:
            items += [Item(Rule(style.WIDTH, 1.2, style.INK), before=7), Item(self._table(shown, air))]
        if more:
            words = f"… og {more} {'aftale' if more == 1 else 'aftaler'} mere" if shown else _kun_flere(more)
            ask = f" Spørg {self._ark.konsulent}." if self._ark.konsulent else ""
            items.append(Item(self._text(f"{words}.{ask}", stil.TEKST_FED), before=5))
        if shown:
            items.append(Item(self._text("Sæt kryds, når det er gjort.", stil.LILLE), before=4))
        return items

    def _table(self, shown: Sequence[AftaleLinje], air: float) -> Box:
        who, when = self._columns()
        what = style.WIDTH - who - when
        columns = (Column("", 0, who), Column("", who, what - 14), Column("", style.WIDTH - when, when))
        rows = [
            (self._who(a.hvem, who), self._text(a.hvad, stil.TEKST, what - 14), self._text(a.naar, stil.TEKST, when))
            for a in shown
        ]
        return table(columns, rows, self._fonts, look=stil.TEKST, pad=3 + 3.5 * air)

    def _who(self, name: str, width: float) -> Kryds:
        inner = self._text(name, stil.TEKST_FED, width - _BOKS - 8)
        return Kryds(inner.height, inner, _BOKS)

    def _columns(self) -> tuple[float, float]:
        """Who and when, as wide as they must be and no wider than leaves room for what."""
        names = max((self._fonts.width(self._fonts.shown(a.hvem), stil.TEKST_FED) for a in self._aftaler), default=0)
        days = max((self._fonts.width(self._fonts.shown(a.naar), stil.TEKST) for a in self._aftaler), default=0)
        return min(max(names + _BOKS + 14, 102.0), 190.0), min(days + 1, 130.0)

    def _lines(self, what: str) -> int:
        return len(self._set_once((Run(what, stil.TEKST),), style.WIDTH - 215))

    def _konflikter(self) -> list[Item]:
        n = self._ark.konflikter
        things = "1 ting er" if n == 1 else f"{n} ting er"
        said = [f"{things} skrevet forskelligt to steder og ikke afgjort endnu."] if n > 0 else []
        if self._ark.rettet:
            ask = f" Spørg {self._ark.konsulent}." if self._ark.konsulent else ""
            said.append(f"Noget er rettet, siden vi mødtes.{ask}")
        return [Item(self._text(words, stil.LILLE), before=6) for words in said]

    def _ramme(self, air: float) -> list[Item]:
        ark = self._ark
        inner = style.WIDTH - 36
        call = self._ring(inner * 0.38 if ark.igen else inner)
        if ark.igen is None and call is None:
            return []
        if ark.igen is None and call is not None:
            return [Item(ramme(call, style.WIDTH), before=14 + 12 * air)]
        assert ark.igen is not None  # the two cases without it are above
        left = inner * 0.6 if call is not None else inner
        boxes: list[tuple[float, Box]] = [(0.0, self._igen(ark.igen, left - 12))]
        if call is not None:
            boxes.append((left + 14, call))
        tallest = max(box.height for _, box in boxes)
        side = Stregdelt(tallest, tuple(boxes), left if call is not None else 0.0)
        return [Item(ramme(side, style.WIDTH), before=14 + 12 * air)]

    def _igen(self, igen: Igen, width: float) -> Stack:
        head = self._label("Vi ses igen", width)
        if igen.dato is None:
            none = self._text("Vi har ikke en dato endnu.", stil.STORT, width)
            why = self._text(igen.grund, stil.TEKST, width)
            return self._stack(head, none, *([why] if igen.grund and len(why.lines) <= FOR_LANG else []))
        day = f"{ugedag(igen.dato).capitalize()} den\xa0{dag_ord(igen.dato, self._ark.dag)}"
        at = f" klokken\xa0{igen.kl}" if igen.kl else ""
        return self._stack(head, self._text(day + at, stil.STORT, width))

    def _ring(self, width: float) -> Stack | None:
        name, number = self._ark.konsulent, self._ark.telefon
        if number:
            return self._stack(
                self._label(f"Ring til {name or 'din konsulent'}", width), self._text(number, stil.STORT, width)
            )
        if name:
            ask = self._text(f"Spørg {name}.", stil.STORT, width)
            return self._stack(self._label("Er du i tvivl?", width), ask)
        return None

    # --- setting --------------------------------------------------------------------------------------------

    def _label(self, text: str, width: float) -> TextBox:
        lines = self._set_once((Run(text, stil.MAERKE),), width)
        return TextBox(lines, stil.MAERKE.leading, Element("H2"), outline=(text, 0))

    def _text(self, text: str, look: Style, width: float = style.WIDTH, role: str = "P") -> TextBox:
        return TextBox(self._set_once((Run(text, look),), width), look.leading, Element(role))

    def _set(self, runs: Sequence[Run], look: Style, width: float) -> TextBox:
        return TextBox(self._set_once(tuple(runs), width), look.leading, Element("P"))

    def _stack(self, *boxes: Box) -> Stack:
        return self._blocks.stack(*boxes, gap=1)


def _uge(timer: Timer, fonts: Fonts) -> Box:
    ruder = [
        Rude(
            UGEDAGE[dag.ugedag - 1].capitalize(),
            tuple(f"{klokken(fra)}–{klokken(til)}" for fra, til in dag.tider) or ("fri",),
            fri=not dag.tider,
        )
        for dag in timer.uge
    ]
    return stribe(ruder, style.WIDTH, _STRIBE, fonts)


def _timer_head(timer: Timer) -> str:
    if timer.nu is None:
        return "Din uge" if timer.uge else "Dine timer"
    return f"Dine timer fra {dag_ord(timer.nu.fra)}" if timer.nu.fra else "Dine timer"


def _kun_flere(count: int) -> str:
    return "1 aftale, som ikke kan stå her" if count == 1 else f"{count} aftaler, som ikke kan stå her"


def _runs(sentence: Saetning) -> list[Run]:
    return [Run(ord_.tekst, stil.TEKST_FED if ord_.fed else stil.TEKST) for ord_ in sentence]
