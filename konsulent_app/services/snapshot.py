"""Makes the snapshot of a besøg: everything its papers print, as it stands now."""

from datetime import date

from konsulent_app.services import rest
from konsulent_app.services.context import Context
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.visitkort import visitkort_id
from konsulent_core import snapshot as s
from konsulent_core.clock import to_text
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Aftale, Timer
from konsulent_core.progression import Maaling, samme_ankre, sidste_maaling
from konsulent_core.skema.grammar import Felt, FeltType, Punkt, Skema
from konsulent_core.skema.load import ankre
from konsulent_core.ugeplan import dag_felt, read_dag, uge_noegle
from konsulent_core.words import OpgaveTrin, Part, Retning, Stemme, TimerArt

_VOICES = (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER)


def make_snapshot(context: Context, blad: BesoegBlad) -> s.Snapshot:
    """The present content of a besøg, locked or not."""
    skema = context.skema(blad.besoeg.skema)
    tilbage = rest.of_besoeg(context, blad)
    forrige = rest.as_punkt(tilbage, len(skema.punkter) + 1)
    borger = blad.borger
    praktik = blad.praktik
    kontakt = blad.kontakt or blad.mentor
    besoeg = blad.besoeg
    return s.Snapshot(
        version=s.SNAPSHOT_VERSION,
        skema=skema.key,
        skema_titel=skema.titel,
        borger_navn=f"{borger.fornavn or ''} {borger.efternavn or ''}".strip(),
        borger_fornavn=borger.fornavn or "",
        cpr=borger.cpr,
        ordblind=bool(borger.ordblind),
        jobmaal=borger.jobmaal,
        sag_nummer=blad.sag.nummer,
        sagstype=blad.sag.sagstype,
        sag_start=blad.sag.start,
        konsulent=blad.sag.konsulent,
        sagsbehandler=blad.sag.sagsbehandler,
        virksomhed=blad.virksomhed.navn if blad.virksomhed else None,
        virksomhed_adresse=blad.virksomhed.adresse if blad.virksomhed else None,
        afdeling=praktik.afdeling if praktik else None,
        kontaktperson=kontakt.navn if kontakt else None,
        formaal=praktik.formaal if praktik else None,
        formaal_tekst=praktik.formaal_tekst if praktik else None,
        praktik_start=praktik.start if praktik else None,
        praktik_slut=praktik.slut if praktik else None,
        ugeplan=praktik.ugeplan if praktik else None,
        bekymring_grund=blad.sag.bekymring_grund if blad.sag.bekymring else None,
        besoeg_nummer=besoeg.nummer or 0,
        besoeg_type=besoeg.type or "",
        tidspunkt=besoeg.tidspunkt or to_text(context.clock()),
        sted=besoeg.sted,
        deltagere=_people(blad),
        sidste_besoeg=(blad.sidst.fulgt or blad.sidst.dato).isoformat() if blad.sidst else None,
        delmaal=tuple(
            s.DelmaalBlad(tekst=d.tekst or "", dato=d.dato, tilstand=d.tilstand or "aaben") for d in blad.delmaal
        ),
        punkter=(
            *(_point(context, skema, punkt, blad) for punkt in skema.punkter),
            *(() if forrige is None else (forrige,)),
        ),
        opgaver=_tasks(blad),
        dage=_days(blad),
        skaanehensyn=_considerations(blad),
        timer=tuple(_step(t, blad) for t in blad.timer),
        aftaler_sidst=tuple(_promise(a) for a in blad.aftaler_sidst),
        aftaler=tuple(_promise(a) for a in blad.aftaler),
        naeste_dato=besoeg.naeste_dato,
        naeste_tid=besoeg.naeste_tid,
        naeste_grund=besoeg.naeste_grund,
        aabne_konflikter=blad.aabne_konflikter,
        felter=tuple(
            s.FeltAudience(
                felt=f.noegle,
                type=f.type.value,
                audience=f.audience.value,
                aarsag_audience=f.aarsag_audience.value if f.aarsag_audience else None,
            )
            for f in skema.felter
        )
        + rest.audiences(tilbage),
        konsulent_telefon=_telefon(context, blad),
    )


