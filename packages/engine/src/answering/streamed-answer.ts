import { InvalidOptionError, type AnswerPart, type Generator, type Policy, type SearchFilter } from "@ragstone/core";
import { defaultGenerator } from "../models/defaults.js";
import type { AskOptions } from "../api/ragstone.js";
import type { Session } from "../session/session.js";
import { tracedGenerator } from "../telemetry/traced-generator.js";
import { indexEvidence } from "./index-evidence.js";

export interface StreamedAnswerOptions extends Omit<AskOptions, "filter"> {
  readonly question: string;
  readonly filter?: SearchFilter | undefined;
  readonly generator?: string | Generator;
  readonly policy?: Policy;
}

/** The chain over the session's index. */
export async function* streamedAnswer(session: Session, options: StreamedAnswerOptions): AsyncGenerator<AnswerPart> {
  const { generator: spec = defaultGenerator, judge: judgeSpec, ...rest } = options;
  const { mode, filter, diversity, expand, reranker, ...request } = rest;
  const [{ streamAnswer }, index, generator, judge] = await Promise.all([
    import("@ragstone/chain/answer"),
    session.reader(),
    typeof spec === "string" ? session.providers.generator(spec, session.models) : spec,
    typeof judgeSpec === "string" ? session.providers.generator(judgeSpec, session.models, "judge") : judgeSpec,
  ]);
  if (judge !== undefined && judge.complete === undefined)
    throw new InvalidOptionError(
      "judge",
      judge.name,
      "a model that follows instructions, such as databricks:claude-sonnet-4-6",
    );
  yield* streamAnswer({
    ...request,
    generator: tracedGenerator(generator, session.tracing),
    evidence: indexEvidence(session, index, { mode, filter, diversity, expand, reranker }),
    judge: judge && tracedGenerator(judge, session.tracing),
    onEvent: session.onEvent,
  });
}
