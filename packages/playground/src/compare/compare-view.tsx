import type { Api } from "../api/api.js";
import type { ChatModel, Collection } from "../api/shapes.js";
import type { ProviderKeys } from "../parts/provider-keys.js";
import { strings } from "../texts/strings.js";
import { AskForm } from "../ask/ask-form.js";
import type { OpenedSource } from "../source/opened-source.js";
import { ColumnView } from "./column-view.js";
import type { Comparison } from "./use-comparison.js";

interface CompareViewProps {
  readonly api: Api;
  readonly collection: Collection;
  readonly models: readonly ChatModel[];
  readonly keys: ProviderKeys;
  readonly comparison: Comparison;
  readonly onOpen: (source: OpenedSource) => void;
}

const fewestColumns = 2;
const mostColumns = 4;

/** One question to several models side by side, each with its own stream. */
export function CompareView({ collection, comparison, ...shared }: CompareViewProps) {
  const { columns, asked, draft, setDraft, ask, stop, change, add, remove } = comparison;
  return (
    <div class="compare-view">
      <h1 class="unseen">{strings.views.compare}</h1>
      <p>{strings.compare.intro}</p>
      {asked !== null && (
        <h2 class="question">
          <span class="unseen">{strings.compare.asked}: </span>
          {asked}
        </h2>
      )}
      <div class="columns">
        {columns.map((column, index) => (
          <ColumnView
            key={column.key}
            {...shared}
            position={index + 1}
            column={column}
            collection={collection.name}
            onChange={(changed) => change(column.key, changed)}
            {...(columns.length > fewestColumns ? { onRemove: () => remove(column.key) } : {})}
          />
        ))}
      </div>
      {columns.length < mostColumns && (
        <button type="button" class="quiet" onClick={add}>
          {strings.compare.add}
        </button>
      )}
      <AskForm
        question={draft}
        onQuestion={setDraft}
        running={columns.some(({ running }) => running)}
        onAsk={(question) => ask(collection.name, question)}
        onStop={stop}
      />
    </div>
  );
}
