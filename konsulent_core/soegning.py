"""How words are compared in a search, where capitals and both spellings of å, ø and æ are the same, and in a list."""

_DANSK = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"})
_ALFABET = str.maketrans({"æ": "{", "ø": "|", "å": "}"})  # the three signs after z


def fold(text: str) -> str:
    """»Ørsted« and »oersted« alike. Not for storing: it is longer or shorter than what was written."""
    return text.casefold().translate(_DANSK)


def holds(text: str, wanted: str) -> bool:
    """Whether every word of ``wanted`` stands somewhere in ``text``; where nothing is asked, everything answers."""
    folded = fold(text)
    return all(word in folded for word in fold(wanted).split())


def alfabetisk(text: str) -> str:
    """A key that sorts as the Danish alphabet does, æ, ø and å last."""
    return text.casefold().translate(_ALFABET)
