const office = "application/vnd.openxmlformats-officedocument";

/**
 * {@link Loader.version} by media type, apart from the loaders: a run over an index that is up to date asks for the
 * versions and must not import a parser. Raise a number when the same bytes give other text or blocks.
 *
 * 2 of HTML and EPUB: wrappers that scripts reveal, terms of admonitions and details, articles of more pages.
 * 3 of HTML, EPUB and MHTML: headings of boxes, rows of links to other pages, sources and listings of articles.
 * 4 of HTML: pages that are lists of links say so in their metadata.
 * 2 of PDF: ligatures of TeX, characters above U+FFFF, turned text, a second reader, page labels.
 * 3 of PDF: whole tables next to footers and other tables, boxes of forms.
 * 2 of sheets: titles, merged cells, hidden rows and columns.
 * 2 of Word and PowerPoint: fields, equations, text boxes, charts, diagrams, headers and footers, alternative texts.
 * 2 of mail: the body that says more, quotes, the sender's date. 2 of Markdown: comments of MDX and Obsidian.
 * 1 of JSON, XML and properties: escapes and entities are decoded. 1 of AsciiDoc, LaTeX and Org: headings, comments.
 * 3 of Markdown, 2 of AsciiDoc, LaTeX and Org: comments of templates, whole sections, branches that are not taken.
 * 2 of XML, JSON, properties, notebooks and reStructuredText, 1 of others but tables: files in base64 are hidden.
 * 2 of captions and calendars: several voices in a cue, folded quoted-printable.
 * 3 of mail, 2 of mailboxes and web archives: bodies without a declared encoding, characters of windows-1252, stubs.
 * 3 of sheets: arithmetic noise, the whole year of short dates, fractions that begin with a point.
 * 4 of sheets: text around `General`, eras, dates of East Asian editions, text boxes and titles of charts in XLS.
 * 4 of mail, 3 of mailboxes: names of attachments.
 * 4 of Markdown: principals that are not a flat list.
 * 1: list ids, terms and captions; stored values of spreadsheet cells.
 */
const versions: ReadonlyMap<string, number> = new Map([
  ["application/pdf", 3],
  ["text/markdown", 4],
  ["text/html", 4],
  ["application/xhtml+xml", 4],
  [`${office}.wordprocessingml.document`, 2],
  [`${office}.presentationml.presentation`, 2],
  [`${office}.spreadsheetml.sheet`, 4],
  ["application/vnd.ms-excel", 4],
  ["application/vnd.ms-excel.sheet.binary.macroenabled.12", 4],
  ["application/vnd.oasis.opendocument.spreadsheet", 4],
  ["application/vnd.oasis.opendocument.spreadsheet-flat-xml", 4],
  ["application/epub+zip", 3],
  ["application/x-ipynb+json", 2],
  ["message/rfc822", 4],
  ["application/json", 2],
  ["application/x-ndjson", 2],
  ["application/xml", 2],
  ["text/x-java-properties", 2],
  ["application/mbox", 3],
  ["multipart/related", 3],
  ["text/vtt", 2],
  ["application/x-subrip", 2],
  ["text/calendar", 2],
  ["text/vcard", 2],
  ["text/asciidoc", 2],
  ["application/x-tex", 2],
  ["text/org", 2],
  ["text/x-rst", 2],
  ["text/csv", 0],
  ["text/tab-separated-values", 0],
]);

/**
 * The version of the package's loader of a media type: documents that an older version read have to be read again.
 */
export function loaderVersionOf(mediaType: string): number {
  return versions.get(mediaType) ?? 1;
}
