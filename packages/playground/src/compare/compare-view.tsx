import { useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { ChatModel, Collection } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { AskForm } from "../ask/ask-form.js";
import type { OpenedSource } from "../source/opened-source.js";
import { askColumn } from "./ask-column.js";
import { newColumn, type Column } from "./column.js";
import { ColumnView } from "./column-view.js";

interface CompareViewProps {
  readonly api: Api;
  readonly collection: Collection;
  readonly models: readonly ChatModel[];
  readonly onOpen: (source: OpenedSource) => void;
}

const mostColumns = 4;

/** One question to several models side by side, each with its own stream. */
export function CompareView({ api, collection, models, onOpen }: CompareViewProps) {
  const [columns, setColumns] = useState(() => firstColumns(models));
  const keys = useRef(columns.length);
  const stop = useRef<AbortController | null>(null);
  const update = (key: number) => (change: Partial<Column> | ((column: Column) => Partial<Column>)) =>
    setColumns((all) =>
      all.map((column) =>
        column.key === key ? { ...column, ...(typeof change === "function" ? change(column) : change) } : column,
      ),
    );
  const [asked, setAsked] = useState<string | null>(null);
  const ask = (question: string) => {
    setAsked(question);
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    for (const column of columns) {
      void askColumn({ api, collection: collection.name, question, column, update: update(column.key), signal });
    }
  };
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
        {columns.map((column) => (
          <ColumnView
            key={column.key}
            column={column}
            collection={collection.name}
            models={models}
            onChange={update(column.key)}
            onOpen={onOpen}
            {...(columns.length > 1
              ? { onRemove: () => setColumns((all) => all.filter(({ key }) => key !== column.key)) }
              : {})}
          />
        ))}
      </div>
      {columns.length < mostColumns && (
        <button
          type="button"
          class="quiet"
          onClick={() => setColumns((all) => [...all, newColumn(keys.current++, models[0]?.spec ?? "extractive")])}
        >
          {strings.compare.add}
        </button>
      )}
      <AskForm running={columns.some(({ running }) => running)} onAsk={ask} onStop={() => stop.current?.abort()} />
    </div>
  );
}

/** Two models that are available, where there are two. */
function firstColumns(models: readonly ChatModel[]): readonly Column[] {
  return models
    .toSorted((a, b) => Number(b.available) - Number(a.available))
    .slice(0, 2)
    .map(({ spec }, index) => newColumn(index, spec));
}
