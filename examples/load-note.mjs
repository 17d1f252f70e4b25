// Loads `.note` files, in the worker threads: the first line is the title, the rest is the text.
export default async function loadNote({ path, bytes, sha256, modifiedMs }) {
  const text = new TextDecoder().decode(bytes);
  const end = text.indexOf("\n");
  return {
    path,
    text,
    mediaType: "text/x-note",
    sha256,
    bytes: bytes.byteLength,
    modifiedMs,
    title: text.slice(0, end),
    blocks: [
      { kind: "heading", level: 1, start: 0, end, label: text.slice(0, end) },
      { kind: "paragraph", start: end + 1, end: text.length },
    ],
    pages: [],
    hiddenCharacters: 0,
    metadata: {},
    warnings: [],
  };
}
