"""Sets the aftaleark in short lines: an icon at each part, a sentence a line, on a page or on a phone's screen."""

from collections.abc import Sequence
from functools import cache

from konsulent_app.pdf.ark_dele import Rude, Stregdelt, StribeStil, place, ramme, stribe
from konsulent_app.pdf.ark_plads import Plads, fit
from konsulent_app.pdf.ark_stil import FOD, Maal
from konsulent_app.pdf.blocks import Spacer
from konsulent_app.pdf.flow import Box, Item, Rule, Stack, TextBox
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.ikoner import Ikon, ikon
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.style import INK, Style
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Run, line_width, setting_once
from konsulent_core.aftaleark.blad import Aftaleark, Ord, UgeDag
from konsulent_core.aftaleark.linjer import linjer
from konsulent_core.aftaleark.ord import dag_ord, klokken
from konsulent_core.aftaleark.ordblind import Del, Linjer, flere_ord, simplify

_NAVN_LINJER = 2  # a name longer than that is the page's, not its heading
_DAGE = ("Man", "Tirs", "Ons", "Tors", "Fre", "Lør", "Søn")
_IKON = {
    Del.GODT: Ikon.FLUEBEN,
    Del.LOEN: Ikon.MOENT,
    Del.DAGE: Ikon.UR,
    Del.AFTALER: Ikon.FOLK,
    Del.IGEN: Ikon.KALENDER,
}


def saet(ark: Aftaleark, sheet: Sheet, fonts: Fonts, maal: Maal, left: float, top: float) -> float:
    """Draws the sheet from (``left``, ``top``); gives where it ends. One page always."""
    setter = _Linjer(ark, fonts, maal)
    items = fit(setter.items, len(setter.ark.godt), len(setter.ark.aftaler), maal.bund - top)
    end = place(items, sheet, left, top)
    if maal.oplaesning:
        setter.text(_oplaesning(ark.konsulent), maal.sidste).draw(sheet, left, FOD - 4)
    return end


def _oplaesning(konsulent: str) -> str:
    return f"{konsulent} læser arket højt for dig, når du vil." if konsulent else "Du kan få arket læst højt."


