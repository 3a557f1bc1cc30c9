"""What can stand between a person and the store key, each with its own message and way on."""

from konsulent_core.errors import BugError, UserError, WorldError


class KeyTrouble(WorldError):
    """The store key cannot be had this way just now. Nothing was changed."""


class KeyFileMissing(KeyTrouble):
    def __init__(self) -> None:
        super().__init__(
            "Nøglefilen til dine besøg mangler på denne pc. Få den lagt tilbage fra en sikkerhedskopi af pc'en; "
            "uden den kan lageret ikke åbnes. Det, der er sendt til serveren, kan hentes igen."
        )


class KeyFileDamaged(KeyTrouble):
    def __init__(self) -> None:
        super().__init__(
            "Nøglefilen til dine besøg er skadet og er ikke rørt. Få den lagt tilbage fra en sikkerhedskopi af pc'en; "
            "uden den kan lageret ikke åbnes. Det, der er sendt til serveren, kan hentes igen."
        )


class KeyFileUnreachable(KeyTrouble):
    def __init__(self) -> None:
        super().__init__(
            "Nøglefilen kan ikke læses eller skrives lige nu. Se, om disken er fuld eller optaget, og prøv igen."
        )


class NewerKeyFile(KeyTrouble):
    def __init__(self) -> None:
        super().__init__(
            "Nøglefilen er skrevet af en nyere version af programmet. Opdatér programmet på denne pc; intet er ændret."
        )


class KeyringUnavailable(KeyTrouble):
    def __init__(self) -> None:
        super().__init__(
            "Pc'ens nøglering er låst eller mangler. Lås den op og prøv igen, eller brug adgangssætningen."
        )


class KeyringForgot(KeyTrouble):
    """The keyring answers, but no longer holds this store's entry: a reset profile, or another user's."""

    def __init__(self) -> None:
        super().__init__(
            "Pc'ens nøglering kender ikke længere dette lager. Brug adgangssætningen eller kommunens "
            "gendannelsesnøgle; dine besøg ligger her stadig."
        )


class NoSuchWrapping(KeyTrouble):
    """The key file has none of the kind that was asked for: no passphrase was ever chosen, say."""


class NoKeyringWrapping(NoSuchWrapping):
    def __init__(self) -> None:
        super().__init__("Lageret åbnes ikke med pc'ens nøglering. Brug adgangssætningen.")


class NoPassphraseWrapping(NoSuchWrapping):
    def __init__(self) -> None:
        super().__init__(
            "Der er ikke valgt nogen adgangssætning til dette lager. Brug pc'ens nøglering eller kommunens "
            "gendannelsesnøgle."
        )


class NoRecoveryWrapping(NoSuchWrapping):
    def __init__(self) -> None:
        super().__init__(
            "Lageret er oprettet uden kommunens gendannelsesnøgle. Brug pc'ens nøglering eller adgangssætningen."
        )


class WrongPassphrase(UserError):
    def __init__(self) -> None:
        super().__init__(
            "Adgangssætningen passer ikke. Se efter store bogstaver og mellemrum, og prøv igen.", "adgangssaetning"
        )


class WeakPassphrase(UserError):
    def __init__(self, shortest: int) -> None:
        super().__init__(
            f"Adgangssætningen skal have mindst {shortest} tegn. Fire tilfældige ord er gode.", "adgangssaetning"
        )


class PassphraseNeeded(UserError):
    """Without a keyring a passphrase is what opens the store every day."""

    def __init__(self) -> None:
        super().__init__(
            "Denne pc har ingen nøglering. Vælg en adgangssætning, som åbner dine besøg hver dag.", "adgangssaetning"
        )


class WrongRecoveryKey(UserError):
    def __init__(self) -> None:
        super().__init__(
            "Gendannelsesnøglen hører ikke til dette lager. Bed kommunens administrator om den rigtige.",
            "gendannelsesnoegle",
        )


class KeyFileThere(BugError):
    """A second key would lock up what the first has encrypted."""

    def __init__(self) -> None:
        super().__init__("Der ligger allerede en nøgle til dette lager; den er ikke rørt.")
