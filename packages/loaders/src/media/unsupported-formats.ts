/** A document format that no loader reads. */
export interface UnsupportedFormat {
  /** Of its documents, for messages. */
  readonly name: string;
  readonly advice: string;
}

/** Formats that are documents and that no loader reads, by media type. */
export const unsupportedFormats: ReadonlyMap<string, UnsupportedFormat> = new Map(
  (
    [
      ["application/msword", "Word 97-2003 documents", "Save it as .docx."],
      ["application/vnd.ms-powerpoint", "PowerPoint 97-2003 presentations", "Save it as .pptx."],
      ["application/rtf", "Rich Text documents", "Save it as .docx."],
      ["application/vnd.oasis.opendocument.text", "OpenDocument texts", "Save it as .docx."],
      ["application/vnd.oasis.opendocument.presentation", "OpenDocument presentations", "Save it as .pptx."],
      ["application/vnd.oasis.opendocument.text-flat-xml", "Flat OpenDocument texts", "Save it as .docx."],
      [
        "application/vnd.oasis.opendocument.presentation-flat-xml",
        "Flat OpenDocument presentations",
        "Save it as .pptx.",
      ],
      ["application/vnd.oasis.opendocument.graphics", "OpenDocument drawings", "Export it as .pdf."],
      ["application/vnd.ms-outlook", "Outlook messages", "Save it as .eml."],
      ["application/vnd.ms-outlook-pst", "Outlook data files", "Export its messages as .eml."],
      ["application/vnd.apple.pages", "Pages documents", "Export it as .docx or .pdf."],
      ["application/vnd.apple.numbers", "Numbers spreadsheets", "Export it as .xlsx or .csv."],
      ["application/vnd.apple.keynote", "Keynote presentations", "Export it as .pptx or .pdf."],
      ["application/x-iwork", "Documents of Pages, Numbers and Keynote", "Export it as .docx, .xlsx or .pptx."],
      ["application/onenote", "OneNote sections", "Export it as .docx or .pdf."],
      ["application/vnd.ms-htmlhelp", "Compiled HTML Help files", "Unpack it into .html files."],
      ["application/x-hwp", "Hangul documents", "Save it as .docx."],
      ["application/hwp+zip", "Hangul documents", "Save it as .docx."],
      ["application/vnd.visio", "Visio drawings", "Export it as .pdf."],
      ["application/vnd.ms-publisher", "Publisher documents", "Export it as .pdf."],
      ["application/vnd.ms-xpsdocument", "XPS documents", "Convert it to .pdf."],
      ["application/x-mobipocket-ebook", "Kindle books", "Convert it to .epub."],
      ["image/vnd.djvu", "DjVu documents", "Convert it to .pdf with a text layer."],
      ["application/vnd.wordperfect", "WordPerfect documents", "Save it as .docx."],
      ["application/vnd.ms-works", "Works documents", "Save it as .docx."],
      ["application/vnd.ms-project", "Project plans", "Export it as .xlsx or .pdf."],
      ["application/vnd.sun.xml.writer", "OpenOffice 1 texts", "Save it as .docx."],
      ["application/vnd.sun.xml.calc", "OpenOffice 1 spreadsheets", "Save it as .xlsx."],
      ["application/vnd.sun.xml.impress", "OpenOffice 1 presentations", "Save it as .pptx."],
      ["application/vnd.oasis.opendocument.graphics-flat-xml", "Flat OpenDocument drawings", "Export it as .pdf."],
      ["application/vnd.ms-word.xml", "Word documents in one XML file", "Save it as .docx."],
      ["application/vnd.ms-powerpoint.xml", "PowerPoint presentations in one XML file", "Save it as .pptx."],
      ["application/postscript", "PostScript documents", "Convert it to .pdf."],
      ["application/x-ms-reader", "Microsoft Reader books", "Convert it to .epub."],
      ["application/vnd.google-apps", "Links to Google documents", "Download it as .docx, .xlsx or .pptx."],
      ["application/ttml+xml", "TTML captions", "Convert it to .vtt or .srt."],
      ["text/x-ssa", "SubStation captions", "Convert it to .vtt or .srt."],
      ["text/x-subviewer", "SubViewer captions", "Convert it to .vtt or .srt."],
    ] as const
  ).map(([mediaType, name, advice]) => [mediaType, { name, advice }]),
);
