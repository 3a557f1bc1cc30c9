"""The parts of the journal's paper that show development: dimensions in three voices, hours by steps."""

from collections.abc import Iterable, Sequence
from datetime import date

from konsulent_app.pdf import style, text
from konsulent_app.pdf.axis import TimeAxis, spanning
from konsulent_app.pdf.blocks import Blocks, Spacer
from konsulent_app.pdf.chart_timer import hours_steps
from konsulent_app.pdf.charts import dimension_curve, parse_day, time_scale
from konsulent_app.pdf.drawing import decoration, figure
from konsulent_app.pdf.flow import Box, Item, Side
from konsulent_app.pdf.marks import Mark, legend
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.dansk import format_timer
from konsulent_core.snapshot import DimensionBlad, PunktBlad, Snapshot, TimerBlad, TrinPunkt, UdsagnLinje
from konsulent_core.words import Stemme, TimerArt

VOICES = (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER)
NAME, CURVE, WORDS = 80.0, 200.0, 197.0  # the columns: whose curve, the curve, its words
_WIDEST = 112.0  # of the names: a curve needs the rest
_SHORT_QUOTE = 220  # characters; longer words stand at their punkt only


def udvikling(s: Snapshot, blocks: Blocks) -> list[Item]:
    """Level today, direction and curve of each dimension; then the voices side by side where they differ."""
    found = [(punkt, d) for punkt in s.punkter for d in punkt.dimensioner]
    items = blocks.section("Udvikling", "målt mod de aftalte timer og skånehensyn")
    if not found:
        return [*items, Item(blocks.text("Skemaet har ingen dimensioner, der vurderes."), before=4)]
    today = text.dag(s.tidspunkt)
    curves = [_with_today(d, s, today) for _, d in found]
    days = [day for curve in curves for p in curve if (day := parse_day(p.dato))]
    name = name_width((d.titel for _, d in found), blocks, NAME)
    axis = spanning(days, 14, NAME + CURVE - name - 32)
    rows = [_row(d, curve, axis, s, blocks) for (_, d), curve in zip(found, curves, strict=True)]
    columns = (
        Column("", 0, name - 6),
        Column("", name, NAME + CURVE - name),
        Column("", style.WIDTH - WORDS, WORDS),
    )
    items.append(Item(table(columns, rows, blocks.fonts, pad=3.5), keep=axis is not None))
    if axis is not None:
        borger = s.borger_fornavn or "borger"
        items.append(Item(scale(axis, today, borger, blocks, changed=_changed(curves), columns=(name, WORDS))))
    return items + _uenige(s, found, blocks)


def name_width(titles: Iterable[str], blocks: Blocks, least: float) -> float:
    """Where the curves begin: no word of a dimension's name is cut in two for want of a few points."""
    words = (blocks.fonts.width(word, style.CELL_STRONG) for title in titles for word in title.split())
    return min(_WIDEST, max(least, max(words, default=0.0) + 8))


def _with_today(d: DimensionBlad, s: Snapshot, today: date | None) -> tuple[TrinPunkt, ...]:
    """The curve, today's answers included also when the snapshot's curve ends before them."""
    if today is None or any(p.besoeg_nummer == s.besoeg_nummer for p in d.kurve):
        return d.kurve
    now = [
        TrinPunkt(dato=today.isoformat(), besoeg_nummer=s.besoeg_nummer, skema=s.skema, stemme=v, trin=svar.trin)
        for v in VOICES
        if (svar := text.svar_af(d, v)) is not None
    ]
    return (*d.kurve, *now)


