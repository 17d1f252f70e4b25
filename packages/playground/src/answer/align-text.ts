/** A part of rendered text that is verbatim in the Markdown source: `source.slice(start, start + text.length) === text`. */
export interface AlignedRun {
  readonly text: string;
  /** `null` where the text is not in the source, as the characters of no escape are. */
  readonly start: number | null;
}

/** Position up to which a source has been rendered. */
export interface SourceCursor {
  readonly source: string;
  at: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * Finds rendered text in its Markdown source at or after the cursor, and moves the cursor behind it. Characters that the source has
 * but the rendering lacks (emphasis marks, backslashes) are skipped.
 */
export function alignText(text: string, cursor: SourceCursor): AlignedRun[] {
  const found = cursor.source.indexOf(text, cursor.at);
  if (found !== -1 && found + text.length <= cursor.end) {
    cursor.at = found + text.length;
    return [{ text, start: found }];
  }
  return alignCharacters(text, cursor);
}

function alignCharacters(text: string, cursor: SourceCursor): AlignedRun[] {
  const runs: AlignedRun[] = [];
  let run = { text: "", start: cursor.at };
  let at = cursor.at;
  for (const character of text) {
    const next = find(character, at, cursor);
    if (next === -1) return [{ text, start: null }];
    if (next !== run.start + run.text.length) {
      if (run.text !== "") runs.push(run);
      run = { text: "", start: next };
    }
    run.text += character;
    at = next + character.length;
  }
  cursor.at = at;
  return [...runs, run];
}

/** A line break of the source may be rendered as a space. */
function find(character: string, from: number, { source, end }: SourceCursor): number {
  const exact = source.indexOf(character, from);
  const at = character === " " && source[from] === "\n" ? from : exact;
  return at !== -1 && at < end ? at : -1;
}
