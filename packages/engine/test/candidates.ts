import type { Candidate } from "@ragstone/core";

/** A candidate of a file named after it, with its raw scores. */
export function candidate(id: string, text = 1, vector: number | null = null, path = `${id}.md`): Candidate {
  return {
    id,
    origin: "file",
    path,
    sha256: `sha-${path}`,
    modifiedMs: 0,
    start: 0,
    end: id.length,
    text: id,
    tokens: 1,
    context: "",
    headings: [`Heading ${id}`],
    pages: [],
    scores: { text, vector },
  };
}
