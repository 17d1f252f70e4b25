import type { CallToolResult } from "@modelcontextprotocol/server";
import { hasPassed } from "@ragstone/core";
import type { VerifiedText } from "@ragstone/engine";
import { createFence } from "../../text/fence.js";
import { oneLine } from "../../text/one-line.js";
import { stripValue } from "../../text/strip-value.js";
import { citationLines, claimLine, linkTo } from "../ask/render-answer.js";
import { leftOutLines, type LeftOut } from "../left-out.js";

export interface VerifiedOutcome {
  readonly verified: VerifiedText;
  readonly collection: string;
  readonly several: boolean;
  readonly notices: readonly string[];
}

/**
 * The verdicts on at most this many claims, those that failed first, each with its citations. The
 * structured content has the same claims in the order of the text.
 */
export function renderVerified(outcome: VerifiedOutcome, claimsWanted: number): CallToolResult {
  const { verified, collection, several, notices } = outcome;
  const order = [...verified.claims].sort((one, other) => Number(hasPassed(one)) - Number(hasPassed(other)));
  const chosen = new Set(order.slice(0, claimsWanted));
  const claims = verified.claims.filter((claim) => chosen.has(claim));
  const ids = new Set(claims.flatMap(({ citations }) => citations));
  const citations = verified.citations.filter(({ id }) => ids.has(id));
  const missing = verified.claims.length - claims.length;
  const leftOut: LeftOut[] =
    missing === 0
      ? []
      : [
          {
            what: `the verdicts on ${missing} of ${verified.claims.length} claims`,
            how: "verify a shorter part of the text, or set a larger budget",
          },
        ];
  const fence = createFence();
  const failed = verified.claims.filter((claim) => !hasPassed(claim)).length;
  const text = [
    ...notices.map((notice) => oneLine(notice, 1000)),
    `${verified.claims.length - failed} of ${verified.claims.length} claims are supported. ${fence.legend}`,
    claims.map((claim) => `${claimLine(claim)}${claim.citations.map((id) => ` [${id}]`).join("")}`).join("\n"),
    ...citationLines(citations, fence),
    ...leftOutLines(leftOut),
  ].join("\n\n");
  return {
    content: [{ type: "text", text }, ...citations.map((citation) => linkTo(collection, citation))],
    structuredContent: stripValue({
      text: missing === 0 ? verified.text : "",
      claims,
      citations,
      collection: several ? collection : undefined,
      leftOut: leftOut.length === 0 ? undefined : leftOut,
      notices: notices.length === 0 ? undefined : notices,
    }),
  };
}
