/** Characters after a cut that its preference depends on. */
const reach = 24;

/**
 * A number in `[0, 1)` that depends only on the text after a possible cut. It breaks ties between cuts of one kind,
 * always in the same way, so that after an edit the cuts return to their previous places within a few chunks: the idea
 * of content-defined chunking (Muthitacharoen, Chen, Mazieres 2001). Less than the difference in cost between a
 * sentence end and a paragraph.
 */
export function preference(text: string, start: number): number {
  const end = Math.min(text.length, start + reach);
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193); // FNV-1a
  // The finishing steps of triple32 (Wellons 2018), to spread the last characters.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
