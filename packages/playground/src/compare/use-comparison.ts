import { useCallback, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { ChatModel } from "../api/shapes.js";
import { askColumn } from "./ask-column.js";
import { newColumn, type Column } from "./column.js";

/** A question to several models at once. It outlives its view. */
export interface Comparison {
  readonly columns: readonly Column[];
  /** The question that was asked; `null` before the first. */
  readonly asked: string | null;
  readonly draft: string;
  readonly setDraft: (question: string) => void;
  readonly ask: (collection: string, question: string) => void;
  readonly stop: () => void;
  readonly change: (key: number, change: Partial<Column>) => void;
  readonly add: () => void;
  readonly remove: (key: number) => void;
}

/** Compares two models that are available, where there are two, until the reader chooses others. */
export function useComparison(api: Api, models: readonly ChatModel[]): Comparison {
  const [chosen, setChosen] = useState<readonly Column[] | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [draft, setDraft] = useState("");
  const control = useRef<AbortController | null>(null);
  const columns = chosen ?? firstColumns(models);
  const update = useCallback(
    (key: number, change: (column: Column) => Column) =>
      setChosen((now) => (now ?? firstColumns(models)).map((column) => (column.key === key ? change(column) : column))),
    [models],
  );
  const stop = () => control.current?.abort();
  return {
    columns,
    asked,
    draft,
    setDraft,
    stop,
    ask: (collection, question) => {
      stop();
      setAsked(question);
      const { signal } = (control.current = new AbortController());
      for (const column of columns) {
        const change = (next: (before: Column) => Column) => update(column.key, next);
        void askColumn({ api, collection, question, column, update: change, signal });
      }
    },
    change: (key, change) => update(key, (column) => ({ ...column, ...change })),
    add: () => {
      const key = Math.max(-1, ...columns.map((column) => column.key)) + 1;
      setChosen([...columns, newColumn(key, models[0]?.spec ?? "extractive")]);
    },
    remove: (key) => setChosen(columns.filter((column) => column.key !== key)),
  };
}

function firstColumns(models: readonly ChatModel[]): readonly Column[] {
  return models
    .toSorted((a, b) => Number(b.available) - Number(a.available))
    .slice(0, 2)
    .map(({ spec }, index) => newColumn(index, spec));
}
