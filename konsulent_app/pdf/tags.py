"""The structure tree of a tagged PDF: headings, paragraphs, tables and figures in reading order."""

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFName, PDFObject

from konsulent_app.pdf.rawcanvas import RawCanvas


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element of the structure. It is itself, not its values: parts split over pages share it."""

    role: str  # a standard structure type: H1, H2, P, Table, TR, TH, TD, Figure …
    alt: str | None = None
    scope: str | None = None  # of a TH: Column or Row


@dataclass(slots=True)
class _Node:
    element: Element
    parent: "_Node | None"
    number: int
    page: int
    kids: list["_Node | tuple[int, int]"] = field(default_factory=list)  # a child, or (page, marked content id)


class Tree:
    """Grows while the pages are drawn, is written once at the end. Pages count from 0."""

    def __init__(self) -> None:
        self._root = _Node(Element("Document"), None, 0, 0)
        self._nodes: list[_Node] = [self._root]
        self._known: dict[Element, _Node] = {}
        self._open: list[_Node] = [self._root]
        self._marked: dict[int, list[_Node]] = {}

    def enter(self, element: Element, page: int) -> None:
        node = self._known.get(element)
        if node is None:
            node = _Node(element, self._open[-1], len(self._nodes), page)
            self._known[element] = node
            self._nodes.append(node)
            self._open[-1].kids.append(node)
        self._open.append(node)

    def leave(self) -> None:
        self._open.pop()

    def mark(self, page: int) -> int:
        """The number of the next stretch of marked content on ``page``, which belongs to the open element."""
        node = self._open[-1]
        owners = self._marked.setdefault(page, [])
        node.kids.append((page, len(owners)))
        owners.append(node)
        return len(owners) - 1

    def write(self, canvas: RawCanvas) -> None:
        """Put the tree into the finished document; every page must have been shown.

        The objects are written as bytes: ReportLab's dictionaries would cost more than the rest of the paper.
        """
        document = canvas._doc
        pages = [document.idToObjectNumberAndVersion[f"Page{n + 1}"][0] for n in range(len(document.Pages.pages))]
        first = document.objectcounter + 1
        root = first + len(self._nodes)
        for node in self._nodes:
            document.Reference(_Bytes(_node(node, first, root, pages)), f"Struct{node.number}")
        entry = f"<< /Type /StructTreeRoot /K {first} 0 R /ParentTreeNextKey {len(pages)} /ParentTree {root + 1} 0 R >>"
        document.Catalog.StructTreeRoot = document.Reference(_Bytes(entry), "StructRoot")
        numbers = " ".join(
            f"{page} [{' '.join(f'{first + node.number} 0 R' for node in owners)}]"
            for page, owners in sorted(self._marked.items())
        )
        document.Reference(_Bytes(f"<< /Nums [{numbers}] >>"), "StructParents")
        document.Catalog.MarkInfo = _Bytes("<< /Marked true >>")
        for index, page in enumerate(document.Pages.pages):
            # ReportLab's page does not know these two keys; its list of keys may be longer for one page
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = index
            page.Tabs = PDFName("S")


class _Bytes(PDFObject):
    """An object already in the file's own notation (ASCII)."""

    def __init__(self, text: str) -> None:
        self._text = text.encode("ascii")

    def format(self, document: object) -> bytes:  # noqa: ARG002 - ReportLab's protocol
        return self._text


def _node(node: _Node, first: int, root: int, pages: list[int]) -> str:
    kids: list[str] = []
    for kid in node.kids:
        if isinstance(kid, _Node):
            kids.append(f"{first + kid.number} 0 R")
        elif kid[0] == node.page:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<< /Type /MCR /Pg {pages[kid[0]]} 0 R /MCID {kid[1]} >>")
    element = node.element
    parent = root if node.parent is None else first + node.parent.number
    more = ""
    if element.alt is not None:
        more += f" /Alt <FEFF{element.alt.encode('utf-16-be', 'replace').hex()}>"
    if element.scope is not None:
        more += f" /A << /O /Table /Scope /{element.scope} >>"
    return (
        f"<< /Type /StructElem /S /{element.role} /P {parent} 0 R /Pg {pages[node.page]} 0 R"
        f" /K [{' '.join(kids)}]{more} >>"
    )
