import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { RunState } from "../api/shapes.js";
import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import { roundedTime, secondsLeft } from "./index-progress.js";

interface IndexRunProps {
  readonly api: Api;
  readonly collection: string;
  /** Of a run that this page or something else began. */
  readonly run: RunState | null;
  readonly onDone: () => void;
}

/** Starts an indexing run, shows how far it is, and cancels it. */
export function IndexRun({ api, collection, run, onDone }: IndexRunProps) {
  const [isRunning, setRunning] = useState(false);
  const [result, setResult] = useState("");
  const [error, setError] = useState<unknown>(null);
  const start = async () => {
    setError(null);
    setResult("");
    setRunning(true);
    try {
      for await (const event of api.index(collection))
        if ("documents" in event) setResult(strings.documents.updated(event.documents));
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
      onDone();
    }
  };
  return (
    <div class="index-run">
      {isRunning ? (
        <button type="button" onClick={() => void api.cancelIndex(collection).catch(setError)}>
          {strings.documents.cancel}
        </button>
      ) : (
        <button type="button" onClick={() => void start()}>
          {strings.documents.update}
        </button>
      )}
      {(isRunning || run?.indexing === true) && <Progress progress={run?.progress ?? null} />}
      <span role="status">{result}</span>
      {error !== null && <Failure error={error} />}
    </div>
  );
}

function Progress({ progress }: Pick<RunState, "progress">) {
  const label = strings.documents.running;
  if (progress === null || progress.total === 0) return <progress aria-label={label} />;
  const { done, total } = progress;
  const left = secondsLeft(progress);
  return (
    <>
      <progress aria-label={label} value={done} max={total} />
      <span class="facts">
        {strings.documents.count(done.toLocaleString("en"), total.toLocaleString("en"))}
        {left !== null && `, ${strings.documents.eta(roundedTime(left))}`}
      </span>
    </>
  );
}
