"""What a new praktik's steps say of themselves so far: a line under each in the rail. No Qt."""

from konsulent_core.praktik_udkast import SMART, PraktikUdkast, UdkastTrin
from konsulent_core.uge_ord import sagt

IKKE_SVARET = "ikke svaret"


def svar_ord(udkast: PraktikUdkast, trin: UdkastTrin, virksomhed: str, formaal: str) -> str:
    """»2 dage, 5 timer om ugen«. ``virksomhed`` and ``formaal`` are the words of what is chosen, "" for nothing."""
    plan = udkast.blokke()
    counted = ((len(udkast.skaanehensyn), "nyt hensyn", "nye hensyn"), (len(udkast.opgaver), "opgave", "opgaver"))
    said = {
        UdkastTrin.VIRKSOMHED: virksomhed,
        UdkastTrin.UGEPLAN: sagt(plan) if plan else "",
        UdkastTrin.FORMAAL: formaal,
        UdkastTrin.DELMAAL: _delmaal(udkast),
        UdkastTrin.SKAANEHENSYN: ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counted if n),
        UdkastTrin.BEKYMRING: {None: "", True: "Ja, følg hver uge", False: "Nej"}[udkast.bekymring],
    }
    return said[trin] or IKKE_SVARET


def _delmaal(udkast: PraktikUdkast) -> str:
    written = [delmaal for delmaal in udkast.delmaal if delmaal.tekst.strip()]
    if len(written) == 1:
        return f"1 delmål, SMART {len(written[0].smart)} af {len(SMART)}"
    return f"{len(written)} delmål" if written else ""
