"""What can be wrong with the local database, each with its own message and way out."""

from konsulent_core.errors import WorldError


class StoreError(WorldError):
    """The local database does not do its part. Nothing was overwritten."""


class WrongKey(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Nøglen passer ikke til dette lager. Log ind med den bruger, der oprettede det, "
            "eller brug adgangssætningen eller kommunens gendannelsesnøgle."
        )


class CorruptStore(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Filen med dine besøg er skadet og er ikke rørt. Vælg »Gendan fra sikkerhedskopi«; "
            "det, der er sendt til serveren, hentes igen."
        )


class DiskFull(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Disken er fuld, så det sidste er ikke gemt endnu. Slet noget, du ikke skal bruge; "
            "vi prøver igen af os selv."
        )


class DiskFault(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Disken svarer ikke, så det sidste er ikke gemt endnu. Lad programmet stå åbent; vi prøver igen."
        )


class NewerStore(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Dine besøg er gemt af en nyere version af programmet. Opdatér programmet på denne pc; intet er ændret."
        )


class StoreBusy(StoreError):
    def __init__(self) -> None:
        super().__init__("Programmet er åbent et andet sted på denne pc. Luk det andet vindue og prøv igen.")


def translate(error: Exception) -> StoreError | None:
    """The store error that a driver's exception stands for, or None when it is none of them."""
    text = str(error)
    if "disk is full" in text:
        return DiskFull()
    if "malformed" in text or "file is not a database" in text:
        return CorruptStore()
    if "disk I/O error" in text or "unable to open" in text or "readonly" in text:
        return DiskFault()
    if "database is locked" in text:
        return StoreBusy()
    return None
