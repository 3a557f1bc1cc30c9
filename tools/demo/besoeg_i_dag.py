"""Today's opfølgning with Katrine, answered through the form as it stands on the screen."""

from PySide6.QtWidgets import QAbstractButton

from tools.demo.hands import Hands

_NOTER = {
    "hvordan": (
        ("", "Rapporten er læst hjemme. To ting er rettet, som Katrine ville have det."),
        ("borger", "Jeg sov natten til i dag. Det plejer jeg ikke før et møde."),
    ),
    "arbejdsopgaver": (
        ("", "Opretter nu varer i lagersystemet uden listen. Fire på en formiddag, ingen fejl."),
        ("arbejdsgiver", "Hun spurgte selv, om hun måtte tage fredagens leverance."),
    ),
    "selvstaendighed": (("", "Så hende sætte skanneren til side og tage papirsedlen, da det blev travlt."),),
    "fremmoede": (("", "En behandling, meldt ugen før. Ellers alle dage."),),
    "socialt": (("borger", "Jeg spiste med de andre i går. Det var min egen ide."),),
    "skaanehensyn": (("arbejdsgiver", "Nye rutiner bliver varslet en uge før. Det glemte vi én gang."),),
    "loentimer": (("arbejdsgiver", "Tilsagnet om 16 timer står ved magt."),),
    "timetal": (("", "Fastholdes. Mødet skal ikke koste timer."),),
}
_TRIN = {"arbejdsopgaver": 4, "selvstaendighed": 4, "stabilitet": 4, "samarbejde": 4, "fremtraeden": 4}


class Besoeg:
    """The ten points, in the order of the talk."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self.udsagn = 0

    def answer_first_half(self) -> None:
        """Points 1 to 5: aftaler from last time, notes in three voices, levels, opgaver and fremmøde."""
        hands = self._hands
        self._last_promises()
        self._notes("hvordan")
        for n in range(1, 5):
            hands.tap(f"visit_opgave_{n}_trin_selvstaendig")
        hands.tap("visit_opgave_5_drop")
        hands.write("visit_opgave_5_aarsag", "Certifikatet er for gammelt; det bliver ikke her")
        self._level("arbejdsopgaver")
        hands.tap("visit_rating_arbejdsopgaver_retning_lidt_frem")
        self._notes("arbejdsopgaver")
        self._level("selvstaendighed")
        self._other_voices("selvstaendighed", arbejdsgiver=5, borger=4)
        self._notes("selvstaendighed")
        hands.tap("visit_fremmoede_alle")
        self._level("stabilitet")
        self._notes("fremmoede")

    def answer_second_half(self) -> None:
        """Points 5 to 10: the others, skånehensyn, hours unchanged, two aftaler and the next date."""
        hands = self._hands
        self._level("samarbejde")
        self._level("fremtraeden")
        self._notes("socialt")
        for n, virkning in ((1, "virker"), (2, "delvist"), (3, "virker")):
            hands.tap(f"visit_skaanehensyn_{n}_{virkning}")
        self._notes("skaanehensyn")
        hands.tap("visit_hours_loen_uaendret")
        hands.tap("visit_valg_loentimer_villig_tilsagn")
        self._notes("loentimer")
        hands.tap("visit_hours_timer_uaendret")
        self._notes("timetal")
        hands.tap("visit_valg_forlaengelse_valg_ikke_relevant")
        self._promise(1, "Tager leverancen fredag sammen med Jens", "borger", 1)
        hands.tap("visit_aftale_ny")
        self._promise(2, "Er med til mødet og siger selv tilsagnet", "arbejdsgiver", 2)
        hands.tap("visit_naeste_dato_om_2")
        hands.write("visit_naeste_tid", "10.00")

    def treatment_day(self) -> None:
        """The newest planned day was a treatment: a press on the day, and one on what happened."""
        self._hands.tap(self.days()[-1])
        self._hands.tap("visit_dayvalg_behandling")

    def days(self) -> list[str]:
        """The names of the planned days' buttons, oldest first."""
        form = self._hands.find("visit_form")
        return sorted(b.objectName() for b in form.findChildren(QAbstractButton) if b.objectName()[:10] == "visit_day_")

    def _last_promises(self) -> None:
        """Kept, all but the last one."""
        number = 1
        while self._hands.seen(f"visit_aftalt_{number}_svar_gjort") is not None:
            more = self._hands.seen(f"visit_aftalt_{number + 1}_svar_gjort") is not None
            self._hands.tap(f"visit_aftalt_{number}_svar_{'gjort' if more else 'ikke_endnu'}")
            number += 1

    def _notes(self, punkt: str) -> None:
        for place, (who, text) in enumerate(_NOTER[punkt]):
            first = place == 0 and not who
            if who:
                self._hands.tap(f"visit_note_{punkt}_hvem_{who}")
            self._hands.write(f"visit_note_{punkt}" if first else f"visit_note_{punkt}_2", text)
            self.udsagn += 1

    def _level(self, dimension: str) -> None:
        self._hands.tap(f"visit_rating_{dimension}_{_TRIN[dimension]}")

    def _other_voices(self, dimension: str, **trin: int) -> None:
        for stemme, level in trin.items():
            self._hands.tap(f"visit_rating_{dimension}_hvem_{stemme}")
            self._hands.tap(f"visit_rating_{dimension}_{level}")
        self._hands.tap(f"visit_rating_{dimension}_hvem_konsulent")

    def _promise(self, number: int, what: str, who: str, weeks: int) -> None:
        self._hands.write(f"visit_aftale_{number}_tekst", what)
        self._hands.tap(f"visit_aftale_{number}_hvem_{who}")
        self._hands.tap(f"visit_aftale_{number}_senest_om_{weeks}")
