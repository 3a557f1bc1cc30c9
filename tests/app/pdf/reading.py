"""Reads a paper back: its words page by page, its tags, and unique words planted in every field it is made of."""

import dataclasses
import io
from collections.abc import Mapping
from typing import Any, get_type_hints

import pikepdf
import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """The text of each page as a reader copies it, one space between words."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


def everything(pdf: bytes) -> str:
    """The pages' text, and all that the file says outside of them: bookmarks, title, alternative texts."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        loose = [str(o) for o in document.objects if not isinstance(o, pikepdf.Stream)]
    return " ".join((*pages(pdf), *loose))


def roles(pdf: bytes) -> list[str]:
    """The roles of the structure in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _roles(document.Root.StructTreeRoot.K)


def _roles(element: pikepdf.Object) -> list[str]:
    if isinstance(element, pikepdf.Array):
        return [role for kid in element for role in _roles(kid)]
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    return [str(element.S).lstrip("/"), *(_roles(element.K) if "/K" in element else [])]


def every_mark_has_its_place(pdf: bytes) -> bool:
    """Whether each marked piece of a page stands in the structure, and nothing else does."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parents = document.Root.StructTreeRoot.ParentTree.Nums
        return all(
            [
                int(step.operands[1]["/MCID"])
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) == "BDC"
            ]
            == list(range(len(parents[2 * index + 1])))
            for index, page in enumerate(document.pages)
        )


def plant(record: Any, kept: frozenset[str]) -> tuple[Any, dict[str, str]]:
    """The record with a word of its own in every text field but those named in ``kept``; word → where it stands.

    A place is told by its fields: »aftaler.hvad«, the same for each row of a list.
    """
    words: dict[str, str] = {}
    return _planted(record, True, kept, "", words), words


def _planted(value: Any, text: bool, kept: frozenset[str], path: str, words: dict[str, str]) -> Any:
    match value:
        case str() | None if text and path:
            word = f"Zq{len(words):03d}q"  # short: a narrow column must not cut it
            words[word] = path
            return word
        case tuple():
            return tuple(_planted(item, text, kept, path, words) for item in value)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            hints = get_type_hints(type(value))
            fresh = {
                f.name: _planted(
                    getattr(value, f.name), "str" in str(hints[f.name]), kept, f"{path}.{f.name}".lstrip("."), words
                )
                for f in dataclasses.fields(value)
                if f.name not in kept
            }
            return dataclasses.replace(value, **fresh)
        case _:
            return value


def shown(words: Mapping[str, str], told: str) -> set[str]:
    """The places whose word is told."""
    return {path for word, path in words.items() if word in told}
