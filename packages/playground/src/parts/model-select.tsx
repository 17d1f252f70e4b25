import type { ChatModel } from "../api/shapes.js";
import { strings } from "../texts/strings.js";

interface ModelSelectProps {
  readonly label: string;
  readonly value: string;
  readonly models: readonly ChatModel[];
  readonly onChange: (spec: string) => void;
}

/** The chat models; one that is not available says what it needs. */
export function ModelSelect({ label, value, models, onChange }: ModelSelectProps) {
  const chosen = models.find(({ spec }) => spec === value);
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {models.map(({ spec, name, available }) => (
          <option key={spec} value={spec}>
            {available ? name : `${name} ⚠`}
          </option>
        ))}
      </select>
      {chosen?.available === false && <span class="hint">{strings.needsKey(chosen.hint ?? chosen.spec)}</span>}
    </label>
  );
}
