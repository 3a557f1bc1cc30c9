"""The keys of felter whose answers other records take over at the lock: every skema means the same by them."""

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
