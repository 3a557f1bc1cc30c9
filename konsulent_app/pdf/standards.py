"""What PDF/A-2a and PDF/UA-1 ask of a file beyond its tags: metadata that say so, colours that are defined, honest maps
from glyphs to text, and streams written to the letter."""

import hashlib
import re
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFInfo,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.pdfdoc import format as written

from konsulent_app.pdf.icc import srgb
from konsulent_app.pdf.rawcanvas import RawCanvas

PRODUCER = "Konsulent, ReportLab"
_TOOL = "Konsulent"

# The schema that PDF/UA's own mark belongs to is none of those PDF/A knows, so it is described in the file.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>da-DK</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_ENTRY = re.compile(r"^<([0-9A-F]{2})> <([0-9A-F]{4,6})>$", re.MULTILINE)
_BLOCK = re.compile(r"\d+ beginbfchar\n.*?endbfchar", re.DOTALL)
_MOST = 100  # entries a bfchar block may hold


class _Stream(PDFStream):
    """A stream with the end of line before ``endstream`` that the standard asks for and ReportLab leaves out.

    Both characters of it, so that a stream whose last byte is the first of them keeps its length for every reader.
    """

    def format(self, document: object) -> bytes:
        text = super().format(document)
        return text.removesuffix(b"endstream\n") + b"\r\nendstream\n"


class _Info(PDFInfo):
    """The file's own data without a day: no clock is asked, and ReportLab's fixed day would be a lie."""

    def format(self, document: object) -> bytes:
        told = {
            "Title": PDFString(self.title),
            "Creator": PDFString(self.creator),
            "Producer": PDFString(self.producer),
            "Trapped": PDFName(self.trapped),
        }
        text: bytes = written(PDFDictionary(told), document)
        return text


def write_metadata(canvas: RawCanvas, title: str) -> None:
    """The title, twice, and that the file follows PDF/A-2a and PDF/UA-1; what its colours mean; what file it is."""
    document = canvas._doc
    info = document.info = _Info()
    info.title, info.creator, info.producer = title, _TOOL, PRODUCER
    xmp = _XMP.format(title=escape(title), producer=escape(PRODUCER), tool=escape(_TOOL))
    catalog = document.Catalog
    catalog.Metadata = _Stream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp.encode())
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]  # a key that ReportLab's catalog does not know
    profile = _Stream(PDFDictionary({"N": 3}), srgb(), [PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile, "OutputProfile"),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    content = hashlib.sha256(title.encode())
    for page in document.Pages.pages:
        content.update(str(page.stream).encode())
    number = content.hexdigest()[:32]
    document._ID = f"[<{number}> <{number}>]".encode()


def write_contents(canvas: RawCanvas) -> None:
    """Store the page just shown deflated only; ReportLab would add ASCII85, a quarter more bytes for nothing."""
    page = canvas._doc.Pages.pages[-1]
    page.Contents = _Stream(content=page.stream, filters=[PDFZCompress])


def write_fonts(canvas: RawCanvas) -> None:
    """Write the font subsets now, without ReportLab's entries that map unused codes to U+0000."""
    document = canvas._doc
    for face in document.delayedFonts:
        face.addObjects(document)
    document.delayedFonts = []
    for name, stored in document.idToObject.items():
        if name.startswith("toUnicodeCMap:"):
            stored.content = _clean(stored.content)
        if type(stored) is PDFStream:
            document.idToObject[name] = _Stream(stored.dictionary, stored.content, stored.filters)


def _clean(cmap: str) -> str:
    entries = [f"<{code}> <{_utf16(int(char, 16))}>" for code, char in _ENTRY.findall(cmap) if int(char, 16)]
    blocks = [entries[i : i + _MOST] for i in range(0, len(entries), _MOST)]
    return _BLOCK.sub("\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks), cmap)


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex().upper()
