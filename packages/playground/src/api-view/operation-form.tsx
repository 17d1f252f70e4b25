import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import { exampleOf } from "./example-of.js";
import type { Operation } from "./operations-of.js";
import { useSending, type Received } from "./use-sending.js";

interface OperationFormProps {
  readonly api: Api;
  readonly operation: Operation;
  readonly collection: string;
}

/** The parameters and the body of an operation, and what the server answered. */
export function OperationForm({ api, operation, collection }: OperationFormProps) {
  const { parameters, json, takesFile } = operation;
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ collection });
  const [body, setBody] = useState(() => (json === null ? "" : JSON.stringify(exampleOf(json), null, 2)));
  const [file, setFile] = useState<File | null>(null);
  const { send, stop, isRunning, received, error } = useSending(api);
  const content = () => (takesFile ? (file ?? new Blob()) : json === null ? undefined : parsed(body));
  return (
    <form
      class="operation-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(operation, values, content);
      }}
    >
      {parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={values[parameter.name] ?? ""}
          onValue={(value) => setValues({ ...values, [parameter.name]: value })}
        />
      ))}
      {json !== null && (
        <label>
          {strings.api.body}
          <textarea
            class="code-field"
            rows={Math.min(14, body.split("\n").length + 1)}
            spellcheck={false}
            value={body}
            onInput={({ currentTarget }) => setBody(currentTarget.value)}
          />
        </label>
      )}
      {takesFile && (
        <label>
          {strings.api.file}{" "}
          <input type="file" onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)} />
        </label>
      )}
      {isRunning ? (
        <button type="button" onClick={stop}>
          {strings.api.stop}
        </button>
      ) : (
        <button type="submit">{strings.api.send}</button>
      )}
      {error !== null && <Failure error={error} />}
      {received !== null && <ReceivedView received={received} label={operation.operationId} />}
    </form>
  );
}

interface ParameterFieldProps {
  readonly parameter: Operation["parameters"][number];
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function ParameterField({ parameter: { name, required, schema }, value, onValue }: ParameterFieldProps) {
  return (
    <label>
      {name} ({required ? strings.api.required : strings.api.optional})
      {schema.description !== undefined && <span class="hint"> {schema.description}</span>}
      <input
        value={value}
        required={required}
        autocomplete="off"
        spellcheck={false}
        placeholder={schema.enum?.join(", ") ?? ""}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </label>
  );
}

function ReceivedView({ received: { status, text }, label }: { readonly received: Received; readonly label: string }) {
  return (
    <div class="received">
      <p role="status">
        {strings.api.response}: <strong>{status}</strong>
      </p>
      {text !== "" && (
        <pre tabIndex={0} aria-label={`${strings.api.response}: ${label}`} role="region">
          {text}
        </pre>
      )}
    </div>
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new Error(`${strings.api.invalid}: ${(error as Error).message}`, { cause: error });
  }
}
