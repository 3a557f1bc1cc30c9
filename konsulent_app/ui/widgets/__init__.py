"""The small parts every page and form is made of; each takes the `Theme` first and paints from it.

Import from the modules. Setters (`set_*`) show and tell nobody; signals come only from the person's hand.
`spoken` is what a screen reader says; `name` or `prefix` + key makes the objectName of UX §9.

buttons      Button(theme, text, kind=Kind.…, icon=, name=, height=44, spoken=, tip=) · toggle(button)
             kinds (looks.Kind): PRIMARY SECONDARY QUIET AGENDA CHIP FILTER NAV SWITCH DANGER · set_words,
             set_count(count, token), set_icon · signal clicked
group        ChoiceGroup(spoken): Grouping; arrows move the focus only; one Tab stop · Choice: RadioButton
chips        ChoiceChips(theme, spoken, [Valg(noegle, tekst, icon)], name=, height=): valgt(noegle) · set_value,
             set_sidst, valgt_nu() · FilterChip(theme, text, count, token=): clicked, set_antal
labels       make_label(text, kind, wrap=, name=) · rule() · Badge(theme, text, Tone.…, icon=) · PersonChip(theme,
             Person) · Avatar(theme, navn, size=) · ElidedLabel · FlowLabel(theme, text,
             kind): words in a FlowLayout, broken only where there is no room
personer     Person(noegle, stemme, navn) · farve(stemme) · initialer(navn)
flow         FlowLayout(gap=): addWidget, add_right
cards        Card(theme, pad=, sunken=): body (QVBoxLayout), set_aktuel · Tile · SectionTitle · Banner: action ·
             AftaltSidst
trykkort     TrykKort(theme, spoken, layout, name=, aktuel=, flad=): a card or row pressed as a whole, clicked ·
             Tegn(theme, icon, token, size, spoken): an icon that is read and not pressed
rating       Rating(theme, noegle, RatingTekst(titel, fag, jeg), prefix=, navne={Stemme: navn}, stemmer=, delt=):
             trin_valgt(stemme, trin), retning_valgt(stemme, retning), ikke_droeftet(stemme, bool),
             stemme_skiftet(stemme) · set_svar, set_sidst, set_stemme, set_blind, svar(stemme), focus_first,
             set_hurtig(stemmer): one press for another voice (five numbers), the switch stays
note         NoteField(theme, spoken, name=): edited(text), left · set_text
udsagn       UdsagnList(theme, noegle, UdsagnTekst(titel, hint, naeste), personer, ny_id=): added(id, stemme,
             person noegle) before the first edited(id, text), removed(id), restored(id), left,
             intern_edited(text), next_clicked · set_udsagn([(id, Person, text)]), set_intern, udsagn()
agenda       Agenda(theme, [Punkt(nummer, titel)]): valgt(nummer), aftalt_sidst_clicked · set_status(nummer,
             PunktStatus), set_aktuel, set_bredde(Bredde.FULD | SMAL), set_aftalt_sidst(gjort, antal, tekst)
hours        HoursField(theme, noegle, titel, spaend=): changed(Timer | None), left · timer(),
             set_timer(timer, over=True) over what cannot be read, set_sidst, fejl(), show_error ·
             timer.Timer = (Decimal fra, Decimal til)
weekrows     WeekRows(theme, [Uge(nummer, dage)]): changed({date: status}), timer_changed(date, Timer | None) ·
             set_status({date: status}), set_timer, status() · status "" or a value of core's Fremmoede
opgave       OpgaveRow(theme, noegle, OpgaveVisning(tekst, ny)): trin_valgt(trin), droppet(bool),
             aarsag_edited(text), left · set_trin(OpgaveTrin, aarsag), set_sidst
aftale       AftaleRow(theme, name, AftaleVisning(tekst, hvem, senest, over, om), form=Form.…, kan_slettes=):
             gjort(bool), deleted, restored · set_gjort
aftale_editor AftaleEditor(theme, name, personer, DatoHjaelp): tekst_edited, hvem_valgt(noegle),
             senest_changed(date | None), deleted, entered, left · set_aftale, fejl(), show_error
datefield    DateField(theme, name, titel, DatoHjaelp, uger=(2, 3, 4)): changed(date | None), left · dato(),
             set_dato(dato, over=), fejl(), show_error · dato.dansk_hjaelp(idag) makes the DatoHjaelp
savestate    SaveState(theme): copy_clicked · set_idle, set_saving, set_saved("10.42"), set_error, set_offline
afkryds      Afkryds(theme, spoken, text=): clicked(bool)
announce     announce(widget, sentence, urgent=)
sync         SyncCard(theme): clicked · set_ok("kl. 08.14"), set_offline(n), set_queued(n), set_error, set_smal
indhold      Indhold(): the widget of a scroll area, no higher than its words need
empty        EmptyState(theme, tekst, icon=, button=, other=): action, other_action · Skeleton(theme, rows, row_height)
charts       Maaling(trin | None, tekst, brud) · Sparkline(theme, titel, maalinger): set_maalinger ·
             LevelChart(theme, titel, [TrinPunkt], Laesning): set_punkter
diagram      Diagram: a chart whose `places()` are walked by the arrows; FigurDiagram: laid out by `core.diagram` ·
             valgt(sentence), wants_table, choose(n) · diagram_pen draws it
diagramtabel MedTabel(theme, diagram, titel, name, height=): the chart, its value in words, its table: refresh
timerkurve   TimerKurve(theme): set_trin([TimerBlad], idag)
timeline     Timeline(theme, Forloeb(spans, besoeg, milepaele, idag)): set_forloeb · HoursBar(theme, loen, praktik)
cpr          MaskedCpr(theme, hent, later=): shown (log it) · hide_number
taborder     tab_after, tab_before, stops_in: for a widget that comes later than its neighbours
"""
