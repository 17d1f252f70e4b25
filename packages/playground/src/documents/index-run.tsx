import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import { nextProgress, secondsLeft, type IndexProgress } from "./index-progress.js";

interface IndexRunProps {
  readonly api: Api;
  readonly collection: string;
  readonly onDone: () => void;
}

interface Running {
  readonly progress: IndexProgress;
  readonly startedMs: number;
}

/** Starts an indexing run, shows how far it is, and cancels it. */
export function IndexRun({ api, collection, onDone }: IndexRunProps) {
  const [running, setRunning] = useState<Running | null>(null);
  const [result, setResult] = useState("");
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setError(null);
    setResult("");
    setRunning({ progress: { done: 0, total: 0 }, startedMs: performance.now() });
    try {
      for await (const event of api.index(collection)) {
        setRunning((now) => now && { ...now, progress: nextProgress(now.progress, event) });
        if ("documents" in event) setResult(strings.documents.updated(event.documents));
      }
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(null);
      onDone();
    }
  };
  return (
    <div class="index-run">
      {running === null ? (
        <button type="button" onClick={() => void run()}>
          {strings.documents.update}
        </button>
      ) : (
        <>
          <Progress {...running} />
          <button type="button" onClick={() => void api.cancelIndex(collection)}>
            {strings.documents.cancel}
          </button>
        </>
      )}
      <span role="status">{result}</span>
      {error !== null && <Failure error={error} />}
    </div>
  );
}

function Progress({ progress, startedMs }: Running) {
  const { done, total } = progress;
  if (total === 0) return <progress aria-label={strings.documents.update} />;
  const left = secondsLeft(progress, performance.now() - startedMs);
  return (
    <>
      <progress aria-label={strings.documents.update} value={done} max={total} /> {done} / {total}{" "}
      {left !== null && strings.documents.eta(Math.ceil(left))}
    </>
  );
}
