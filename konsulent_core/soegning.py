"""How words are compared when somebody searches: capitals and the two spellings of å, ø and æ count as the same."""

_DANSK = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """»Ørsted« and »oersted« alike. Not for storing: it is longer or shorter than what was written."""
    return text.casefold().translate(_DANSK)


def holds(text: str, wanted: str) -> bool:
    """Whether every word of ``wanted`` stands somewhere in ``text``; where nothing is asked, everything answers."""
    folded = fold(text)
    return all(word in folded for word in fold(wanted).split())
