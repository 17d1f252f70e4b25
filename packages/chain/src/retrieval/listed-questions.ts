import { sharesWord } from "../conversation/shares-word.js";

/** Longest line that is still a question, UTF-16 units. */
const maxLength = 400;
const listMark = /^(?:[-*+•]|\(?\d{1,2}[.):]|(?:sub-?)?(?:question|query)\s*\d*\s*:)\s*/iu;
const quotes = /^["'“”‘’`]+|["'“”‘’`,]+$/gu;

/**
 * The questions or queries that a model listed: one per line, with or without bullets, numbers and quotation marks, or
 * as a JSON list. Introductions, repeats, lines without a word of the question and lines beyond `max` are left out; a
 * reply in another format gives none.
 */
export function listedQuestions(
  reply: string,
  { question, max }: { readonly question: string; readonly max: number },
): readonly string[] {
  const found: string[] = [];
  for (const line of fromJson(reply) ?? reply.split("\n")) {
    if (line.length > maxLength) continue;
    const text = line.trim().replace(listMark, "").replace(listMark, "").trim().replace(quotes, "").trim();
    if (text === "" || text.endsWith(":") || text.startsWith("```") || !sharesWord(text, [question])) continue;
    if (!found.some((other) => other.toLowerCase() === text.toLowerCase())) found.push(text);
  }
  return found.slice(0, max);
}

function fromJson(reply: string): readonly string[] | null {
  const [start, end] = [reply.indexOf("["), reply.lastIndexOf("]")];
  if (start < 0 || end < start) return null;
  try {
    const value = JSON.parse(reply.slice(start, end + 1)) as readonly unknown[];
    return value.every((entry) => typeof entry === "string") ? value : null;
  } catch {
    return null;
  }
}
