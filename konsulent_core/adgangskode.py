"""What a password of one's own must be, and in which words it is said what to do instead."""

SHORTEST, LONGEST = 12, 256
_FEW = 5  # different characters


def fault(new: str, old: str, login: str, name: str) -> str:
    """What is wrong with ``new``, in Danish and with what to do; "" when it may be used."""
    plain = new.casefold()
    if len(new) < SHORTEST:
        return f"Adgangskoden skal have mindst {SHORTEST} tegn. Fire tilfældige ord er gode."
    if len(new) > LONGEST:
        return f"Adgangskoden kan højst have {LONGEST} tegn. Skriv en kortere."
    if new == old:
        return "Den nye adgangskode er den samme som den gamle. Vælg en anden."
    if len(set(plain)) < _FEW:
        return "Adgangskoden er de samme få tegn igen og igen. Fire tilfældige ord er gode."
    own = [part for part in (login, *login.replace("@", ".").split("."), *name.split()) if len(part) > len("abc")]
    rest = plain
    for part in own:
        rest = rest.replace(part.casefold(), "")
    if len(rest) < SHORTEST // 2:
        return "Adgangskoden er næsten dit eget navn. Fire tilfældige ord er gode."
    return ""
