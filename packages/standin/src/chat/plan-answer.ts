import { citedDocuments, messageText } from "./chat-request.js";
import type { ChatRequest, DocumentItem } from "./chat-request.js";
import { findSources } from "./find-sources.js";
import type { PromptSource } from "./find-sources.js";
import { schemaInstance } from "./schema-instance.js";
import { planToolCall } from "./plan-tool-call.js";
import type { PlannedCall } from "./plan-tool-call.js";
import { contentWords, sentences } from "./words.js";

/** A text item with the citation that supports it. */
export interface CitedText {
  readonly text: string;
  readonly citation: { readonly document: number; readonly quote: string } | null;
}

/** The model's output, before length limits. */
export interface AnswerPlan {
  readonly reasoning: string;
  readonly text: string;
  /** With documents that ask for citations: the text in items. */
  readonly cited: readonly CitedText[] | null;
  readonly calls: readonly PlannedCall[];
}

/** Reads the conversation and decides on an answer: the same request always gets the same one. */
export function planAnswer(request: ChatRequest): AnswerPlan {
  const call = planToolCall(request);
  const user = request.messages.findLast((message) => message.role === "user");
  const said = user === undefined ? "" : messageText(user);
  const { sources, rest } = findSources(said);
  const question = questionOf(rest);
  const given =
    sources.length === 0
      ? "No sources are given, so a short reply is right."
      : `There are ${sources.length} sources; the one that shares most words with the question is quoted.`;
  const reasoning = `The user asks: ${shorten(question)}. ${given}`;
  if (call !== null) return { reasoning, text: "", cited: null, calls: [call] };
  const documents = citedDocuments(request).filter((item) => item.citations?.enabled === true);
  if (documents.length > 0) {
    const cited = citeDocuments(question, documents);
    return { reasoning, text: cited.map(({ text }) => text).join(""), cited, calls: [] };
  }
  return { reasoning, text: say(request, sources, question), cited: null, calls: [] };
}

function say(request: ChatRequest, sources: readonly PromptSource[], question: string): string {
  const { response_format: format } = request;
  const last = request.messages.at(-1);
  const plain =
    last?.role === "tool"
      ? `The tool returned: ${messageText(last)}`
      : sources.length > 0
        ? quoteSources(question, sources, refusalSign(request))
        : reply(question);
  if (format?.type === "json_schema") return JSON.stringify(schemaInstance(format.json_schema.schema, plain, question));
  if (format?.type === "json_object") return JSON.stringify({ answer: plain });
  return plain;
}

/** Echoes; counts when asked to (`Count to 50`), which makes an answer of any length. */
function reply(question: string): string {
  const count = /\bcount (?:from 1 )?to (\d+)/iu.exec(question)?.[1];
  if (count !== undefined) return Array.from({ length: Math.min(Number(count), 100_000) }, (_, i) => i + 1).join(" ");
  return question === "" ? "Hello." : `You said: ${shorten(question)}`;
}

const questionMark = String.raw`<question[^>]*>|question\b(?:[^\n]*:[^\S\n]*\n|[^\S\n]*:?)`;
const markedQuestion = new RegExp(
  String.raw`(?:^|\n)[^\S\n]*(?:[#*]+[^\S\n]*)?(?:${questionMark})\s*(?<question>[\s\S]+)$`,
  "iu",
);

function questionOf(rest: string): string {
  const marked = markedQuestion.exec(rest)?.groups?.["question"];
  const text = (marked ?? rest).replaceAll(/<\/?[a-z][^<>]*>/giu, " ").trim();
  const paragraphs = text.split(/\n\s*\n/u).filter((part) => part.trim() !== "");
  return ((marked === undefined ? paragraphs.at(-1) : paragraphs[0]) ?? "").trim();
}

interface Found {
  readonly source: number;
  readonly sentence: string;
  readonly score: number;
}

/** The sentence that shares most of the question's words, rare ones counting more. */
function best(question: string, sources: readonly PromptSource[]): Found | null {
  const wanted = new Set(contentWords(question));
  const all = sources.flatMap(({ number, text }) =>
    sentences(text)
      .filter((sentence) => !asks(sentence, question))
      .map((sentence) => ({ source: number, sentence, words: new Set(contentWords(sentence)) })),
  );
  const weight = new Map(
    [...wanted].map((word) => [
      word,
      Math.log(1 + all.length / (1 + all.filter(({ words }) => words.has(word)).length)),
    ]),
  );
  let found: Found | null = null;
  for (const { source, sentence, words } of all) {
    let score = 0;
    let shared = 0;
    for (const [word, value] of weight) {
      if (!words.has(word)) continue;
      score += value;
      shared += 1;
    }
    // One word in a question of many is chance.
    if (shared < Math.min(2, wanted.size) || shared === 0) continue;
    // Titles, labels and table rows share many words but carry little information.
    if (!/[.!?:]["')\]]*$/u.test(sentence)) score *= 0.6;
    if (found === null || score > found.score) found = { source, sentence, score };
  }
  return found;
}

/** A question shares most words with itself and answers nothing: one in a source, or one that an example repeats. */
function asks(sentence: string, question: string): boolean {
  return /\?["')\]*`]*$/u.test(sentence) || (question !== "" && sentence.includes(question));
}

const refusalRule = new RegExp(
  [
    String.raw`\b(?:not|don't|do not|cannot)\b[^.\n"]{0,60}`,
    String.raw`\b(?:write|reply|answer|say|respond|output)\b[^.\n"]{0,40}`,
    String.raw`"(?<sign>[^"\n]{3,80})"`,
  ].join(""),
  "iu",
);

/** The text that the prompt requests, in quotation marks, when the sources do not contain the answer. */
function refusalSign(request: ChatRequest): string {
  const prompt = request.messages
    .filter(({ role }) => role !== "assistant")
    .map(messageText)
    .join("\n");
  return refusalRule.exec(prompt)?.groups?.["sign"] ?? "The sources do not contain the answer.";
}

function quoteSources(question: string, sources: readonly PromptSource[], refusal: string): string {
  const found = best(question, sources);
  if (found === null) return refusal.endsWith(":") ? `${refusal} ${shorten(question)}` : refusal;
  // A quotation mark would end the quote: take the longest part without one.
  const quote = found.sentence
    .split('"')
    .reduce((a, b) => (b.length > a.length ? b : a))
    .trim();
  const claim = quote.replace(/[.!?\s]+$/u, "");
  return `${claim} [${found.source}: "${quote}"].`;
}

function citeDocuments(question: string, documents: readonly DocumentItem[]): CitedText[] {
  const found = best(
    question,
    documents.map((item, number) => ({ number, text: documentText(item) })),
  );
  if (found === null) return [{ text: "The documents do not contain the answer.", citation: null }];
  return [
    { text: "According to the document, ", citation: null },
    { text: found.sentence, citation: { document: found.source, quote: found.sentence } },
  ];
}

/** The text of a document item; blocks of custom content joined. */
export function documentText({ source }: DocumentItem): string {
  if (source.type === "text") return source.data;
  return typeof source.content === "string" ? source.content : source.content.map(({ text }) => text).join("\n");
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
