"""Fremmøde since last in the form: the planned days, a row a week."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FeltView, FormParts, focus_inside
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.widgets.fremmoede import Uge, lang_dag
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.timer import Timer
from konsulent_app.ui.widgets.weekrows import WeekRows
from konsulent_core.ids import derived_id
from konsulent_core.skema.grammar import Felt
from konsulent_core.skema.rules import Svaret, svaret
from konsulent_core.ugeplan import dag_felt, read_dag, uge_noegle, uger, write_dag
from konsulent_core.words import Fremmoede


class FremmoedeView(FeltView):
    """»Alle mødt« and the exceptions."""

    def __init__(self, parts: FormParts, felt: Felt, blad: BesoegBlad) -> None:
        super().__init__(parts, felt)
        weeks = [
            Uge(int(week.noegle.partition("-W")[2]), tuple(day.dato for day in week.dage))
            for week in uger(blad.planlagt)
        ]
        self._weeks = WeekRows(parts.theme, weeks)
        self._hours: dict[date, Timer] = {}
        self._stored: dict[date, str] = {}
        self._weeks.changed.connect(self._changed)
        self._weeks.timer_changed.connect(self._hours_changed)
        self.body.addWidget(self._weeks)
        if not weeks:
            self._weeks.hide()
            self.body.addWidget(make_label("Der er ingen planlagte dage siden sidst.", "body2"))
        for day in blad.planlagt:
            if day.helligdag:
                words = f"{day.dato:%d.%m.} er {day.helligdag}. Var der åbent?"
                self.body.addWidget(make_label(words, "small", wrap=True))

    def show_blad(self, blad: BesoegBlad) -> None:
        stored = {week.uge: week for week in blad.uger}
        status: dict[date, str] = {}
        for day in blad.planlagt:
            week = stored.get(uge_noegle(day.dato))
            what, hours = read_dag(getattr(week, dag_felt(day.dato)) if week is not None else None)
            status[day.dato] = what.value if what is not None else ""
            if hours is not None:
                exact = Decimal(str(hours))
                self._hours[day.dato] = (exact, exact)
        self._stored = dict(status)
        self._weeks.set_status(status)
        self._weeks.set_timer(self._hours)

    def svaret(self) -> Svaret:
        status = self._weeks.status()
        return svaret(sum(bool(value) for value in status.values()), len(status))

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        day = self._weeks.dag_at(inner)
        if day is None:
            return None
        row = derived_id("fremmoede", self.parts.besoeg, uge_noegle(day))
        return FeltSted("fremmoede", row, (dag_felt(day),), f"Fremmøde, {lang_dag(day)}")

    def focus_first(self) -> None:
        focus_inside(self._weeks)

    def _changed(self, days: Mapping[date, str]) -> None:
        new = dict(days)
        old = {day: self._stored.get(day, "") for day in new}

        def give(values: dict[date, str]) -> None:
            self._weeks.set_status({**self._weeks.status(), **values})
            self._stored.update(values)
            self._save(values)

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)

    def _hours_changed(self, day: date, hours: Timer | None) -> None:
        if hours is None:
            self._hours.pop(day, None)
        else:
            self._hours[day] = hours
        self._save({day: self._weeks.status()[day]})

    def _save(self, days: Mapping[date, str]) -> None:
        by_week: dict[str, dict[str, str | None]] = {}
        for day, value in days.items():
            status = Fremmoede(value) if value else None
            hours = self._hours.get(day)
            text = write_dag(status, float(hours[0]) if hours is not None else None)
            by_week.setdefault(uge_noegle(day), {})[dag_felt(day)] = text
        for week, fields in by_week.items():
            self.save_now(
                partial(
                    verbs.save_fremmoede,
                    context=self.parts.context,
                    besoeg=self.parts.besoeg,
                    uge=week,
                    dage=fields,
                )
            )
