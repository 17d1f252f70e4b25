import type { Api } from "../api/api.js";
import { strings } from "../texts/strings.js";
import { CopyButton } from "../parts/copy-button.js";
import { saveBlob } from "../parts/save-blob.js";
import { codeFor, type CodeKind } from "./code-for.js";
import { isRunning, type Exchange } from "./exchange.js";
import { useState } from "preact/hooks";

/** What the actions of an exchange need. */
export interface ExchangeActionsProps {
  readonly api: Api;
  readonly exchange: Exchange;
  readonly folder: string;
  readonly onRetry: () => void;
}

const kinds = Object.keys(strings.codeKinds) as CodeKind[];

/** Ask again, copy, save, and the code that asks the same. */
export function ExchangeActions({ api, exchange, folder, onRetry }: ExchangeActionsProps) {
  const [kind, setKind] = useState<CodeKind>("curl");
  if (isRunning(exchange)) return null;
  const { answer, collection, request } = exchange;
  const code = codeFor(kind, { origin: location.origin, collection, folder, request });
  return (
    <div class="actions">
      <button type="button" class="quiet" onClick={onRetry}>
        {strings.retry}
      </button>
      {answer !== null && (
        <>
          <CopyButton text={answer.text} />
          <button
            type="button"
            class="quiet"
            onClick={() => void api.exportHtml(collection, answer).then((page) => saveBlob(page, "answer.html"))}
          >
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
    </div>
  );
}
