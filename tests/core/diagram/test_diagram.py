"""Charts as plain shapes: every value can be read out, and what is drawn is what is said."""

from dataclasses import replace
from datetime import date

from konsulent_core.diagram.former import Brudt, Cirkel, Farve, Kant, Ord, Skravering, Skrift, Streg, hatching, stacked
from konsulent_core.diagram.tid import spanning, tid_figur
from konsulent_core.diagram.timer import spoken as timer_spoken
from konsulent_core.diagram.timer import timer_figur, timer_paa
from konsulent_core.diagram.trin import Laesning, punkt_ord, spoken, trin_figur, trinpunkter
from konsulent_core.progression import Maaling
from konsulent_core.snapshot import TimerBlad, TrinPunkt
from konsulent_core.words import Stemme

ORD = ("prøver", "går i gang", "spørger, før hun går i gang", "lægger selv rækkefølgen.", "viser andre")
PLAIN = Laesning()
DAYS = ("2025-11-13", "2025-12-11", "2026-02-12")


def measure(words: str, _look: Skrift) -> float:
    return 4.5 * len(words)


def step(fra: str, timer: float | None, loen: float = 0.0, art: str = "praktik", til: float | None = None) -> TimerBlad:
    return TimerBlad(
        fra=fra, timer=timer, timer_til=til, loentimer=loen, art=art, aarsag="smerter", sted="Café Solbakken"
    )


STEPS = (
    step("2025-10-07", 4.0, til=5.0),
    step("2026-01-22", None),
    step("2026-02-01", None, art="pause"),
    step("2026-03-03", 5.0, 2.5),
    step("2026-03-05", 7.5, 7.5, "smaajob"),
)


def point(n: int, trin: int | None, stemme: str = "konsulent", *, brud: bool = False) -> TrinPunkt:
    return TrinPunkt(dato=DAYS[n], besoeg_nummer=n + 1, skema="v1", stemme=stemme, trin=trin, brud=brud)


def curve(*points: TrinPunkt, laesning: Laesning = PLAIN) -> tuple[list[object], list[str]]:
    axis = spanning([date.fromisoformat(day) for day in DAYS], 14, 168)
    assert axis is not None
    figur = trin_figur(points, axis, laesning=laesning)
    return list(figur.former), [one.tekst for one in figur.vaerdier]


def test_a_level_is_read_with_its_date_besoeg_words_and_voice() -> None:
    _, told = curve(point(2, 3), laesning=Laesning(ord_={"v1": ORD}))
    assert told == ["12. februar 2026, besøg 3: trin 3 »spørger, før hun går i gang« · konsulent"]


def test_a_gap_a_break_and_unknown_words_are_said_too() -> None:
    known = Laesning(ord_={"v1": ORD})
    assert punkt_ord(point(0, None), known) == "13. november 2025, besøg 1: ikke drøftet · konsulent"
    assert punkt_ord(point(1, 4, brud=True), known).endswith("trin 4 »lægger selv rækkefølgen« (nye trin) · konsulent")
    assert punkt_ord(replace(point(1, 4), skema="v9"), known).endswith("besøg 2: trin 4 · konsulent")


def test_every_voice_is_read_and_only_those_that_deviate_are_drawn() -> None:
    forms, told = curve(point(2, 3), point(2, 3, "arbejdsgiver"), point(2, 2, "borger"))
    assert [one.rpartition(" · ")[2] for one in told] == ["konsulent", "arbejdsgiver", "borger"]
    assert len([one for one in forms if isinstance(one, Kant)]) == 1


def test_the_borgers_own_line_is_hers_and_said_as_hers() -> None:
    forms, told = curve(
        point(0, 2, "borger"),
        point(1, 3, "borger"),
        laesning=Laesning(linje=Stemme.BORGER, navne={Stemme.BORGER: "dit svar"}),
    )
    assert told[-1] == "11. december 2025, besøg 2: trin 3 · dit svar"
    assert len([one for one in forms if isinstance(one, Cirkel)]) == 2
    assert any(isinstance(one, Streg) and one.farve is Farve.KURVE for one in forms)


def test_values_stand_where_they_are_drawn_also_over_an_axis() -> None:
    axis = spanning([date.fromisoformat(day) for day in DAYS], 14, 168)
    assert axis is not None
    alone = trin_figur([point(0, 1), point(2, 5)], axis)
    whole = stacked(alone, tid_figur(axis))
    assert whole.hoejde == alone.hoejde + 16
    dots = [one for one in whole.former if isinstance(one, Cirkel)]
    for dot, value in zip(dots, whole.vaerdier, strict=True):
        assert (dot.x, dot.y) == ((value.x1 + value.x2) / 2, (value.y1 + value.y2) / 2)
    assert whole.hoveder == ("Dato", "Besøg", "Trin", "Med skalaens ord", "Stemme")
    assert all(len(one.raekke) == len(whole.hoveder) for one in whole.vaerdier)