def _row(
    d: DimensionBlad, curve: Sequence[TrinPunkt], axis: TimeAxis | None, s: Snapshot, blocks: Blocks
) -> tuple[Cell, ...]:
    svar = text.svar_af(d, Stemme.KONSULENT)
    if svar is not None and svar.trin is not None:
        now: tuple[Run, ...] = (
            Run(f"Nu{text.NBSP}{svar.trin}: ", style.CELL_STRONG),
            Run(text.trin_ord(d, svar.trin), style.CELL),
        )
    else:
        now = (Run(f"{text.hul(svar)}.", style.CELL_STRONG),)
    others = " · ".join(_stemme(d, v, s) for v in VOICES[1:])
    words = blocks.stack(
        blocks.text(now, style.CELL, WORDS),
        blocks.text(text.siden_sidst(d), style.CELL_SOFT, WORDS),
        blocks.text(others, style.SOURCE, WORDS),
    )
    name = (Run(d.titel, style.CELL_STRONG),)
    return name, figure(dimension_curve(curve, axis), _alt(d, curve)) if axis else "", words


def _stemme(d: DimensionBlad, stemme: Stemme, s: Snapshot) -> str:
    svar = text.svar_af(d, stemme)
    name = text.stemme_navn(stemme, s)
    if svar is not None and svar.trin is not None:
        first = " (svarede først)" if svar.foerst else ""
        return f"{name}{text.NBSP}{svar.trin}{first}"
    return f"{name}: {'ikke drøftet' if svar is not None and svar.ikke_droeftet else 'ikke vurderet'}"


def _alt(d: DimensionBlad, curve: Sequence[TrinPunkt]) -> str:
    own = [p for p in curve if p.stemme == Stemme.KONSULENT]
    said = [f"{text.dato(p.dato)} {p.trin if p.trin is not None else 'ikke drøftet'}" for p in own]
    return f"{d.titel}, konsulentens trin: {', '.join(said) or 'ingen'}."


def _changed(curves: Sequence[Sequence[TrinPunkt]]) -> bool:
    return any(p.brud for curve in curves for p in curve)


def scale(
    axis: TimeAxis,
    today: date | None,
    borger: str,
    blocks: Blocks,
    *,
    changed: bool,
    columns: tuple[float, float] = (NAME, WORDS),
    mark: str = "i dag",
    under: bool = False,
) -> Box:
    """The ticks under the curves, and what the marks mean; ``borger`` is the name of the third voice.

    ``columns``: where the curves begin, and the width of the words beside them. ``mark`` is what ``today`` is;
    ``under``: the words stand below, on the full measure.
    """
    name, width = columns
    voices = legend(
        [
            (Mark.POINT, "konsulent"),
            (Mark.SQUARE, "arbejdsgiver"),
            (Mark.TRIANGLE, borger),
        ],
        blocks.fonts,
        width,
    )
    words = "De to sidste vises, hvor de afviger. Streg: ikke drøftet."
    new_scale = " Prikket lodret: trinenes ord er ændret, så de kan ikke sammenlignes." if changed else ""
    hint = blocks.text(words + new_scale, style.SOURCE, style.WIDTH if under else width)
    ticks = figure(time_scale(axis, today, mark), "Tidsakse")
    marks = decoration(voices, "Mærkerne i kurverne")
    if under:
        return blocks.stack(Side(((name, ticks), (style.WIDTH - width, blocks.stack(Spacer(3), marks)))), hint)
    key = blocks.stack(Spacer(3), marks, hint, gap=1)
    return Side(((name, ticks), (style.WIDTH - width, key)))


def _uenige(s: Snapshot, found: list[tuple[PunktBlad, DimensionBlad]], blocks: Blocks) -> list[Item]:
    """Each voice's level and own words beside each other, for the dimensions where they differ today."""
    split = [(p, d) for p, d in found if len({t for v in VOICES if (t := text.trin_af(d, v)) is not None}) > 1]
    if not split:
        return []
    udsagn = [u for p, _ in split for note in p.noter for u in note.udsagn]
    heads = [text.talere(v, s, udsagn) for v in VOICES]
    name = name_width((d.titel for _, d in split), blocks, NAME)
    pitch = (style.WIDTH - name + 10) / len(VOICES)
    columns = [Column("", 0, name - 6)]
    columns += [Column(head, name + n * pitch, pitch - 10) for n, head in enumerate(heads)]
    rows: list[Sequence[Cell]] = [
        [(Run(d.titel, style.CELL_STRONG),), *(_ord(p, d, v) for v in VOICES)] for p, d in split
    ]
    return [
        blocks.subsection("Her ser de forskelligt på det", before=14),
        Item(blocks.text("Forskellen er noget at tale om, ikke en fejl.", style.CELL), keep=True),
        Item(table(columns, rows, blocks.fonts), before=3),
    ]


