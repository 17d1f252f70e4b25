import { fragmentText } from "../html/fragment-text.js";

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Tags that only HTML has: feeds and exports embed it as text. */
const embeddedHtml = /<\/?(?:p|br|b|i|em|strong|a|div|span|ul|ol|li|table|tr|td|h[1-6]|img|blockquote)\b[^<>]*>/i;

/** Sections of XML that are decoded in their own ways: comments, CDATA, and text between tags. */
const section = /<!--[^]*?(?:-->|$)|<!\[CDATA\[([^]*?)(?:\]\]>|$)|<[^<>]*>|[^<]+|</g;

/**
 * Decodes the entities of a piece of XML that begins outside of tags and sections: those that XML defines, never those
 * of a document, which can grow without bound. CDATA sections become their contents, and HTML in them or in escaped text
 * becomes the text that it shows. Comments stay.
 */
export function decodeMarkup(xml: string): string {
  if (!/&|<!\[CDATA\[/.test(xml)) return xml;
  return xml.replace(section, (part, content: string | undefined) => {
    if (part.startsWith("<!--")) return part;
    if (content !== undefined) return shownText(content);
    if (part.startsWith("<")) return decodeEntities(part);
    return part.includes("&lt;") ? shownText(decodeEntities(part)) : decodeEntities(part);
  });
}

function shownText(text: string): string {
  return embeddedHtml.test(text) ? fragmentText(text).text : text;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (entity, decimal, hex, name) => {
    if (typeof name === "string") return named[name.toLowerCase()] ?? entity;
    const code = typeof decimal === "string" ? Number(decimal) : parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
  });
}
