import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { strings } from "../texts/strings.js";
import { Failure } from "./failure.js";
import { Field } from "./field.js";

interface KeyFieldProps {
  readonly api: Api;
  readonly provider: string;
  readonly onKept: () => void;
}

/** Gives the server a provider's key, which it keeps in memory. The page keeps none. */
export function KeyField({ api, provider, onKept }: KeyFieldProps) {
  const [key, setKey] = useState("");
  const [isKept, setKept] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const keep = async () => {
    setError(null);
    try {
      await api.setKey(provider, key.trim());
      setKey("");
      setKept(true);
      onKept();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div class="key-field">
      <Field label={strings.keyOf(provider)} hint={strings.keyHint}>
        {(id, hint) => (
          <input
            id={id}
            aria-describedby={hint}
            type="password"
            autocomplete="off"
            value={key}
            onInput={({ currentTarget }) => setKey(currentTarget.value)}
          />
        )}
      </Field>
      <button type="button" disabled={key.trim() === ""} onClick={() => void keep()}>
        {strings.keepKey}
      </button>
      <span role="status">{isKept ? strings.keyKept : ""}</span>
      {error !== null && <Failure error={error} />}
    </div>
  );
}
