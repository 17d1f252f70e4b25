// The documents that crash-writer.mjs writes: each text follows from path and version, so that a reader can tell a half
// one.
export const fingerprint = {
  embedder: {
    model: "crash",
    revision: "1",
    dimensions: 32,
    normalised: true,
    queryInstruction: null,
    tokenizer: "none",
  },
  chunker: "lines",
};

export function pathOf(version) {
  return `folder/${(version * 7) % 23}.md`;
}

export function textOf(path, version) {
  const lines = 3 + (version % 5);
  return Array.from(
    { length: lines },
    (_, line) =>
      `${path} version ${version}, line ${line} of words that grow ${"more and more ".repeat(1 + (version % 40))}`,
  ).join("\n");
}

export function entryOf(path, version) {
  const text = textOf(path, version);
  const chunks = [];
  let start = 0;
  for (const line of text.split("\n")) {
    chunks.push({
      start,
      end: start + line.length,
      text: line,
      tokens: 10,
      context: "",
      headings: [],
      pages: [],
      vectorKey: `${version}:${start}`,
    });
    start += line.length + 1;
  }
  const document = {
    path,
    text,
    mediaType: "text/markdown",
    sha256: String(version),
    bytes: text.length,
    modifiedMs: version,
    title: null,
    blocks: [],
    pages: [],
    hiddenCharacters: 0,
    metadata: {},
    warnings: [],
  };
  return { document, origin: "file", language: "en", chunks };
}

export function vectorsOf(entry) {
  return new Map(
    entry.chunks.map(({ vectorKey }, at) => [
      vectorKey,
      Float32Array.from({ length: 32 }, (_, index) => Math.sin((at + 1) * (index + 1))),
    ]),
  );
}