class _Linjer:
    def __init__(self, ark: Aftaleark, fonts: Fonts, maal: Maal) -> None:
        self._all, self._fonts, self._maal = ark, fonts, maal
        self.ark = simplify(ark)
        self._set_once = setting_once(fonts)
        self._ikon = cache(lambda kind: ikon(kind, maal.ikon))
        self._uge = self._strip(self.ark.uge) if self.ark.uge else None

    def items(self, plads: Plads) -> list[Item]:
        ark, air = self.ark, self._maal.luft * plads.luft
        gap = max(6 * plads.luft - 3, 0.0)  # between what is said of one and the next
        godt = [self._lines(one) for one in ark.godt[: plads.godt]]
        aftaler = [self._lines(one) for one in ark.aftaler[: plads.aftaler]]
        more = self._all.flere + len(self._all.aftaler) - len(aftaler)
        if more:
            aftaler.append(self._lines(flere_ord(more, self._all.konsulent)))
        dage: list[Box] = [self._uge] if self._uge is not None else []
        if ark.dage:
            dage.append(self._lines(ark.dage))
        title = Del.DAGE.value if ark.uge else "Dine timer"
        return [
            *self._top(),
            *self._part(Del.GODT, godt, air, gap=gap),
            *self._part(Del.LOEN, [self._lines(ark.loen)] if ark.loen else [], air),
            *self._part(Del.DAGE, dage, air, title, gap=3.0 if ark.uge else 0.0),
            *self._part(Del.AFTALER, aftaler, air, gap=gap),
            *self._part(Del.IGEN, [self._lines(ark.igen)] if ark.igen else [], air),
            *self._konflikter(air),
            *self._ring(air),
        ]

    def text(self, text: str, look: Style, role: str = "P", width: float | None = None) -> TextBox:
        return TextBox(self._set_once((Run(text, look),), width or self._maal.width), look.leading, Element(role))

    # --- the parts ------------------------------------------------------------------------------------------

    def _top(self) -> list[Item]:
        name, day = self._all.fornavn, self._all.dag
        head, under = name or "Vores aftaler", "Aftaler" if name else ""
        if day:
            under = f"{under} {dag_ord(day)}".strip()
        box = self.text(head, self._maal.navn, "H1")
        if len(box.lines) > _NAVN_LINJER:
            box = self.text("Vores aftaler", self._maal.navn, "H1")
        items = [Item(box)]
        if under:
            items.append(Item(self.text(under, self._maal.under), before=3))
        return [*items, Item(Rule(self._maal.width, 1.9, INK), before=8)]

    def _part(self, part: Del, boxes: Sequence[Box], air: float, title: str = "", gap: float = 0.0) -> list[Item]:
        if not boxes:
            return []
        words = title or part.value
        look, indent = self._maal.afsnit, self._maal.indent
        lines = self._set_once((Run(words, look),), self._maal.width - indent)
        head = TextBox(lines, look.leading, Element("H2"), outline=(words, 0))
        inner = Stack((Item(head), *(Item(box, before=gap) for box in boxes)))
        icon = Stack((Item(Spacer((look.leading - self._maal.ikon) / 2 + 1)), Item(self._ikon(_IKON[part]))))
        whole = Stregdelt(max(inner.height, icon.height), ((0.0, icon), (indent, inner)), 0.0)
        return [Item(whole, before=6 + air)]

    def _lines(self, lines: Linjer) -> TextBox:
        """Lines as they were broken; only what is wider than its place is broken once more."""
        runs: list[Run] = []
        for i, line in enumerate(lines):
            runs += [Run("\n", self._maal.tekst)] if i else []
            runs += [Run(o.tekst, self._maal.fed if o.fed else self._maal.tekst) for o in line]
        width = self._maal.width - self._maal.indent
        return TextBox(self._set_once(tuple(runs), width), self._maal.tekst.leading, Element("P"))

    def _strip(self, uge: Sequence[UgeDag]) -> Box:
        ruder = [
            Rude(
                _DAGE[dag.ugedag - 1],
                tuple(f"{klokken(fra)} til {klokken(til)}" for fra, til in dag.tider) or ("fri",),
                fri=not dag.tider,
            )
            for dag in uge
        ]
        look = StribeStil(self._maal.dag, self._maal.dag_fri, self._maal.tid, 6.0)
        return stribe(ruder, self._maal.width - self._maal.indent, look, self._fonts)

    def _konflikter(self, air: float) -> list[Item]:
        said = []
        if self._all.konflikter > 0:
            said.append("Noget er skrevet forskelligt to steder. Det er ikke afgjort endnu.")
        if self._all.rettet:
            ask = f" Spørg {self._all.konsulent}." if self._all.konsulent else ""
            said.append(f"Noget er rettet, siden vi mødtes.{ask}")
        boxes = [self._lines(linjer((Ord(words),))) for words in said]
        return [Item(Stregdelt(b.height, ((self._maal.indent, b),), 0.0), before=6 + air / 2) for b in boxes]

    def _ring(self, air: float) -> list[Item]:
        name, number = self._all.konsulent, self._all.telefon
        if not name and not number:
            return []
        indent = self._maal.indent
        room = self._maal.width - 2 * 14 - indent
        if not number:
            ask = self.text(f"Er du i tvivl? Spørg {name}.", self._maal.ring, "H2", self._maal.width - 28)
            return [Item(ramme(ask, self._maal.width, 14, 12), before=10 + air)]
        words = self.text(f"Ring til {name or 'din konsulent'}", self._maal.ring, "H2", room)
        digits = self.text(number, self._maal.telefon, "P", room)
        beside = line_width(words.lines[0], self._fonts) + 34
        fits = len(words.lines) == 1 and beside + line_width(digits.lines[0], self._fonts) <= room
        said: Box
        if fits:
            drop = (digits.height - words.height) / 2
            low = Stack((Item(Spacer(max(drop, 0.0))), Item(words)))
            said = Stregdelt(max(digits.height, low.height), ((0.0, low), (beside, digits)), 0.0)
        else:
            said = Stack((Item(words), Item(digits)))
        icon = Stack((Item(Spacer(max((said.height - self._maal.ikon) / 2, 0.0))), Item(self._ikon(Ikon.TELEFON))))
        whole = Stregdelt(max(said.height, icon.height), ((0.0, icon), (indent - 8, said)), 0.0)
        return [Item(ramme(whole, self._maal.width, 14, 12), before=10 + air)]
