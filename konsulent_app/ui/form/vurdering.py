"""A dimension in the form: the level of each voice, and the small movement within an unchanged one."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FeltView, FormParts
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.rating import Rating, RatingTekst
from konsulent_core.dansk import format_dato
from konsulent_core.dansk_ord import STEMME, ejer
from konsulent_core.ids import derived_id
from konsulent_core.progression import samme_ankre, sidste_maaling
from konsulent_core.skema.grammar import Felt
from konsulent_core.skema.load import ankre
from konsulent_core.skema.rules import Svaret, svaret
from konsulent_core.words import Retning, Stemme


@dataclass(frozen=True, slots=True)
class Trin:
    """One voice's answer now."""

    trin: int | None = None
    retning: Retning | None = None
    ikke_droeftet: bool = False
    foerst: bool = False  # given before the other voices'

    @property
    def given(self) -> bool:
        return self.trin is not None or self.ikke_droeftet


class VurderingView(FeltView):
    """Rating with its answers; ``shared`` is the large one of »Vis for borger«, where the borger answers first."""

    def __init__(self, parts: FormParts, felt: Felt, *, shared: bool = False) -> None:
        super().__init__(parts, felt)
        dimension = parts.skema.dimension(felt.dimension or "")
        self._dimension = dimension.noegle
        self._shared = shared
        self._answers: dict[Stemme, Trin] = {}
        self._last: dict[Stemme, int | None] = {}
        self.rating = Rating(
            parts.theme,
            dimension.noegle,
            RatingTekst(dimension.titel, dimension.fag, dimension.jeg),
            prefix="share" if shared else "visit",
            navne={p.stemme: p.navn for p in reversed(parts.personer)},
            stemmer=(Stemme.BORGER,) if shared else felt.stemmer,
            delt=shared,
        )
        self.rating.set_blind(shared)
        self.rating.trin_valgt.connect(self._level)
        self.rating.retning_valgt.connect(self._direction)
        self.rating.ikke_droeftet.connect(self._not_discussed)
        self.body.addWidget(self.rating)
        self._brud_ord = dimension.brud_ord
        self._nye_ord = make_label("", "small", wrap=True, name=f"visit_nye_ord_{dimension.noegle}")
        self.body.addWidget(self._nye_ord)

    def show_blad(self, blad: BesoegBlad) -> None:
        stored = {v.stemme: v for v in blad.vurderinger if v.dimension == self._dimension}
        earlier = [m.maaling for m in blad.maalinger if m.dimension == self._dimension]
        words = ankre(self.parts.context.skemaer.values(), self._dimension)
        self._nye_ord.hide()
        for stemme in self.felt.stemmer:
            row = stored.get(stemme.value)
            answer = Trin()
            if row is not None:
                answer = Trin(row.trin, Retning(row.retning) if row.retning else None, bool(row.ikke_droeftet),
                              bool(row.foerst))  # fmt: skip
            self._show(stemme, answer)
            last = sidste_maaling(earlier, stemme)
            if last is not None and not samme_ankre(last.skema, self.parts.skema.key, words):
                self._nye_ord.setText(f"{self._brud_ord} Sidst, {format_dato(last.dato)}, kan ikke sammenlignes.")
                self._nye_ord.show()
                last = None  # a level under other words is none to compare with
            self._last[stemme] = last.trin if last else None
            self.rating.set_sidst(stemme, last.trin if last else None, last.dato if last else None)

    def svaret(self) -> Svaret:
        return svaret(int(self._answers.get(Stemme.KONSULENT, Trin()).given), 1)

    def done(self) -> bool:
        """The same level as last time asks for the small movement first."""
        own = self._answers.get(Stemme.KONSULENT, Trin())
        asks = own.trin is not None and own.trin == self._last.get(Stemme.KONSULENT) and own.retning is None
        return own.given and not asks

    def lines(self) -> list[str]:
        given = [(s, a) for s, a in self._answers.items() if a.given]
        return [f"{self.felt.titel}, {s.value}: {a.trin or 'ikke drøftet'}" for s, a in given]

    def changed(self) -> bool:
        """Whether any voice's level differs from that voice's last one."""
        return any(
            a.trin is not None and self._last.get(s) is not None and a.trin != self._last[s]
            for s, a in self._answers.items()
        )

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        if self._shared:
            return None
        stemme = self.rating.stemme_at(inner)
        row = derived_id("vurdering", self.parts.besoeg, self._dimension, stemme.value)
        titel = f"{self.felt.titel}, {ejer(STEMME[stemme.value])} trin"
        return FeltSted("vurdering", row, ("ikke_droeftet", "retning", "trin"), titel)

    def focus_first(self) -> None:
        self.rating.focus_first()

    def answers(self) -> dict[Stemme, Trin]:
        """What is given now, for a view that is built anew."""
        return dict(self._answers)

    def show_answers(self, answers: dict[Stemme, Trin]) -> None:
        """Shows answers that may not have come back from the store yet."""
        for stemme, answer in answers.items():
            self._show(stemme, answer)

    def _level(self, stemme: str, trin: int) -> None:
        self._answer(Stemme(stemme), Trin(trin))

    def _direction(self, stemme: str, retning: str) -> None:
        voice = Stemme(stemme)
        self._answer(voice, replace(self._answers.get(voice, Trin()), retning=Retning(retning)))

    def _not_discussed(self, stemme: str, on: bool) -> None:
        self._answer(Stemme(stemme), Trin(ikke_droeftet=on))

    def _answer(self, stemme: Stemme, new: Trin) -> None:
        old = self._answers.get(stemme, Trin())
        blind = self._shared and not any(a.given for s, a in self._answers.items() if s is not stemme)
        new = replace(new, foerst=new.given and (old.foerst if old.given else blind))

        def give(answer: Trin) -> None:
            self._show(stemme, answer)
            self.save_now(
                partial(
                    verbs.save_vurdering,
                    context=self.parts.context,
                    besoeg=self.parts.besoeg,
                    dimension=self._dimension,
                    stemme=stemme,
                    trin=answer.trin,
                    retning=answer.retning,
                    ikke_droeftet=answer.ikke_droeftet,
                    foerst=answer.foerst,
                )
            )

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)

    def _show(self, stemme: Stemme, answer: Trin) -> None:
        self._answers[stemme] = answer
        self.rating.set_svar(stemme, answer.trin, answer.retning, ikke_droeftet=answer.ikke_droeftet)
