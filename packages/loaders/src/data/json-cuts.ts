/** Characters above which a record is cut at its members: about twice the default chunk of 400 tokens. */
const maxCharacters = 3000;

/** Depth below which values are not cut: nobody writes or reads that. */
const maxDepth = 500;

interface Container {
  readonly start: number;
  /** Starts of its members, with nested ones of long members. */
  readonly cuts: number[];
}

/**
 * Positions that separate the records of a JSON text: members of the outermost value, and members of values longer than
 * 3,000 characters. Needs no sound JSON. Linear; keeps one number per member of the values that are open.
 */
export function jsonCuts(text: string): number[] {
  const top: Container = { start: 0, cuts: [] };
  const open: Container[] = [top];
  let deeper = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = stringEnd(text, at) - 1;
    else if (code === 44) {
      if (deeper === 0) open.at(-1)!.cuts.push(nextStart(text, at + 1));
    } else if (code === 123 || code === 91) {
      if (open.length > maxDepth) deeper += 1;
      else open.push({ start: at, cuts: [nextStart(text, at + 1)] });
    } else if (code === 125 || code === 93) {
      if (deeper > 0) deeper -= 1;
      else if (open.length > 1) closeContainer(open, at);
    }
  }
  while (open.length > 1) closeContainer(open, text.length);
  return top.cuts.filter((cut) => cut > 0 && cut < text.length);
}

/** Keeps the members of an outermost or long value. */
function closeContainer(open: Container[], end: number): void {
  const { start, cuts } = open.pop()!;
  if (open.length > 1 && end - start <= maxCharacters) return;
  const outer = open.at(-1)!.cuts;
  for (const cut of cuts) if (cut > (outer.at(-1) ?? -1)) outer.push(cut);
}

/** After a string that opens at a position: after its quote, or at the end of the line if the quote is missing. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at + 1;
    else if (code === 10) return at;
  }
  return text.length;
}

/** The next character that is no white space, or the start of its line if only indentation precedes it. */
function nextStart(text: string, from: number): number {
  let lineStart = from;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) lineStart = at + 1;
    else if (code !== 32 && code !== 9 && code !== 13) return lineStart === from ? at : lineStart;
  }
  return text.length;
}
