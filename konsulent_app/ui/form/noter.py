"""The note of a punkt: udsagn in their voices, and the internal note beside them."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.services.spoergsmaal import set_stillet
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.store.database import Tx
from konsulent_app.ui.form.felt import FeltView, FormParts
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.widgets.intern import InternNote, Spoergsmaal
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.taborder import tab_before
from konsulent_app.ui.widgets.udsagn import EGEN, UdsagnList, UdsagnTekst
from konsulent_core.entities import Udsagn
from konsulent_core.skema.grammar import Felt, Skema
from konsulent_core.skema.rules import Svaret, svaret
from konsulent_core.words import Stemme


def own_questions(skema: Skema, felt: Felt, blad: BesoegBlad) -> list[Spoergsmaal]:
    """Those to the felt's punkt; the first punkt also takes those to a punkt that this agenda has not."""
    here = skema.punkt_med(felt.noegle)
    known = {punkt.noegle for punkt in skema.punkter}
    wanted = [q for q in blad.spoergsmaal if q.punkt == here.noegle or (here.nummer == 1 and q.punkt not in known)]
    return [Spoergsmaal(q.id, q.tekst or "", stillet=q.stillet is not None) for q in wanted]


def _ask(view: FeltView, spoergsmaal: int, stillet: bool) -> None:
    """Not an answer of the besøg: it counts for no felt, and Ctrl+Z leaves it. The box itself takes it back."""
    context = view.parts.context
    view.parts.autosave.now(partial(set_stillet, context=context, spoergsmaal=spoergsmaal, stillet=stillet))


class NoteView(FeltView):
    """An udsagn felt, and the intern felt of the same punkt where there is one."""

    next_clicked = Signal()

    def __init__(self, parts: FormParts, felt: Felt, punkt: str, intern: Felt | None, naeste: str) -> None:
        super().__init__(parts, felt)
        self._intern = intern
        self._orders: dict[int, str] = {}
        self._who: dict[int, tuple[Stemme, str]] = {}
        self._seen: dict[int, str] = {}  # the stored text that stands in the field, or stood there last
        self._list = UdsagnList(
            parts.theme,
            punkt,
            UdsagnTekst(felt.titel, felt.hjaelp, naeste),
            parts.at_table(),
            ny_id=parts.context.new_id,
            intern=intern is not None,
        )
        self._list.added.connect(self._added)
        self._list.edited.connect(self._edited)
        self._list.removed.connect(self._removed)
        self._list.restored.connect(self._restored)
        self._list.left.connect(parts.autosave.flush)
        self._list.intern_edited.connect(self._intern_edited)
        self._list.asked.connect(partial(_ask, self))
        self._list.next_clicked.connect(self.next_clicked)
        self.body.addWidget(self._list)

    def show_blad(self, blad: BesoegBlad) -> None:
        rows = []
        for udsagn in blad.udsagn:
            if udsagn.felt != self.felt.noegle:
                continue
            person = self._person(udsagn)
            self._orders[udsagn.id] = udsagn.orden or ""
            self._who[udsagn.id] = (person.stemme, udsagn.person or "")
            rows.append((udsagn.id, person, udsagn.tekst or ""))
        self._list.set_udsagn(rows)
        shown = {udsagn: text for udsagn, _, text in self._list.udsagn()}
        for number, _, text in rows:
            if shown.get(number, "") == text or number not in self._seen:
                self._seen[number] = text
        if self._intern is not None:
            found = [s.vaerdi or "" for s in blad.svar if s.felt == self._intern.noegle]
            self._list.set_intern(found[0] if found else "")
            self._list.set_spoergsmaal(own_questions(self.parts.skema, self.felt, blad))

    def svaret(self) -> Svaret:
        written = len(self._list.udsagn())
        return svaret(written, max(1, written))

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        if self._intern is not None and self._list.is_intern(inner):
            return self.svar_sted(self._intern.noegle, f"{self.felt.titel}, internt notat", own=True)
        udsagn = self._list.udsagn_at(inner)
        if not isinstance(udsagn, int) or udsagn not in self._who:
            return None
        person = self._who[udsagn][1]
        return FeltSted("udsagn", udsagn, ("tekst",), ", ".join(filter(None, (self.felt.titel, person))))

    def focus_first(self) -> None:
        self._list.focus_first()

    def lines(self) -> list[str]:
        return [f"{person.navn or self.parts.context.bruger.navn}: {text}" for _, person, text in self._list.udsagn()]

    def _person(self, udsagn: Udsagn) -> Person:
        stemme = Stemme(udsagn.stemme or Stemme.KONSULENT)
        if stemme is Stemme.KONSULENT and udsagn.person in (None, "", self.parts.context.bruger.navn):
            return EGEN
        known = [p for p in self.parts.personer if p.stemme is stemme and p.navn == udsagn.person]
        return known[0] if known else Person(f"person_{udsagn.id}", stemme, udsagn.person or stemme.value.title())

    def _added(self, udsagn: int, stemme: str, noegle: str) -> None:
        names = {p.noegle: p.navn for p in self.parts.personer}
        name = names.get(noegle, self.parts.context.bruger.navn)
        self._who[udsagn] = (Stemme(stemme), name)
        self._orders[udsagn] = self.parts.order(len(self._orders))

    def _edited(self, udsagn: int, text: str) -> None:
        self.save_soon(udsagn, partial(self._save, udsagn=udsagn, text=text))

    def _save(self, tx: Tx, udsagn: int, text: str) -> None:
        """What stood there before moves only with what is stored: of keys in between, nobody else has heard."""
        stemme, person = self._who[udsagn]
        foer = self._seen.get(udsagn)
        verbs.save_udsagn(
            tx,
            context=self.parts.context,
            besoeg=self.parts.besoeg,
            udsagn=udsagn,
            felt=self.felt.noegle,
            stemme=stemme,
            person=person,
            tekst=text,
            orden=self._orders[udsagn],
            foer=None if foer == text else foer,
        )
        self._seen[udsagn] = text

    def _removed(self, udsagn: int) -> None:
        self.parts.autosave.flush()
        self.save_now(partial(verbs.delete_udsagn, context=self.parts.context, besoeg=self.parts.besoeg, udsagn=udsagn))

    def _restored(self, udsagn: int) -> None:
        self.save_now(
            partial(
                verbs.delete_udsagn,
                context=self.parts.context,
                besoeg=self.parts.besoeg,
                udsagn=udsagn,
                deleted=False,
            )
        )

    def _intern_edited(self, text: str) -> None:
        if self._intern is not None:
            verb = partial(
                verbs.save_svar,
                context=self.parts.context,
                besoeg=self.parts.besoeg,
                felt=self._intern.noegle,
                vaerdi=text,
            )
            self.save_soon("intern", verb)


