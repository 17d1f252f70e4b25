import type { Block, TextRange } from "@ragstone/core";

/** Least length of data that is hidden: pictures are longer, keys, hashes and signatures are shorter. */
const minCharacters = 1000;

/** Lines or one run of base64 (RFC 4648), the last line shorter. */
const base64 =
  /[A-Za-z0-9+/]{40,}={0,2}(?:\r?\n[ \t]*[A-Za-z0-9+/]{40,}={0,2})*(?:\r?\n[ \t]*(?:[A-Za-z0-9+/]+={1,2}|[A-Za-z0-9+/]+(?=\s*(?:["'<>)\]]|--|$(?![^])))))?/g;

/**
 * Ranges of pictures and other files that a text contains as base64, for example in data addresses: no reader sees
 * them. None inside tables and hidden blocks. Ascending and apart. Linear.
 */
export function embeddedData(text: string, blocks: readonly Block[]): TextRange[] {
  if (text.length < minCharacters) return [];
  let at = 0;
  return Array.from(text.matchAll(base64)).flatMap(({ 0: data, index: start }) => {
    const end = start + data.length;
    while (at < blocks.length && blocks[at]!.end <= start) at += 1;
    const block = blocks[at];
    const isKept = block !== undefined && block.start < end && /^(?:table|hidden|front-matter)$/.test(block.kind);
    return data.length < minCharacters || isKept || !isEncoded(data) ? [] : [{ start, end }];
  });
}

/** Capitals, small letters and digits in turn: sequences of genes and digits have only some of them. */
function isEncoded(data: string): boolean {
  const sample = data.slice(0, minCharacters);
  return [/[A-Z]/g, /[a-z]/g, /\d/g].every((kind) => (sample.match(kind)?.length ?? 0) > sample.length / 50);
}
