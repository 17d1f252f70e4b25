import type { Answer } from "@ragstone/core";
import { AnswerFacts } from "../answer/answer-facts.js";
import { AnswerNotes } from "../answer/answer-notes.js";
import { AnswerText } from "../answer/answer-text.js";
import { Reasoning } from "../answer/reasoning.js";
import { RefusalView } from "../answer/refusal-view.js";
import { SourceList } from "../answer/source-list.js";
import { strings } from "../texts/strings.js";
import { Failure } from "../parts/failure.js";
import type { OpenedSource } from "../source/opened-source.js";
import { isRunning } from "./exchange.js";
import { ExchangeActions, type ExchangeActionsProps } from "./exchange-actions.js";

interface ExchangeViewProps extends Omit<ExchangeActionsProps, "answer"> {
  readonly onOpen: (source: OpenedSource) => void;
}

/** A question and its answer: text, verdicts, notes, sources, and what can be done with it. */
export function ExchangeView(props: ExchangeViewProps) {
  const { exchange, onOpen } = props;
  const { answer, collection, text, reasoning, waiting, error, stopped, request } = exchange;
  const open = (citation: Answer["citations"][number]) =>
    onOpen({ collection, origin: citation.origin, path: citation.path, citation, answer });
  const body = answer ?? { ...unverified, text };
  return (
    <article class="exchange" aria-busy={isRunning(exchange)}>
      <h2 class="question">
        <span class="unseen">{strings.you} </span>
        {request.question}
      </h2>
      {reasoning !== "" && <Reasoning text={reasoning} />}
      {answer?.status === "refused" ? (
        <RefusalView answer={answer} collection={collection} onOpen={onOpen} />
      ) : (
        <AnswerText
          body={body}
          onCitation={(id) => {
            const citation = answer?.citations.find((one) => one.id === id);
            if (citation !== undefined) open(citation);
          }}
        />
      )}
      {isRunning(exchange) && <p class="waiting">{waiting ?? strings.answering}</p>}
      {exchange.withheld && <p class="notice">{strings.withheld}</p>}
      {stopped && answer === null && !exchange.withheld && <p class="notice">{strings.stopped}</p>}
      {error !== null && <Failure error={error} />}
      {answer === null && text !== "" && !isRunning(exchange) && <p class="notice">{strings.unchecked}</p>}
      {answer !== null && (
        <>
          <AnswerNotes notes={answer.notes} citations={answer.citations} onOpen={open} />
          <SourceList citations={answer.citations} states={exchange.rechecked} onOpen={open} />
          {exchange.recheckError !== null && <Failure error={exchange.recheckError} title={strings.recheckFailed} />}
          <AnswerFacts answer={answer} />
        </>
      )}
      <ExchangeActions {...props} />
      <p class="unseen" role="status">
        {answer === null ? "" : announcement(answer)}
      </p>
    </article>
  );
}

/** What a text has while it is written: the same lists each time. */
const unverified: Pick<Answer, "claims" | "citations"> = { claims: [], citations: [] };

function announcement({ status, claims, refusal }: Answer): string {
  if (status === "refused") return `${strings.refused}: ${refusal?.message ?? ""}`;
  const failed = claims.filter(({ verdict }) => verdict === "unsupported" || verdict === "unverified");
  return strings.answered(claims.length, failed.length);
}