class InternView(FeltView):
    """An internal note in a punkt that has no udsagn of its own."""

    def __init__(self, parts: FormParts, felt: Felt) -> None:
        super().__init__(parts, felt)
        self.setProperty("kind", "intern")
        name = f"visit_intern_{felt.noegle.replace('.', '_')}"
        self._note = InternNote(parts.theme, felt.titel, name, self)
        self._note.edited.connect(self._edited)
        self._note.left.connect(parts.autosave.flush)
        self._note.asked.connect(partial(_ask, self))
        self._note.made.connect(lambda: tab_before(self._note.toggle, self._note.stops()))
        self.body.addWidget(self._note)
        self.body.addWidget(self._note.toggle, 0, Qt.AlignmentFlag.AlignRight)

    def show_blad(self, blad: BesoegBlad) -> None:
        found = [s.vaerdi or "" for s in blad.svar if s.felt == self.felt.noegle]
        self._note.set_text(found[0] if found else "")
        self._note.set_spoergsmaal(own_questions(self.parts.skema, self.felt, blad))

    def svaret(self) -> Svaret:
        return svaret(int(bool(self._note.text().strip())), 1)

    def felt_sted(self, inner: QWidget) -> FeltSted:
        return self.svar_sted(self.felt.noegle, f"{self.felt.titel}, internt notat", own=True)

    def focus_first(self) -> None:
        self._note.toggle.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self, text: str) -> None:
        self.save_soon(
            "intern",
            partial(
                verbs.save_svar,
                context=self.parts.context,
                besoeg=self.parts.besoeg,
                felt=self.felt.noegle,
                vaerdi=text,
            ),
        )
