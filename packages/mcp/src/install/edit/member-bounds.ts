const trivia = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/uy;
const sameLine = /(?:[ \t]*\/\*[\s\S]*?\*\/)*[ \t]*(?:\/\/[^\r\n]*)?/uy;

/** Finds the end of the comma after a member, and of the comments that belong to the member. */
export function endOfMember(text: string, end: number): { readonly comma: number | null; readonly after: number } {
  const next = end + matchAt(trivia, text, end).length;
  const comma = text[next] === "," ? next + 1 : null;
  const from = comma ?? end;
  return { comma, after: from + matchAt(sameLine, text, from).trimEnd().length };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** Whether only blanks are before the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}

/** Replaces the characters from `at` to `end`, none by default. */
export function splice(text: string, at: number, inserted: string, end = at): string {
  return text.slice(0, at) + inserted + text.slice(end);
}
