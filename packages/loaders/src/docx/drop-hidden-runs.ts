/**
 * Characters between the start of a run's properties and a property: there are some forty properties, each well below
 * 100.
 */
const maxPropertyCharacters = 4000;

const hides = /^<w:vanish(?:\s+w:val="(?:1|true|on)")?\s*\/>/;
const shownText = /<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g;

/**
 * Takes the content of runs with the property `w:vanish` out of the XML of a document, since the parser does not know
 * it. Hidden text is a way to plant instructions. Linear.
 */
export function dropHiddenRuns(xml: string): { readonly xml: string; readonly characters: number } {
  let characters = 0;
  let kept = "";
  let from = 0;
  for (let at = xml.indexOf("<w:vanish"); at !== -1; at = xml.indexOf("<w:vanish", at + 1)) {
    if (at < from || !hides.test(xml.slice(at, at + 40))) continue;
    const before = xml.slice(Math.max(from, at - maxPropertyCharacters), at);
    if (before.lastIndexOf("<w:rPr>") <= before.lastIndexOf("</w:rPr>")) continue;
    const properties = xml.indexOf("</w:rPr>", at);
    const end = properties === -1 ? -1 : xml.indexOf("</w:r>", properties);
    if (end === -1) break;
    const content = xml.slice(properties + "</w:rPr>".length, end);
    // Properties of a paragraph mark: the run that follows is another.
    if (/<w:r[ >]/.test(content)) continue;
    for (const match of content.matchAll(shownText)) characters += match[1]!.length;
    kept += xml.slice(from, properties + "</w:rPr>".length);
    from = end;
  }
  return { xml: kept + xml.slice(from), characters };
}
