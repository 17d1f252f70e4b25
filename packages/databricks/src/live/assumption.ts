import type { LiveFinding } from "@ragstone/core";
import type { ResolvedChatModel, ResolvedEmbeddingModel } from "../catalogue/resolved-model.js";
import type { LiveClient } from "./live-client.js";

/** What was seen, and whether it is what was assumed; `null` if the test was not possible. */
export interface Observation {
  readonly observed: string;
  readonly asAssumed: boolean | null;
}

/** One assumption about the service and the request that tests it. */
export interface Assumption<M> {
  readonly name: string;
  readonly subject: string;
  /** In words, for the model in question. */
  readonly expected: string | ((model: M) => string);
  test(client: LiveClient, model: M): Promise<Observation>;
}

export type EmbeddingAssumption = Assumption<ResolvedEmbeddingModel>;
export type ChatAssumption = Assumption<ResolvedChatModel>;

/** Tests one assumption. A request without an answer is a finding too. */
export async function testAssumption<M>(assumption: Assumption<M>, client: LiveClient, model: M): Promise<LiveFinding> {
  const { name, subject, expected } = assumption;
  const { observed, asAssumed } = await assumption.test(client, model);
  return {
    name,
    subject,
    expected: typeof expected === "string" ? expected : expected(model),
    observed,
    outcome: asAssumed === null ? "not-tested" : asAssumed ? "as-assumed" : "differs",
  };
}
