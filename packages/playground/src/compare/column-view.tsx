import type { Answer } from "@ragstone/core";
import { AnswerFacts } from "../answer/answer-facts.js";
import { AnswerText } from "../answer/answer-text.js";
import { RefusalView } from "../answer/refusal-view.js";
import type { ChatModel } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Failure } from "../parts/failure.js";
import { ModelSelect } from "../parts/model-select.js";
import type { OpenedSource } from "../source/opened-source.js";
import type { Column } from "./column.js";

interface ColumnViewProps {
  readonly column: Column;
  readonly collection: string;
  readonly models: readonly ChatModel[];
  readonly onChange: (change: Partial<Column>) => void;
  /** Missing for the only column. */
  readonly onRemove?: () => void;
  readonly onOpen: (source: OpenedSource) => void;
}

/** One model's answer with its verdict counts, cost and time. */
export function ColumnView({ column, collection, models, onChange, onRemove, onOpen }: ColumnViewProps) {
  const { answer, error, running, text, grounded, model, done } = column;
  const asked = running || text !== "" || answer !== null;
  return (
    <section class="column" aria-label={model}>
      <header>
        <ModelSelect
          label={strings.model}
          value={model}
          models={models}
          onChange={(spec) => onChange({ model: spec })}
        />
        <label class="switch">
          <input
            type="checkbox"
            checked={grounded}
            onChange={({ currentTarget }) => onChange({ grounded: currentTarget.checked })}
          />
          {strings.compare.grounded}
        </label>
        {onRemove !== undefined && (
          <button type="button" class="quiet" onClick={onRemove}>
            {strings.compare.remove}
          </button>
        )}
      </header>
      {!grounded && <p class="ungrounded">{strings.compare.ungrounded}</p>}
      {answer?.status === "refused" ? (
        <RefusalView answer={answer} collection={collection} onOpen={onOpen} />
      ) : (
        <AnswerText body={answer ?? { text, claims: [], citations: [] }} onCitation={(id) => openCitation(id)} />
      )}
      {running && <p class="waiting">{strings.answering}</p>}
      {error !== null && <Failure error={error} />}
      {answer !== null && <p class="counts">{countsOf(answer)}</p>}
      {asked && answer !== null && <AnswerFacts answer={answer} />}
      {done !== null && <AnswerFacts answer={{ model, confidence: null, ...done }} />}
    </section>
  );

  function openCitation(id: number): void {
    const citation = answer?.citations.find((one) => one.id === id);
    if (citation !== undefined) onOpen({ collection, origin: citation.origin, path: citation.path, citation, answer });
  }
}

function countsOf({ claims }: Answer): string {
  const passed = claims.filter(({ verdict }) => verdict === "quoted" || verdict === "checked");
  return strings.compare.verified(passed.length, claims.length);
}
