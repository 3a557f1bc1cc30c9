"""What PDF/UA-1 asks of a file beyond its tags: metadata that say so, and honest maps from glyphs to text."""

import re
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, PDFZCompress

from konsulent_app.pdf.rawcanvas import RawCanvas

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>da-DK</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_ENTRY = re.compile(r"^<[0-9A-F]{2}> <([0-9A-F]{4})>$", re.MULTILINE)
_BLOCK = re.compile(r"\d+ beginbfchar\n.*?endbfchar", re.DOTALL)
_MOST = 100  # entries a bfchar block may hold


def write_metadata(canvas: RawCanvas, title: str) -> None:
    """The title once more, as XMP, and that the file follows PDF/UA-1."""
    stream = PDFStream(content=_XMP.format(title=escape(title)).encode())
    stream.dictionary = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    canvas._doc.Catalog.Metadata = stream


def write_contents(canvas: RawCanvas) -> None:
    """Store the page just shown deflated only; ReportLab would add ASCII85, a quarter more bytes for nothing."""
    page = canvas._doc.Pages.pages[-1]
    page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])


def write_fonts(canvas: RawCanvas) -> None:
    """Write the font subsets now, without ReportLab's entries that map unused codes to U+0000."""
    document = canvas._doc
    for face in document.delayedFonts:
        face.addObjects(document)
    document.delayedFonts = []
    for name, stored in document.idToObject.items():
        if name.startswith("toUnicodeCMap:"):
            stored.content = _clean(stored.content)


def _clean(cmap: str) -> str:
    entries = [m.group(0) for m in _ENTRY.finditer(cmap) if m.group(1) != "0000"]
    blocks = [entries[i : i + _MOST] for i in range(0, len(entries), _MOST)]
    return _BLOCK.sub("\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks), cmap)
