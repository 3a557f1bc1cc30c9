"""What every skema means the same by: keys of felter that other records take over, and the keys of the app's own."""

LEVERET = frozenset(
    {"afslutning.v1", "formoede.v1", "netvaerksmoede.v1", "opfoelgning.v1", "startmoede.v1", "telefon.v1"}
)
"""``Skema.key`` of those that the app is delivered with: no kommune can publish another under one of them."""

CV_DATO = "cv.dato"
OENSKER = "oensker.steder"
GEOGRAFI = "geografi.hvor"

VITAS = "vitas.nummer"
ARBEJDSTOEJ = "arbejdstoej.aftale"
OPSTART = "opstart.dato"
HVOR_TIT = "opfoelgning.hvor_tit"

AFBRUDT = "afbrud.afbrudt"
AFBRUDT_AF = "afbrud.af"
AFBRUDT_AARSAG = "afbrud.aarsag"
KUN_VED_JA = {AFBRUDT_AF: AFBRUDT, AFBRUDT_AARSAG: AFBRUDT}  # asked once the other was answered with a yes
RESULTAT = "resultat.valg"
SIDSTE_DAG = "resultat.sidste_dag"
LAERING = "naeste.laering"
