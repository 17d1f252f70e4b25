/** Small documents with distinct texts, `note-1.md` and so on, by path. */
export function notes(count: number, folder = ""): Record<string, string> {
  const prefix = folder === "" ? "" : `${folder}/`;
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `${prefix}note-${at + 1}.md`,
      `# Note ${at + 1}\n\nValve ${at + 1} of ${folder || "the plant"} was opened on day ${at + 1}.\n`,
    ]),
  );
}
