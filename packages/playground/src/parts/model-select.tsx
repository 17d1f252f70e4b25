import type { ChatModel } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Field } from "./field.js";

interface ModelSelectProps {
  readonly label: string;
  readonly value: string;
  readonly models: readonly ChatModel[];
  readonly onChange: (spec: string) => void;
}

/** What a model that is not listed begins with. */
const otherModel = "openai:";

/** The chat models; one that is not available says what it needs, and one that is not listed can be typed. */
export function ModelSelect({ label, value, models, onChange }: ModelSelectProps) {
  const chosen = models.find(({ spec }) => spec === value);
  const isOther = chosen === undefined && models.length > 0;
  return (
    <div class="model-select">
      <label>
        {label}
        <select value={isOther ? otherModel : value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          {models.map(({ spec, name, available }) => (
            <option key={spec} value={spec}>
              {available ? name : `${name} ⚠`}
            </option>
          ))}
          <option value={otherModel}>{strings.otherModel}</option>
        </select>
        {chosen?.available === false && <span class="hint">{strings.needsKey(chosen.hint ?? chosen.spec)}</span>}
      </label>
      {isOther && (
        <Field label={strings.otherModelName} hint={strings.otherModelHint}>
          {(id, hint) => (
            <input
              id={id}
              aria-describedby={hint}
              value={value}
              autocomplete="off"
              spellcheck={false}
              onInput={({ currentTarget }) => onChange(currentTarget.value)}
            />
          )}
        </Field>
      )}
    </div>
  );
}
