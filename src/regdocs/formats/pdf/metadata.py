"""The XMP metadata that makes one file PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from collections.abc import Callable

# PDF/A allows a property outside its own schemas only with a description of it: ISO 19005-2, 6.6.2.3.
UNIVERSAL_ACCESS = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def with_universal_access(original: Callable[..., bytes]) -> Callable[..., bytes]:
    """WeasyPrint's generator of RDF metadata, `original`, with the PDF/UA identifier and its schema added."""

    def generate(*arguments: object, **named: object) -> bytes:
        rdf = original(*arguments, **named).decode("utf-8")
        head, end, tail = rdf.rpartition("</rdf:RDF>")
        return f"{head}{UNIVERSAL_ACCESS}{end}{tail}".encode()

    return generate