def _telefon(context: Context, blad: BesoegBlad) -> str | None:
    """The number of the sag's konsulent, where it is she who sits at this machine: nobody else's is printed as hers."""
    if blad.sag.konsulent != context.bruger.navn:
        return None
    own = visitkort_id(context.bruger.nummer)
    return next((v.telefon for v in blad.visitkort if v.id == own and v.telefon), None)


def _people(blad: BesoegBlad) -> tuple[s.Person, ...]:
    """Who took part, as written; nobody is made to have been there."""
    found = []
    for part in (blad.besoeg.deltagere or "").split(";"):
        name, _, role = part.strip().partition(",")
        if name:
            found.append(s.Person(navn=name.strip(), rolle=role.strip()))
    return tuple(found)


def _point(context: Context, skema: Skema, punkt: Punkt, blad: BesoegBlad) -> s.PunktBlad:
    notes = []
    answers = []
    dimensions = []
    for felt in punkt.felter:
        match felt.type:
            case FeltType.UDSAGN:
                said = tuple(
                    s.UdsagnLinje(stemme=u.stemme or "konsulent", person=u.person or "", tekst=u.tekst or "")
                    for u in blad.udsagn
                    if u.felt == felt.noegle and (u.tekst or "").strip()
                )
                if said:
                    notes.append(s.NoteBlad(felt=felt.noegle, audience=felt.audience.value, udsagn=said))
            case FeltType.VURDERING:
                dimensions.append(_dimension(context, skema, felt, blad))
            case FeltType.INTERN:
                pass  # its author's alone: the snapshot travels with the besøg, and is all that is printed
            case FeltType.TEKST | FeltType.VALG | FeltType.DATO | FeltType.JA_NEJ:
                answers.extend(_answer(felt, blad))
            case _:
                pass  # rows of their own in the snapshot
    touched = bool(notes or answers) or any(d.svar for d in dimensions) or _rows_touched(punkt, blad)
    return s.PunktBlad(
        nummer=punkt.nummer,
        noegle=punkt.noegle,
        titel=punkt.titel,
        droeftet=touched,
        noter=tuple(notes),
        svar=tuple(answers),
        dimensioner=tuple(dimensions),
    )


def _rows_touched(punkt: Punkt, blad: BesoegBlad) -> bool:
    answered: dict[FeltType, bool] = {
        FeltType.OPGAVER: any(t.trin for t in blad.opgave_trin),
        FeltType.FREMMOEDE: bool(blad.uger),
        FeltType.SKAANEHENSYN: any(v.virkning for v in blad.skaanehensyn_svar),
        FeltType.TIMER: any(t.besoeg == blad.besoeg.id for t in blad.timer),
        FeltType.LOENTIMER: any(t.besoeg == blad.besoeg.id for t in blad.timer),
        FeltType.AFTALER_SIDST: any(a.gjort is not None for a in blad.aftaler_sidst),
        FeltType.AFTALER: bool(blad.aftaler),
        FeltType.NAESTE_BESOEG: bool(blad.besoeg.naeste_dato or blad.besoeg.naeste_grund),
    }
    return any(answered.get(felt.type, False) for felt in punkt.felter)


def _answer(felt: Felt, blad: BesoegBlad) -> list[s.FeltSvar]:
    found = []
    for svar in blad.svar:
        if svar.felt != felt.noegle or not (svar.vaerdi or "").strip():
            continue
        value = svar.vaerdi or ""
        match felt.type:
            case FeltType.VALG:
                value = felt.valg_titel(value)
            case FeltType.DATO:
                value = format_dato(date.fromisoformat(value))
            case FeltType.JA_NEJ:
                value = "Ja" if value == "ja" else "Nej"
            case _:
                pass
        found.append(s.FeltSvar(felt=felt.noegle, titel=felt.titel, audience=felt.audience.value, vaerdi=value))
    return found


