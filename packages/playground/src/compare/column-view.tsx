import type { Answer } from "@ragstone/core";
import { AnswerFacts } from "../answer/answer-facts.js";
import { AnswerText } from "../answer/answer-text.js";
import { Reasoning } from "../answer/reasoning.js";
import { RefusalView } from "../answer/refusal-view.js";
import type { Api } from "../api/api.js";
import type { ChatModel } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Failure } from "../parts/failure.js";
import { KeyField } from "../parts/key-field.js";
import { ModelSelect } from "../parts/model-select.js";
import type { ProviderKeys } from "../parts/provider-keys.js";
import type { OpenedSource } from "../source/opened-source.js";
import type { Column } from "./column.js";

interface ColumnViewProps {
  /** From 1. */
  readonly position: number;
  readonly column: Column;
  readonly collection: string;
  readonly models: readonly ChatModel[];
  readonly api: Api;
  readonly keys: ProviderKeys;
  readonly onChange: (change: Partial<Column>) => void;
  /** Missing where there are no more than two columns. */
  readonly onRemove?: () => void;
  readonly onOpen: (source: OpenedSource) => void;
}

/** One model's answer with its verdict counts, cost and time. */
export function ColumnView(props: ColumnViewProps) {
  const { position, column, collection, models, api, keys, onChange, onRemove, onOpen } = props;
  const { answer, error, running, stopped, waiting, text, reasoning, grounded, model, done } = column;
  const provider = model.split(":")[0]!;
  return (
    <section class="column" aria-label={strings.compare.column(position, model)}>
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
      {keys.providers.includes(provider) && (
        <KeyField key={provider} api={api} provider={provider} onKept={keys.onKept} />
      )}
      {reasoning !== "" && <Reasoning text={reasoning} />}
      {!grounded && <p class="ungrounded">{strings.compare.ungrounded}</p>}
      {answer?.status === "refused" ? (
        <RefusalView answer={answer} collection={collection} onOpen={onOpen} />
      ) : (
        <AnswerText body={answer ?? { ...unverified, text }} onCitation={(id) => openCitation(id)} />
      )}
      {running && <p class="waiting">{waiting ?? strings.answering}</p>}
      {stopped && <p class="notice">{strings.stopped}</p>}
      {error !== null && <Failure error={error} />}
      {grounded && answer === null && text !== "" && !running && <p class="notice">{strings.unchecked}</p>}
      {answer !== null && <p class="counts">{countsOf(answer)}</p>}
      {answer !== null && <AnswerFacts answer={answer} />}
      {done !== null && <AnswerFacts answer={{ model, confidence: null, ...done }} />}
      <p class="unseen" role="status">
        {answer === null ? (done === null ? "" : strings.compare.ungrounded) : countsOf(answer)}
      </p>
    </section>
  );

  function openCitation(id: number): void {
    const citation = answer?.citations.find((one) => one.id === id);
    if (citation !== undefined) onOpen({ collection, origin: citation.origin, path: citation.path, citation, answer });
  }
}

/** What a text has while it is written: the same lists each time. */
const unverified: Pick<Answer, "claims" | "citations"> = { claims: [], citations: [] };

function countsOf({ claims }: Answer): string {
  const passed = claims.filter(({ verdict }) => verdict === "quoted" || verdict === "checked");
  return strings.compare.verified(passed.length, claims.length);
}
