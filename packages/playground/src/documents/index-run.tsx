import { useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { strings } from "../texts/strings.js";
import type { IndexProgress } from "../api/shapes.js";
import { Failure } from "../parts/failure.js";

interface IndexRunProps {
  readonly api: Api;
  readonly collection: string;
  readonly onDone: () => void;
}

/** Starts an indexing run, shows how far it is, and ends it. */
export function IndexRun({ api, collection, onDone }: IndexRunProps) {
  const [progress, setProgress] = useState<IndexProgress | null>(null);
  const [result, setResult] = useState("");
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);
  const run = async () => {
    const { signal } = (stop.current = new AbortController());
    setError(null);
    setResult("");
    setProgress({ done: 0, total: 0 });
    try {
      for await (const event of api.index(collection, signal)) {
        if (event.type === "progress") setProgress(event);
        else
          setResult(
            strings.documents.updated(event.documents.indexed, event.documents.removed, event.documents.failed),
          );
      }
    } catch (failure) {
      if (!signal.aborted) setError(failure);
    } finally {
      setProgress(null);
      onDone();
    }
  };
  return (
    <div class="index-run">
      {progress === null ? (
        <button type="button" onClick={() => void run()}>
          {strings.documents.update}
        </button>
      ) : (
        <>
          <progress
            aria-label={strings.documents.update}
            {...(progress.total > 0 ? { value: progress.done, max: progress.total } : {})}
          />
          {progress.total > 0 && ` ${progress.done} / ${progress.total} `}
          {typeof progress.secondsLeft === "number" && strings.documents.eta(Math.ceil(progress.secondsLeft))}
          <button type="button" onClick={() => stop.current?.abort()}>
            {strings.documents.cancel}
          </button>
        </>
      )}
      <span role="status">{result}</span>
      {error !== null && <Failure error={error} />}
    </div>
  );
}
