/** Formatting of a run with the property `w:vanish`: the text after it, up to the run's end, is not shown. */
const hiddenRun = /<w:rPr>(?:(?!<\/w:rPr>)[^])*?<w:vanish(?:\s+w:val="(?:1|true|on)")?\s*\/>(?:(?!<\/w:rPr>)[^])*<\/w:rPr>((?:(?!<\/w:r>|<w:r[ >])[^])*)<\/w:r>/g;

/** Takes hidden text out of the XML of a document, since the parser does not know it. Hidden text is a way to plant instructions. */
export function dropHiddenRuns(xml: string): { readonly xml: string; readonly characters: number } {
  if (!xml.includes("<w:vanish")) return { xml, characters: 0 };
  let characters = 0;
  const kept = xml.replace(hiddenRun, (run: string, content: string) => {
    for (const match of content.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)) characters += match[1]!.length;
    return run.slice(0, run.length - content.length - "</w:r>".length) + "</w:r>";
  });
  return { xml: kept, characters };
}
