"""What the PDF says of itself: title, language, date and standards, and nothing of the machine and the hour."""

from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import pikepdf

from vastuumatriisi.generators.pdf_identification import PDF_UA_1
from vastuumatriisi.text.characters import undivided

from ..document import Properties

XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="" pdfaid:part="2" pdfaid:conformance="A" />
{standards}<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/" rdf:about="">
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description>
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" rdf:about="">
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
ICC_DATE = slice(24, 36)  # ICC.1:2022, 7.2: year, month, day, hour, minute and second of two bytes each
MOMENTS = {"/ID", "/DocChecksum"}  # digests of what LibreOffice wrote, with its hour


def describe(pdf: pikepdf.Pdf, properties: Properties) -> None:
    """Replace what the file says of itself."""
    producer = str(pdf.docinfo.get("/Producer", ""))
    told = {
        "/Title": properties.title,
        "/Author": properties.organisation,
        "/Subject": properties.subject,
        "/Keywords": properties.keywords,
        "/Producer": producer,
    }
    day = date.fromisoformat(properties.date)
    moment = f"D:{day:%Y%m%d}000000Z"
    stated = {key: undivided(value) for key, value in told.items()} | {"/CreationDate": moment, "/ModDate": moment}
    del pdf.docinfo
    pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary(stated))
    pdf.Root.Metadata = _metadata(pdf, stated, properties)
    pdf.Root.Lang = properties.language
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    for key in MOMENTS & pdf.trailer.keys():
        del pdf.trailer[key]
    for intent in pdf.Root.get("/OutputIntents", ()):
        _date_profile(intent.DestOutputProfile, day)


def _metadata(pdf: pikepdf.Pdf, stated: dict[str, str], properties: Properties) -> pikepdf.Stream:
    packet = XMP.format(
        standards=PDF_UA_1.decode(),
        title=escape(stated["/Title"]),
        creator=escape(stated["/Author"]),
        subject=escape(stated["/Subject"]),
        language=escape(properties.language),
        producer=escape(stated["/Producer"]),
        keywords=escape(stated["/Keywords"]),
        date=f"{properties.date}T00:00:00Z",
    )
    return pikepdf.Stream(pdf, packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def _date_profile(profile: Any, day: date) -> None:
    """Date the colour profile, which LibreOffice makes anew each time."""
    content = bytearray(profile.read_bytes())
    content[ICC_DATE] = b"".join(part.to_bytes(2, "big") for part in (day.year, day.month, day.day, 0, 0, 0))
    profile.write(bytes(content))