def _dimension(context: Context, skema: Skema, felt: Felt, blad: BesoegBlad) -> s.DimensionBlad:
    dimension = skema.dimension(felt.dimension or "")
    today = {v.stemme: v for v in blad.vurderinger if v.dimension == dimension.noegle}
    earlier = [m for m in blad.maalinger if m.dimension == dimension.noegle]
    last = sidste_maaling([m.maaling for m in earlier], Stemme.KONSULENT)
    answers = tuple(
        s.TrinSvar(
            stemme=voice.value,
            trin=v.trin,
            retning=v.retning,
            ikke_droeftet=bool(v.ikke_droeftet),
            foerst=bool(v.foerst),
        )
        for voice in _VOICES
        if (v := today.get(voice.value)) is not None and (v.trin is not None or v.ikke_droeftet)
    )
    anchors = ankre(context.skemaer.values(), dimension.noegle)
    now = [
        Maaling(
            dato=blad.dato,
            skema=skema.key,
            stemme=Stemme(a.stemme),
            trin=a.trin,
            retning=Retning(a.retning) if a.retning else None,
        )
        for a in answers
    ]
    numbered = [(m.nummer, m.maaling) for m in earlier] + [(blad.besoeg.nummer or 0, m) for m in now]
    before: dict[Stemme, str] = {}
    curve = []
    for number, maaling in numbered:
        known = before.get(maaling.stemme)
        curve.append(
            s.TrinPunkt(
                dato=maaling.dato.isoformat(),
                besoeg_nummer=number,
                skema=maaling.skema,
                stemme=maaling.stemme.value,
                trin=maaling.trin,
                retning=maaling.retning.value if maaling.retning else None,
                brud=known is not None and not samme_ankre(known, maaling.skema, anchors),
            )
        )
        if maaling.trin is not None:
            before[maaling.stemme] = maaling.skema
    return s.DimensionBlad(
        noegle=dimension.noegle,
        titel=dimension.titel,
        trin_tekster=dimension.fag,
        jeg_tekster=dimension.jeg,
        svar=answers,
        sidst_trin=last.trin if last else None,
        sidst_dato=last.dato.isoformat() if last else None,
        kurve=tuple(curve),
        aendret=dimension.aendret,
    )


def _tasks(blad: BesoegBlad) -> tuple[s.OpgaveBlad, ...]:
    today = {t.opgave: t for t in blad.opgave_trin}
    last = {t.opgave: t for t in blad.sidst.opgave_trin} if blad.sidst else {}
    found = []
    for opgave in blad.opgaver:
        now, then = today.get(opgave.id), last.get(opgave.id)
        if now is None and then is not None and then.trin == OpgaveTrin.DROPPET:
            continue  # dropped before: no longer a task of the praktik
        found.append(
            s.OpgaveBlad(
                navn=opgave.navn or "",
                trin=now.trin if now else None,
                sidst_trin=then.trin if then else None,
                ny=blad.sidst is not None and blad.sidst.fulgt is not None and then is None and now is not None,
                grund=now.grund if now else None,
            )
        )
    return tuple(found)


def _days(blad: BesoegBlad) -> tuple[s.DagBlad, ...]:
    weeks = {w.uge: w for w in blad.uger}
    found = []
    for dag in blad.planlagt:
        week = weeks.get(uge_noegle(dag.dato))
        status, hours = read_dag(getattr(week, dag_felt(dag.dato)) if week else None)
        found.append(s.DagBlad(dato=dag.dato.isoformat(), status=status.value if status else None, timer=hours))
    return tuple(found)


def _considerations(blad: BesoegBlad) -> tuple[s.SkaanehensynBlad, ...]:
    worked = {v.skaanehensyn: v.virkning for v in blad.skaanehensyn_svar}
    return tuple(
        s.SkaanehensynBlad(titel=h.titel or "", aarsag=h.aarsag, ordlyd=h.ordlyd, virkning=worked.get(h.id))
        for h in blad.skaanehensyn
    )


def _step(timer: Timer, blad: BesoegBlad) -> s.TimerBlad:
    return s.TimerBlad(
        fra=timer.fra or "",
        timer=timer.timer,
        timer_til=timer.timer_til,
        loentimer=timer.loentimer,
        moenster=timer.moenster,
        art=timer.art or TimerArt.PRAKTIK.value,
        aarsag=timer.aarsag,
        sted=blad.steder.get(timer.praktik or 0, ""),
    )


def _promise(aftale: Aftale) -> s.AftaleBlad:
    return s.AftaleBlad(
        hvad=aftale.hvad or "",
        part=aftale.part or Part.KONSULENT.value,
        person=aftale.person or "",
        senest=aftale.senest,
        gjort=aftale.gjort,
        gjort_dato=aftale.gjort_dato,
    )
