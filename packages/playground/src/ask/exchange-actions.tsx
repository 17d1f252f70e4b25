import type { Answer } from "@ragstone/core";
import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { strings } from "../texts/strings.js";
import { CopyButton } from "../parts/copy-button.js";
import { Failure } from "../parts/failure.js";
import { saveBlob } from "../parts/save-blob.js";
import { codeFor, type CodeKind } from "./code-for.js";
import { isRunning, type Exchange } from "./exchange.js";

/** What the actions of an exchange need. */
export interface ExchangeActionsProps {
  readonly api: Api;
  readonly exchange: Exchange;
  /** `null` where the caller does not know it. */
  readonly folder: string | null;
  readonly onRetry: () => void;
}

const kinds = Object.keys(strings.codeKinds) as CodeKind[];

/** Ask again, copy, save, and the code that asks the same. */
export function ExchangeActions({ api, exchange, folder, onRetry }: ExchangeActionsProps) {
  const [kind, setKind] = useState<CodeKind>("curl");
  const [error, setError] = useState<unknown>(null);
  if (isRunning(exchange)) return null;
  const { answer, collection, request } = exchange;
  const code = codeFor(kind, { origin: location.origin, collection, folder, request });
  const save = async (saved: Answer) => {
    setError(null);
    await api.exportHtml(collection, saved).then((page) => saveBlob(page, "answer.html"), setError);
  };
  return (
    <div class="actions">
      <button type="button" class="quiet" onClick={onRetry}>
        {strings.retry}
      </button>
      {answer !== null && (
        <>
          <CopyButton text={answer.text} />
          <button type="button" class="quiet" onClick={() => void save(answer)}>
            {strings.export}
          </button>
        </>
      )}
      <details class="code">
        <summary>{strings.code}</summary>
        <div role="group" aria-label={strings.code} class="choices">
          {kinds.map((one) => (
            <button key={one} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>
              {strings.codeKinds[one]}
            </button>
          ))}
          <CopyButton text={code} />
        </div>
        <pre tabIndex={0}>{code}</pre>
      </details>
      {error !== null && <Failure error={error} />}
    </div>
  );
}
