import type { Random } from "./random.js";

/** Larger mutants say more about memory than about parsers. */
const maxBytes = 256 * 1024;

/** Values that parsers trip over: lengths, counts and offsets at the edges of their types. */
const numbers = [
  "0",
  "-1",
  "1",
  "255",
  "65536",
  "2147483647",
  "4294967296",
  "99999999999999999999",
  "1e308",
  "NaN",
  "",
];

/** Pieces of markup and text that change the state of a parser or break naive offsets. */
const letters = "<>&\"'/\\{}[]()|`*_#:;,=-\r\n\t\0".split("");
const markup = ["<!--", "-->", "<![CDATA[", "]]>", "&#xD83D;", "&#0;", "&a;", "<?xml ", "</", "/>", "```", "---\n"];
const others = [
  "\u{1F600}",
  "\u202E",
  "\uFEFF",
  "\u2028",
  "e\u0301",
  "endobj",
  "stream\n",
  ">>",
  "<<",
  " R",
  "\r\n.\r\n",
];
const pieces = [...letters, ...markup, ...others].map((piece) => Buffer.from(piece));

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(8); left > 0; left -= 1) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    copy[at] = copy[at]! ^ (1 << random.below(8));
    return copy;
  },
  (bytes, random) => splice(bytes, spanOf(bytes, random), Buffer.alloc(0)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const [start, end] = spanOf(bytes, random);
    const times = random.pick([2, 2, 3, 50, 5000]);
    const span = bytes.subarray(start, Math.min(end, start + Math.floor(maxBytes / times)));
    return splice(bytes, [start, end], Buffer.concat(Array.from({ length: times }, () => span)));
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const [start, end] = spanOf(bytes, random);
    return splice(bytes, [at, at], bytes.subarray(start, end));
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const times = random.pick([1, 1, 1, 2, 2000]);
    const piece = random.pick(pieces);
    return splice(bytes, [at, at], Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  (bytes, random) => {
    const [start, end] = spanOf(bytes, random);
    return splice(bytes, [start, end], Buffer.alloc(end - start, random.pick([0, 0xff, 0x20, 0x0a])));
  },
  (bytes, random) => {
    // Numbers are replaced as text: lengths of streams, spans of cells, levels of lists.
    const text = bytes.toString("latin1");
    const places = Array.from(text.matchAll(/\d+/g)).slice(0, 5000);
    if (places.length === 0) return bytes;
    const { index, 0: digits } = random.pick(places);
    return splice(bytes, [index, index + digits.length], Buffer.from(random.pick(numbers)));
  },
];

/** A file with one to four random changes. */
export function mutateBytes(bytes: Uint8Array, random: Random): Buffer {
  let mutant: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0 && mutant.length > 0; left -= 1)
    mutant = random.pick(mutations)(mutant, random).subarray(0, maxBytes);
  return mutant;
}

/** Mostly short, seldom up to the whole file. */
function spanOf(bytes: Buffer, random: Random): [number, number] {
  const length = 1 + random.below(random.pick([4, 16, 64, 512, bytes.length]));
  const start = random.below(bytes.length);
  return [start, Math.min(bytes.length, start + length)];
}

function splice(bytes: Buffer, [start, end]: readonly [number, number], inserted: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(end)]);
}
