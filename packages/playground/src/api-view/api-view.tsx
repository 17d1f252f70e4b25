import { useEffect, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { Collection } from "../api/shapes.js";
import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import { OperationForm } from "./operation-form.js";
import { operationsOf, type ApiDocument, type Operation } from "./operations-of.js";

interface ApiViewProps {
  readonly api: Api;
  readonly collection: Collection;
}

const address = "api/openapi.json";

/** The server's API from its own description, to try. */
export function ApiView({ api, collection }: ApiViewProps) {
  const [operations, setOperations] = useState<readonly Operation[]>([]);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      const response = await api.send(address, { signal: stop.signal });
      setOperations(operationsOf((await response.json()) as ApiDocument));
    };
    load().catch((failure: unknown) => stop.signal.aborted || setError(failure));
    return () => stop.abort();
  }, [api]);
  return (
    <div class="api-view">
      <h1>{strings.views.api}</h1>
      <p>
        {strings.api.intro}{" "}
        <a href={address} target="_blank" rel="noopener">
          {strings.api.document}
        </a>
      </p>
      {error !== null && <Failure error={error} />}
      {operations.map((operation) => (
        <OperationView key={operation.operationId} api={api} operation={operation} collection={collection.name} />
      ))}
    </div>
  );
}

interface OperationViewProps {
  readonly api: Api;
  readonly operation: Operation;
  readonly collection: string;
}

function OperationView({ api, operation, collection }: OperationViewProps) {
  const [isOpen, setOpen] = useState(false);
  const { method, path, summary, description } = operation;
  return (
    <details class="operation" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <code>
          <strong>{method}</strong> {path}
        </code>{" "}
        <span class="hint">{summary}</span>
      </summary>
      {description !== undefined && <p class="hint">{description}</p>}
      {isOpen && <OperationForm api={api} operation={operation} collection={collection} />}
    </details>
  );
}
