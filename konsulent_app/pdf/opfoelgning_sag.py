"""»Opfølgning – sag«, »Formøde – sag« …: the journal's paper of one meeting, everything but the internal notes."""

from pathlib import Path

from konsulent_app.pdf import sag_afsnit, sag_udvikling, style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.pointe import pointe
from konsulent_app.pdf.readers import KOMMUNE, asks, for_readers
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.typeset import Run
from konsulent_core.dansk_ord import FORMAAL
from konsulent_core.skema.grammar import FeltType
from konsulent_core.snapshot import Snapshot
from konsulent_core.words import BesoegType


def build(snapshot: Snapshot, rettelser: tuple[RettelseLinje, ...], fonts_dir: Path) -> bytes:
    """The paper as PDF: the same snapshot gives the same bytes in one version of the app."""
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    seen = for_readers(snapshot, KOMMUNE)
    day = text.dag(seen.tidspunkt)
    short = text.dato(day.isoformat() if day else seen.tidspunkt)
    frame = Frame(
        title=_title(seen),
        foot=text.fod(seen),
        running_left=_title(seen),
        running_right=f"{_besoeg(seen)} · {short}",
    )
    amendments = tuple(r for r in rettelser if r.audience in KOMMUNE)
    sheet = Sheet(frame, fonts)
    lay([*_top(seen, blocks), *_sections(seen, amendments, blocks)], sheet)
    return sheet.finish()


def _title(snapshot: Snapshot) -> str:
    """The kind of meeting, and whose paper it is."""
    kind = snapshot.besoeg_type or BesoegType.OPFOELGNING
    return f"{text.BESOEG.get(kind, snapshot.skema_titel)} – sag"


def _besoeg(snapshot: Snapshot) -> str:
    kind = snapshot.besoeg_type
    name = "Besøg" if kind == BesoegType.OPFOELGNING else text.BESOEG.get(kind, kind)
    return f"{name}{text.NBSP}{snapshot.besoeg_nummer}"


def _top(s: Snapshot, blocks: Blocks) -> list[Item]:
    where = s.sted or s.virksomhed
    subtitle = " · ".join(filter(None, (_besoeg(s), text.dag_og_tid(s.tidspunkt), where)))
    items = blocks.title(_title(s), "Fortroligt. Hører til sagens journal.", s.borger_navn or "Uden navn", subtitle)
    present = "\n".join(f"{p.navn}, {p.rolle}" if p.rolle else p.navn for p in s.deltagere)
    praktik = ", ".join(filter(None, (s.virksomhed, s.afdeling)))
    periode = _periode(s)
    goal = (Run(s.jobmaal, style.CELL_STRONG),) if s.jobmaal else text.IKKE_SKREVET.capitalize()
    items += blocks.facts(
        [
            ("Jobmål", goal),
            ("Praktik", "\n".join(filter(None, (praktik, periode))) or "Ingen praktik"),
            ("Sag", _sag(s)),
            ("Til stede", present or text.IKKE_SKREVET.capitalize()),
        ]
    )
    items += blocks.facts([("Formål", _formaal(s)), ("Uge og kontakt", _uge(s))])
    if s.aabne_konflikter > 0:
        items.append(Item(blocks.notice(text.konflikter(s.aabne_konflikter)), before=12))
    point = pointe(s)
    if not point.saetninger:
        return items
    items.append(Item(blocks.text(point.saetninger, style.POINT), before=10, keep=bool(point.kilde)))
    if point.kilde:
        items.append(Item(blocks.text(point.kilde, style.SOURCE), before=2))
    return items


def _sections(s: Snapshot, rettelser: tuple[RettelseLinje, ...], blocks: Blocks) -> list[Item]:
    items = sag_udvikling.udvikling(s, blocks) if asks(s, FeltType.VURDERING) else []
    items += sag_afsnit.punkter(s, blocks)
    # What the skema does not ask about has no section: an empty one would say that nothing is there.
    if asks(s, FeltType.OPGAVER):
        items += sag_afsnit.opgaver(s, blocks)
    if asks(s, FeltType.FREMMOEDE):
        items += sag_afsnit.fremmoede(s, blocks)
    if asks(s, FeltType.TIMER):
        items += sag_udvikling.timer(s, blocks)
    if asks(s, FeltType.SKAANEHENSYN):
        items += sag_afsnit.skaanehensyn(s, blocks)
    if s.virksomhed or s.delmaal:
        items += sag_afsnit.delmaal(s, blocks)
    items += sag_afsnit.aftaler(s, blocks)
    if rettelser:
        items += sag_afsnit.rettelser(rettelser, blocks)
    by = f"Skrevet af {s.konsulent}." if s.konsulent else f"Hvem der skrev, er {text.IKKE_SKREVET}."
    skema = f" Skema: {_skema(s)}." if s.skema else ""
    items.append(Item(blocks.text(f"{by}{skema} Interne noter er ikke med.", style.SOURCE), before=14))
    return items


def _skema(s: Snapshot) -> str:
    """»Opfølgning, version 1«."""
    name, _, version = s.skema.rpartition(".v")
    return f"{s.skema_titel or name}, version {version}" if name else s.skema_titel or s.skema


def _formaal(s: Snapshot) -> str:
    kind = FORMAAL.get(s.formaal or "", s.formaal or "")
    said = "\n".join(filter(None, (kind, s.formaal_tekst))) or text.IKKE_SKREVET.capitalize()
    return f"{said}\nBekymring: {s.bekymring_grund}" if s.bekymring_grund else said


def _periode(s: Snapshot) -> str:
    if not s.praktik_start:
        return ""
    end = text.dato(s.praktik_slut, "slutdato ikke skrevet ned")
    return f"{text.dato(s.praktik_start)} – {end}"


def _sag(s: Snapshot) -> str:
    kind = s.sagstype or "Sagstype ikke skrevet ned"
    start = f"{kind} siden {text.dato(s.sag_start)}" if s.sag_start else kind
    return f"{start}\n{s.konsulent}, konsulent" if s.konsulent else start


def _uge(s: Snapshot) -> str:
    contact = f"Kontakt: {s.kontaktperson}" if s.kontaktperson else ""
    sagsbehandler = f"Sagsbehandler: {s.sagsbehandler}" if s.sagsbehandler else ""
    return "\n".join(filter(None, (text.ugeplan(s.ugeplan), contact, sagsbehandler))) or text.IKKE_SKREVET.capitalize()
