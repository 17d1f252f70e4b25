/** A numbered source in a prompt. */
export interface PromptSource {
  readonly number: number;
  readonly text: string;
}

export interface ReadPrompt {
  readonly sources: readonly PromptSource[];
  /** The prompt without its sources. */
  readonly rest: string;
}

const attribute = String.raw`\s(?:id|n|nr|number|index|source)=["']?(?<attribute>\d+)["']?`;
const bare = String.raw`[\s:#](?<bare>\d+)(?=[\s>])`;
const tagged = new RegExp(
  String.raw`<(?<tag>[a-z][\w-]*)(?=[\s:#])[^<>\n]*?(?:${attribute}|${bare})[^<>\n]*>\n?` +
    String.raw`(?<text>[\s\S]*?)<\/\k<tag>\s*>`,
  "giu",
);
const bracketed = String.raw`\[(?<bracket>\d{1,3})\]`;
const worded = String.raw`(?:source|document|passage|context|excerpt)[ \t]*#?(?<word>\d{1,3})`;
const heading = new RegExp(String.raw`^(?:[#>*=-]+[ \t]*)?(?:${bracketed}|${worded})(?<title>[^\n]*)$`, "gimu");
const fence = /^[ \t]*(?:```|~~~|<<<|>>>|-{3,}|={3,})[^\n]*$/gmu;

/**
 * Finds numbered sources: elements with a number (`<source id="2">…</source>`), or blocks under a numbered line (`[2]`,
 * `Source 2: …`) up to the next such line, a fence, or a line that starts with `Question`.
 */
export function findSources(prompt: string): ReadPrompt {
  const elements = [...prompt.matchAll(tagged)];
  if (elements.length > 0) {
    const sources = elements.map(({ groups }) => ({
      number: Number(groups?.["attribute"] ?? groups?.["bare"]),
      text: groups?.["text"] ?? "",
    }));
    return { sources, rest: prompt.replaceAll(tagged, "\n") };
  }
  const lines = [...prompt.matchAll(heading)];
  const sources: PromptSource[] = [];
  let rest = prompt.slice(0, lines[0]?.index ?? prompt.length);
  for (const [i, match] of lines.entries()) {
    const start = match.index + match[0].length;
    const limit = lines[i + 1]?.index ?? prompt.length;
    const end = endOfBlock(prompt, start, limit);
    const title = (match.groups?.["title"] ?? "").replace(/^[\s:.)-]+/u, "");
    // A title line belongs to the text only if there is no text below it.
    const below = prompt.slice(start, end).replaceAll(fence, "").trim();
    sources.push({
      number: Number(match.groups?.["bracket"] ?? match.groups?.["word"]),
      text: below === "" ? title : below,
    });
    rest += prompt.slice(end, limit);
  }
  return { sources: sources.filter(({ text }) => text !== ""), rest };
}

function endOfBlock(prompt: string, start: number, limit: number): number {
  const question = /^\s*(?:[#*<]+\s*)?question\b/gimu;
  question.lastIndex = start;
  const at = question.exec(prompt)?.index ?? limit;
  return Math.min(limit, at);
}
