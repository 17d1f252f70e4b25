/** The texts of the pages, read by `pdf-parse`; `null` where it is not installed or cannot read the file. */
export async function pageTexts(bytes: Uint8Array): Promise<string[] | null> {
  const library = await import("pdf-parse").catch(() => null);
  if (library === null) return null;
  // The reader takes over the memory of its input.
  const parser = new library.PDFParse({ data: bytes.slice(), verbosity: 0 });
  try {
    const { pages } = await parser.getText({ pageJoiner: "" });
    return pages.map(({ text }) => text);
  } catch {
    return null;
  } finally {
    await parser.destroy().catch(() => {});
  }
}