def test_measurements_of_each_voice_break_where_its_own_anchors_changed() -> None:
    def one(day: str, skema: str, stemme: Stemme, trin: int | None) -> Maaling:
        return Maaling(dato=date.fromisoformat(day), skema=skema, stemme=stemme, trin=trin)

    found = trinpunkter(
        [
            (2, one(DAYS[1], "v2", Stemme.KONSULENT, 3)),
            (1, one(DAYS[0], "v1", Stemme.KONSULENT, 2)),
            (1, one(DAYS[0], "v2", Stemme.BORGER, 2)),
            (3, one(DAYS[2], "v2", Stemme.BORGER, None)),
        ],
        {"v1": ("a",) * 5, "v2": ("b",) * 5},
    )
    assert [(p.besoeg_nummer, p.stemme, p.trin, p.brud) for p in found] == [
        (1, "konsulent", 2, False),
        (1, "borger", 2, False),
        (2, "konsulent", 3, True),
        (3, "borger", None, False),
    ]
    assert spoken("Selvstændighed", [p for p in found if p.stemme == "konsulent"]) == "Selvstændighed: 2, nye trin, 3"


def test_hours_are_read_step_by_step_without_their_causes() -> None:
    figur = timer_figur(STEPS, date(2026, 3, 12), 300, measure, fuld=True)
    assert figur is not None
    assert [one.tekst for one in figur.vaerdier] == [
        "Fra 7. oktober 2025: 4–5 timer · Café Solbakken",
        "Fra 22. januar 2026: timer ikke oplyst · Café Solbakken",
        "Fra 1. februar 2026: pause · Café Solbakken",
        "Fra 3. marts 2026: 5 timer, heraf 2,5 med løn · Café Solbakken",
        "Fra 5. marts 2026: 7,5 timer småjob, heraf 7,5 med løn · Café Solbakken",
    ]
    assert [one.raekke for one in figur.vaerdier][2:4] == [
        ("01.02.2026", "pause", "", "Café Solbakken"),
        ("03.03.2026", "5 timer", "2,5", "Café Solbakken"),
    ]
    assert "smerter" not in str(figur)
    assert timer_spoken(STEPS).startswith("Timer om ugen: 07.10.2025 4–5 timer; 22.01.2026 timer ikke oplyst")


def test_a_step_is_as_high_as_its_hours_and_hatched_where_they_are_not_paid() -> None:
    figur = timer_figur([step("2026-01-01", 8.0, 2.0), step("2026-02-01", 4.0)], date(2026, 3, 1), 300, measure)
    assert figur is not None
    high, low = figur.vaerdier
    assert (high.y2 - high.y1) / (low.y2 - low.y1) == 2
    hatched = [one for one in figur.former if isinstance(one, Skravering)]
    assert [round(one.y2 - one.y1, 2) for one in hatched] == [61.5, 41.0]
    assert high.x2 == low.x1


def test_only_a_chart_without_a_table_names_places_and_numbers_what_is_narrow() -> None:
    steps = [step("2025-01-01", 4.0), step("2025-12-01", 6.0), step("2025-12-12", 4.0)]
    full, plain = (timer_figur(steps, date(2026, 3, 1), 300, measure, fuld=fuld) for fuld in (True, False))
    assert full is not None
    assert plain is not None
    said = [[one.tekst for one in figur.former if isinstance(one, Ord)] for figur in (full, plain)]
    assert ("Café Solbakken" in said[0], "Café Solbakken" in said[1]) == (True, False)
    assert said[0].count("6") == said[1].count("6") + 1
    assert said[0].count("Café Solbakken") == 1, "once, where it begins"


def test_hatching_goes_on_in_step_across_neighbours_and_stays_inside() -> None:
    lines = hatching(Skravering(10, 0, 30, 12), 4.2)
    assert lines
    assert all(10 <= x1 < x2 <= 30 and 0 <= y1 < y2 <= 12 for x1, y1, x2, y2 in lines)
    steps = {round((x1 - y1) / 4.2) for x1, y1, _, _ in [*lines, *hatching(Skravering(30, 0, 50, 12), 4.2)]}
    assert steps == set(range(min(steps), max(steps) + 1))


def test_hours_without_a_date_have_no_chart() -> None:
    assert timer_figur([step("", 4.0)], None, 300, measure) is None
    assert not any(isinstance(one, Brudt) for one in tid_figur_of_nothing())


def tid_figur_of_nothing() -> tuple[object, ...]:
    axis = spanning([date(2026, 1, 1)], 14, 100)
    assert axis is not None
    return tid_figur(axis).former


def test_a_number_stands_beside_the_upright_of_today_and_never_across_it() -> None:
    today = date(2026, 3, 20)
    figur = timer_figur((step("2025-10-07", 6.0), step("2026-02-01", 8.0, 8.0)), today, 487, measure)
    assert figur is not None
    upright = next(one.x1 for one in figur.former if isinstance(one, Streg) and one.prik[:1] == (1.5,))
    paid = next(one for one in figur.former if isinstance(one, Ord) and one.tekst == "8 løn")
    half = measure(paid.tekst, paid.skrift) / 2
    assert not paid.x - half < upright < paid.x + half
    assert figur.vaerdier[1].x1 < upright < figur.vaerdier[1].x2


def test_a_number_that_is_taller_than_its_area_is_left_to_the_words_beside() -> None:
    axis = spanning([date(2025, 10, 7), date(2026, 3, 1)], 14, 168)
    assert axis is not None
    until = date(2026, 3, 1)
    for height, there in ((48.0, False), (120.0, True)):
        figur = timer_paa(axis, (step("2025-10-07", 12.0, 2.0, til=15.0),), until, measure, height)
        assert figur is not None
        assert ("2 løn" in [one.tekst for one in figur.former if isinstance(one, Ord)]) is there
