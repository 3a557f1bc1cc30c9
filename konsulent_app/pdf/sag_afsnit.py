"""The parts of the journal's paper that tell: punkter, opgaver, fremmøde, skånehensyn, delmål, aftaler."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.charts import FREMMOEDE_MARKS, attendance_strip, parse_day
from konsulent_app.pdf.drawing import decoration, figure
from konsulent_app.pdf.flow import Box, Item, Side
from konsulent_app.pdf.marks import legend
from konsulent_app.pdf.readers import AFBUD, asks
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.pdf.style import span
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.skema.grammar import UDEN_NAESTE, FeltType
from konsulent_core.snapshot import AftaleBlad, DagBlad, PunktBlad, Snapshot
from konsulent_core.words import Fremmoede, OpgaveTrin, Part

_STEP = (style.WIDTH + style.GUTTER) / style.COLUMNS
_NAVNLOES = f"({text.IKKE_SKREVET})"
_MANY_DAYS = 40  # more than anyone listens to one by one


def _strong(words: str) -> tuple[Run, ...]:
    return (Run(words, style.CELL_STRONG),)


def _soft(words: str) -> tuple[Run, ...]:
    return (Run(words, style.CELL_SOFT),)


def _or_gap(words: str | None, gap: str = text.IKKE_DROEFTET) -> Cell:
    return words if words else _soft(gap)


def punkter(s: Snapshot, blocks: Blocks) -> list[Item]:
    """What was said and answered, punkt by punkt; then the punkter with nothing to tell, named."""
    told = [p for p in s.punkter if any(n.udsagn for n in p.noter) or any(a.vaerdi for a in p.svar)]
    silent = [p for p in s.punkter if p.droeftet and p not in told]
    untouched = [p for p in s.punkter if not p.droeftet and p not in told]
    items = blocks.section("Punkt for punkt", "»…« er ordene, som de blev noteret")
    columns = (Column("", 0, span(3)), Column("", 3 * _STEP, span(9)))
    for i, punkt in enumerate(told):
        items.append(blocks.subsection(f"{punkt.nummer}{2 * text.NBSP}{punkt.titel}", before=5 if i == 0 else 11))
        items.append(Item(table(columns, _rows(punkt, s), blocks.fonts, pad=2.5), before=1))
    first = not told
    if told and (silent or untouched):
        items[-1] = replace(items[-1], keep=True)  # a single line under the head of another page would stand alone
    for head, group in (("Drøftet uden noter: ", silent), ("Ikke drøftet i dag: ", untouched)):
        if group:
            names = ", ".join(text.hard(f"{p.nummer} ") + p.titel for p in group)
            runs = (Run(head, style.CELL_STRONG), Run(f"{names}.", style.CELL))
            items.append(Item(blocks.text(runs, style.CELL), before=5 if first else 8))
            first = False
    if first:
        items.append(Item(blocks.text("Skemaet har ingen punkter.", style.CELL), before=5))
    return items


def _rows(punkt: PunktBlad, s: Snapshot) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [(_soft(svar.titel), svar.vaerdi) for svar in punkt.svar if svar.vaerdi]
    for note in punkt.noter:
        for linje in note.udsagn:
            role = text.rolle(linje, s)
            name = linje.person or role.capitalize()
            who = [Run(name, style.CELL_STRONG)]
            if linje.person and role != linje.person.lower():
                who.append(Run(f", {role}", style.CELL_SOFT))
            rows.append((tuple(who), text.citat(linje)))
    return rows


def opgaver(s: Snapshot, blocks: Blocks) -> list[Item]:
    items = blocks.section("Opgaver", rule=False)
    if not s.opgaver:
        return [*items, Item(blocks.text("Ingen opgaver er skrevet ned."), before=2)]
    columns = (
        Column("Opgave", 0, span(4)),
        Column("Sidst", 4 * _STEP, span(2)),
        Column("I dag", 6 * _STEP, span(3)),
        Column("Bemærkning", 9 * _STEP, span(3)),
    )
    rows: list[Sequence[Cell]] = []
    for opgave in s.opgaver:
        now = text.OPGAVE_TRIN.get(opgave.trin or "", opgave.trin or "")
        moved = opgave.trin is not None and opgave.trin != opgave.sidst_trin
        before = text.OPGAVE_TRIN.get(opgave.sidst_trin or "", "–")
        remark = ["Ny siden sidst"] if opgave.ny else []
        if opgave.grund:
            remark.append(opgave.grund)
        elif opgave.trin == OpgaveTrin.DROPPET:
            remark.append(f"Grunden er {text.IKKE_SKREVET}")
        today: Cell = (_strong(now) if moved else now) if now else _soft(text.IKKE_DROEFTET)
        rows.append((_or_gap(opgave.navn, _NAVNLOES), before, today, ". ".join(remark)))
    return [*items, Item(table(columns, rows, blocks.fonts), before=3)]


def fremmoede(s: Snapshot, blocks: Blocks) -> list[Item]:
    """A mark for every planned day and the days counted; illness and treatment apart from udeblivelse."""
    since = f"siden {text.dato(s.sidste_besoeg)}" if s.sidste_besoeg else "siden start"
    items = blocks.section("Fremmøde", since, rule=False)
    if not s.dage:
        return [*items, Item(blocks.text("Ingen planlagte dage er skrevet ned."), before=2)]
    weeks = {day.toordinal() - day.weekday() for d in s.dage if (day := parse_day(d.dato))}
    beside = len(weeks) <= 9
    room = span(5) if beside else style.WIDTH
    used = [k for k in FREMMOEDE_MARKS if any(d.status == k for d in s.dage)]
    names = legend([(FREMMOEDE_MARKS[k], text.FREMMOEDE[k]) for k in used], blocks.fonts, room)
    legend_box = decoration(names, "Mærkernes betydning")
    strip = figure(attendance_strip(s.dage, blocks.fonts, room), _alt(s.dage)) if weeks else None
    marks = blocks.stack(strip, legend_box, gap=5) if strip else blocks.stack(legend_box)
    if beside:
        counts = _counts(s.dage, blocks, span(6))
        return [*items, Item(Side(((0.0, marks), (6 * _STEP, counts))), before=4)]
    return [*items, Item(marks, before=4), Item(_counts(s.dage, blocks, style.WIDTH), before=6)]


_ALWAYS = (Fremmoede.MOEDT, Fremmoede.SYGDOM, Fremmoede.BEHANDLING, Fremmoede.UDEBLEVET)
_UDEN_ART = (Fremmoede.MOEDT, Fremmoede.UDEBLEVET)


def _counts(days: Sequence[DagBlad], blocks: Blocks, width: float) -> Box:
    found = Counter(d.status for d in days)
    always = _UDEN_ART if found[AFBUD] else _ALWAYS
    rows: list[Sequence[Cell]] = [(_strong("Planlagt"), _strong(str(len(days))), "")]
    for status, name in text.FREMMOEDE.items():
        if found[status] or status in always:
            hits = [d for d in days if d.status == status]
            rows.append((name.capitalize(), str(len(hits)), _which(status, hits)))
    columns = (
        Column("Dage", 0, 98),
        Column("Antal", 98, 30, right=True),
        Column("Hvornår", 142, width - 142),
    )
    return table(columns, rows, blocks.fonts, width=width, pad=2)


def _which(status: str | None, hits: Sequence[DagBlad]) -> str:
    """The days themselves, where they are few and not the rule."""
    if status == Fremmoede.MOEDT or len(hits) > 8:
        return ""
    said: list[str] = []
    for d in hits:
        day = parse_day(d.dato)
        short = f"{day.day:02d}.{day.month:02d}." if day else d.dato
        said.append(f"{short} ({text.timer(d.timer)})" if d.timer is not None else short)
    return ", ".join(said)


def _alt(days: Sequence[DagBlad]) -> str:
    if len(days) > _MANY_DAYS:
        return f"Fremmøde dag for dag, {len(days)} dage; tabellen tæller dem."
    said = [f"{text.dato(d.dato)} {text.FREMMOEDE.get(d.status, d.status)}" for d in days]
    return f"Fremmøde dag for dag: {', '.join(said)}."


def skaanehensyn(s: Snapshot, blocks: Blocks) -> list[Item]:
    items = blocks.section("Skånehensyn", rule=False)
    if not s.skaanehensyn:
        return [*items, Item(blocks.text("Ingen skånehensyn er skrevet ned."), before=2)]
    columns = (
        Column("Skånehensyn", 0, span(3)),
        Column("Grund", 3 * _STEP, span(3)),
        Column("Aftalt ordlyd til arbejdspladsen", 6 * _STEP, span(4)),
        Column("Virker det?", 10 * _STEP, span(2)),
    )
    gap = text.IKKE_SKREVET.capitalize()
    rows: list[Sequence[Cell]] = []
    for h in s.skaanehensyn:
        works = text.VIRKNING.get(h.virkning or "", h.virkning or "")
        effect: Cell = _strong(works) if works else _soft(text.IKKE_DROEFTET)
        rows.append((_strong(h.titel or _NAVNLOES), _or_gap(h.aarsag, gap), _or_gap(h.ordlyd, gap), effect))
    return [*items, Item(table(columns, rows, blocks.fonts), before=3)]


def delmaal(s: Snapshot, blocks: Blocks) -> list[Item]:
    items = blocks.section("Delmål", rule=False)
    if not s.delmaal:
        return [*items, Item(blocks.text("Ingen delmål er skrevet ned."), before=2)]
    columns = (
        Column("Delmål", 0, span(8)),
        Column("Inden", 8 * _STEP, span(2)),
        Column("Tilstand", 10 * _STEP, span(2)),
    )
    rows: list[Sequence[Cell]] = [
        (
            _or_gap(d.tekst, _NAVNLOES),
            text.dato(d.dato, "uden dato"),
            _strong(text.DELMAAL.get(d.tilstand, d.tilstand)),
        )
        for d in s.delmaal
    ]
    return [*items, Item(table(columns, rows, blocks.fonts), before=3)]


def aftaler(s: Snapshot, blocks: Blocks) -> list[Item]:
    """What was promised last time and whether it was kept, by all; then new promises and the next date."""
    items = blocks.section("Aftaler", rule=False)
    last_time = asks(s, FeltType.AFTALER_SIDST)
    if last_time:
        items += _fra_sidst(s, blocks)
    items.append(blocks.subsection("Nye aftaler", before=10 if last_time else 2))
    if s.aftaler:
        wide = (_HVEM, Column("Hvad", 3 * _STEP, span(7)), Column("Senest", 10 * _STEP, span(2)))
        fresh: list[Sequence[Cell]] = [
            (_who(a), _or_gap(a.hvad, _NAVNLOES), text.dato(a.senest, "uden dato")) for a in s.aftaler
        ]
        items.append(Item(table(wide, fresh, blocks.fonts)))
    else:
        items.append(Item(blocks.text("Ingen nye aftaler.", style.CELL)))
    return items + _naeste(s, blocks)


_HVEM = Column("Hvem", 0, span(3))


def _fra_sidst(s: Snapshot, blocks: Blocks) -> list[Item]:
    items = [blocks.subsection("Fra sidst", before=2)]
    if not s.aftaler_sidst:
        return [*items, Item(blocks.text("Ingen aftaler fra sidst.", style.CELL))]
    columns = (
        _HVEM,
        Column("Hvad", 3 * _STEP, span(5)),
        Column("Senest", 8 * _STEP, span(2)),
        Column("Gjort?", 10 * _STEP, span(2)),
    )
    today = text.dag(s.tidspunkt)
    rows: list[Sequence[Cell]] = [
        (_who(a), _or_gap(a.hvad, _NAVNLOES), text.dato(a.senest, "uden dato"), _done(a, today))
        for a in s.aftaler_sidst
    ]
    items.append(Item(table(columns, rows, blocks.fonts), keep=True))
    return [*items, Item(blocks.text(_kept(s.aftaler_sidst, today), style.CELL), before=5)]


def _who(a: AftaleBlad) -> tuple[Run, ...]:
    part = text.PARTER.get(a.part, a.part)
    name = (Run(a.person or part.capitalize(), style.CELL_STRONG),)
    return (*name, Run(f", {part}", style.CELL_SOFT)) if a.person else name


def _counts_now(a: AftaleBlad, today: date | None) -> bool:
    """Done, or due on the day of the besøg; without a date it was due by the besøg itself."""
    due = parse_day(a.senest)
    return bool(a.gjort) or due is None or today is None or due <= today


def _done(a: AftaleBlad, today: date | None) -> Cell:
    if not _counts_now(a, today):
        return _soft("Ikke endnu")
    if a.gjort is None:
        return _soft("Ikke gjort op")
    if not a.gjort:
        return _strong("Ikke gjort")
    return f"Gjort {text.dato(a.gjort_dato)}" if a.gjort_dato else "Gjort"


def _kept(aftaler: Sequence[AftaleBlad], today: date | None) -> str:
    """Promises kept, counted alike for all: »Holdt: borger 1 af 1 · virksomhed 0 af 1 · jobcenter 2 af 2«."""
    due = [a for a in aftaler if _counts_now(a, today)]
    if not due:
        return "Ingen af aftalerne skulle være holdt endnu."
    jobcenter = (Part.KONSULENT, Part.SAGSBEHANDLER)
    said: list[str] = []
    for name, parts in (
        ("borger", (Part.BORGER,)),
        ("virksomhed", (Part.VIRKSOMHED,)),
        ("jobcenter", jobcenter),
    ):
        own = [a for a in due if a.part in parts]
        if own:
            said.append(text.hard(f"{name} {sum(1 for a in own if a.gjort and not _late(a))} af {len(own)}"))
    late = sum(1 for a in due if _late(a))
    unsettled = sum(1 for a in due if a.gjort is None)
    open_ones = f" Ikke gjort op: {unsettled}." if unsettled else ""
    after = f" Gjort efter tiden: {late}." if late else ""
    return f"Holdt: {' · '.join(said)}.{after}{open_ones}"


def _late(a: AftaleBlad) -> bool:
    """Done, and not within the day that was promised."""
    return bool(a.gjort and a.senest and a.gjort_dato and a.gjort_dato > a.senest)


def _naeste(s: Snapshot, blocks: Blocks) -> list[Item]:
    if not (s.naeste_dato or s.naeste_grund) and s.besoeg_type in UDEN_NAESTE:
        return []
    width = style.WIDTH - 28
    if s.naeste_dato:
        kl = f" kl.{text.NBSP}{s.naeste_tid.replace(':', '.')}" if s.naeste_tid else ", tidspunkt ikke aftalt"
        words = text.dag_og_tid(s.naeste_dato[:10])
        boxes = [blocks.text(f"{words[:1].upper()}{words[1:]}{kl}", style.BODY_STRONG, width)]
        if s.naeste_grund:
            boxes.append(blocks.text(s.naeste_grund, style.CELL, width))
    else:
        why = s.naeste_grund or f"Grunden er {text.IKKE_SKREVET}."
        boxes = [blocks.text((Run("Ingen dato. ", style.BODY_STRONG), Run(why, style.BODY)), style.BODY, width)]
    return [Item(blocks.frame("Næste besøg", boxes), before=16)]


def rettelser(linjer: Sequence[RettelseLinje], blocks: Blocks) -> list[Item]:
    """Amendments after the lock; the first text stays readable beside the new."""
    columns = (
        Column("Nr.", 0, 20),
        Column("Dato og hvem", 24, 90),
        Column("Felt", 124, 80),
        Column("Før", 214, 82),
        Column("Efter", 306, 82),
        Column("Hvorfor", 398, 89),
    )
    cells: list[Sequence[Cell]] = [
        (
            str(r.nummer),
            f"{text.dato(r.dato)}\n{r.hvem}",
            r.felt,
            r.foer or "–",
            r.efter or "–",
            r.begrundelse or "–",
        )
        for r in linjer
    ]
    note = "skrevet efter, at besøget blev afsluttet; siderne foran viser den første tekst"
    return [
        *blocks.section("Rettelser", note, rule=False),
        Item(table(columns, cells, blocks.fonts), before=3),
    ]