def _ord(punkt: PunktBlad, d: DimensionBlad, stemme: Stemme) -> tuple[Run, ...]:
    svar = text.svar_af(d, stemme)
    if svar is None or svar.trin is None:
        return (Run(text.hul(svar), style.CELL_SOFT),)
    level = (
        Run(f"{svar.trin}.{text.NBSP}", style.CELL_STRONG),
        Run(text.trin_ord(d, svar.trin), style.CELL),
    )
    quotes = _quotes(punkt, stemme)
    return (*level, Run(f"\n{quotes}", style.CELL)) if quotes else level


def _quotes(punkt: PunktBlad, stemme: Stemme) -> str:
    """What the voice said at the punkt, where it can only be about this dimension."""
    said: list[UdsagnLinje] = [u for note in punkt.noter for u in note.udsagn if u.stemme == stemme]
    if not said:
        return ""
    words = " ".join(text.citat(u) for u in said)
    if len(punkt.dimensioner) > 1 or len(words) > _SHORT_QUOTE:
        return f"Ordene står ved punkt{text.NBSP}{punkt.nummer}."
    return words


def timer(s: Snapshot, blocks: Blocks) -> list[Item]:
    """The steps as a diagram and a table of the same numbers."""
    items = blocks.section("Timer og løntimer", rule=False)
    if not s.timer:
        return [*items, Item(blocks.text("Timer om ugen er ikke skrevet ned."), before=2)]
    chart = hours_steps(s.timer, text.dag(s.tidspunkt), blocks.fonts, style.WIDTH)
    if chart is not None:
        alt = "Timer om ugen: " + ", ".join(f"fra {text.dato(t.fra)} {_i_alt(t)}" for t in s.timer) + "."
        items.append(Item(figure(chart, alt), before=4))
    columns = (
        Column("Fra", 0, 58),
        Column("I alt", 58, 48, right=True),
        Column("Heraf løn", 112, 50, right=True),
        Column("Art", 178, 60),
        Column("Sted", 248, 100),
        Column("Hvorfor", 358, 129),
    )
    rows: list[Sequence[Cell]] = [
        (
            text.dato(t.fra),
            (Run(_i_alt(t), style.CELL_STRONG),),
            format_timer(t.loentimer) if t.loentimer is not None else "?",
            _ARTER.get(t.art, t.art),
            t.sted,
            t.aarsag or _uden_aarsag(t, s.timer[i - 1] if i else None),
        )
        for i, t in enumerate(s.timer)
    ]
    return [*items, Item(table(columns, rows, blocks.fonts), before=4)]


def _uden_aarsag(t: TimerBlad, before: TimerBlad | None) -> str:
    """The first step and one that changes no hours need no cause."""
    if before is None:
        return "–"
    same = (t.timer, t.timer_til, t.loentimer, t.art) == (before.timer, before.timer_til, before.loentimer, before.art)
    return "Uændret" if same and t.timer is not None else text.IKKE_SKREVET.capitalize()


_ARTER: dict[str, str] = {
    TimerArt.PRAKTIK: "Praktik",
    TimerArt.SMAAJOB: "Småjob",
    TimerArt.JOB: "Job",
    TimerArt.FLEKSJOB: "Fleksjob",
    TimerArt.PAUSE: "Pause",
}


def _i_alt(t: TimerBlad) -> str:
    if t.art == TimerArt.PAUSE:
        return "–"
    return format_timer(t.timer, t.timer_til) if t.timer is not None else "?"
