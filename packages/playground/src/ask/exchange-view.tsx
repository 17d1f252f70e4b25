import type { Answer } from "@ragstone/core";
import { AnswerFacts } from "../answer/answer-facts.js";
import { AnswerNotes } from "../answer/answer-notes.js";
import { AnswerText } from "../answer/answer-text.js";
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
  const body = answer ?? { text, claims: [], citations: [] };
  return (
    <article class="exchange">
      <h2 class="question">
        <span class="unseen">{strings.you} </span>
        {request.question}
      </h2>
      {reasoning !== "" && (
        <details class="reasoning">
          <summary>{strings.reasoning}</summary>
          <div class="plain">{reasoning}</div>
        </details>
      )}
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
      {stopped && answer === null && <p class="notice">{strings.stopped}</p>}
      {error !== null && <Failure error={error} />}
      {answer !== null && (
        <>
          <AnswerNotes notes={answer.notes} citations={answer.citations} onOpen={open} />
          <SourceList citations={answer.citations} states={exchange.rechecked} onOpen={open} />
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

function announcement({ status, claims, refusal }: Answer): string {
  if (status === "refused") return `${strings.refused}: ${refusal?.message ?? ""}`;
  const failed = claims.filter(({ verdict }) => verdict === "unsupported" || verdict === "unverified");
  return strings.answered(claims.length, failed.length);
}
