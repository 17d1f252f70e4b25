import type { CallToolResult } from "@modelcontextprotocol/server";
import { hasPassed, type Answer, type Citation, type Claim } from "@ragstone/core";
import { passageUri } from "../../collections/passage-uri.js";
import { createFence, type Fence } from "../../text/fence.js";
import { oneLine } from "../../text/one-line.js";
import { placeLine } from "../../text/place-line.js";
import { stripValue } from "../../text/strip-value.js";
import { leftOutLines, type LeftOut } from "../left-out.js";

export interface AnswerOutcome {
  readonly answer: Answer;
  readonly collection: string;
  readonly several: boolean;
  readonly notices: readonly string[];
}

/** An answer with the sources whose texts have at most this many characters together. */
export function renderAnswer(outcome: AnswerOutcome, characters: number): CallToolResult {
  const { answer, collection, several, notices } = outcome;
  let left = characters;
  const sources = answer.sources.filter(({ text }) => (left -= text.length) >= 0);
  const missing = answer.sources.length - sources.length;
  const leftOut: LeftOut[] =
    missing === 0
      ? []
      : [{ what: `${missing} of ${answer.sources.length} sources`, how: "search with the same question" }];
  return {
    content: [
      { type: "text", text: textOf(outcome, leftOut) },
      ...answer.citations.map((citation) => linkTo(collection, citation)),
    ],
    structuredContent: stripValue({
      ...answer,
      sources,
      collection: several ? collection : undefined,
      leftOut: leftOut.length === 0 ? undefined : leftOut,
      notices: notices.length === 0 ? undefined : notices,
    }),
  };
}

/** A link to the cited passage. */
export function linkTo(collection: string, citation: Citation): CallToolResult["content"][number] {
  const uri = passageUri(collection, citation, citation);
  return { type: "resource_link", uri, name: oneLine(citation.path, 100), mimeType: "text/plain" };
}

/** The cited spans, fenced. */
export function citationLines(citations: readonly Citation[], fence: Fence): string[] {
  return citations.map((citation) => `[${citation.id}] ${placeLine(citation)}\n${fence.wrap(citation.quote)}`);
}

/** A claim's verdict in a line. */
export function claimLine({ text, verdict, problems }: Claim): string {
  const why = problems.length === 0 ? "" : ` (${problems.join(", ")})`;
  return `- ${verdict}${why}: ${oneLine(text, 300)}`;
}

function textOf({ answer, notices, several, collection }: AnswerOutcome, leftOut: readonly LeftOut[]): string {
  const fence = createFence();
  const failed = answer.claims.filter((claim) => !hasPassed(claim));
  const closest = answer.refusal?.closest ?? [];
  return [
    ...notices.map((notice) => oneLine(notice, 1000)),
    ...(several ? [`From ${oneLine(collection)}.`] : []),
    answer.status === "refused"
      ? `Refused: ${oneLine(answer.refusal?.message ?? "The documents do not answer this.", 600)} ${fence.legend}`
      : `${fence.legend}\n\n${fence.wrap(answer.text)}`,
    ...citationLines(answer.citations, fence),
    ...(closest.length === 0 ? [] : ["Closest passages:"]),
    ...closest.map((passage) => `${placeLine(passage)}\n${fence.wrap(passage.quote)}`),
    ...(failed.length === 0 ? [] : [`Claims that failed their check:\n${failed.map(claimLine).join("\n")}`]),
    ...answer.notes.map(({ kind, message }) => `${kind}: ${oneLine(message, 600)}`),
    ...leftOutLines(leftOut),
  ].join("\n\n");
}
