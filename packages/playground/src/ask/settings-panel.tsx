import type { Api } from "../api/api.js";
import type { ChatModel } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Field } from "../parts/field.js";
import { KeyField } from "../parts/key-field.js";
import { ModelSelect } from "../parts/model-select.js";
import type { ProviderKeys } from "../parts/provider-keys.js";
import type { Settings } from "./settings.js";

interface SettingsPanelProps {
  readonly settings: Settings;
  readonly models: readonly ChatModel[];
  readonly api: Api;
  readonly keys: ProviderKeys;
  readonly onChange: (settings: Settings) => void;
}

const numbers = [
  { name: "temperature", min: 0, max: 2, step: 0.1 },
  { name: "maxTokens", min: 1, max: 200_000, step: 1 },
  { name: "thinkingTokens", min: 0, max: 100_000, step: 1 },
] as const;

const labels = { temperature: strings.temperature, maxTokens: strings.maxTokens, thinkingTokens: strings.thinking };

/** Model, policy, filter, and what models accept. */
export function SettingsPanel({ settings, models, api, keys, onChange }: SettingsPanelProps) {
  const provider = settings.model.split(":")[0]!;
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change });
  // The server lists its own model first.
  const model = settings.model === "" ? (models[0]?.spec ?? "") : settings.model;
  return (
    <details class="settings">
      <summary>
        {strings.settings}: {models.find(({ spec }) => spec === model)?.name ?? model}
      </summary>
      <div class="fields">
        <ModelSelect
          label={strings.model}
          value={model}
          models={models}
          onChange={(chosen) => set({ model: chosen })}
        />
        {keys.providers.includes(provider) && (
          <KeyField key={provider} api={api} provider={provider} onKept={keys.onKept} />
        )}
        <label>
          {strings.policy}
          <select
            value={settings.policy}
            onChange={({ currentTarget }) => set({ policy: currentTarget.value as Settings["policy"] })}
          >
            {Object.entries(strings.policies).map(([policy, label]) => (
              <option key={policy} value={policy}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <Field label={strings.filter} hint={strings.filterHint}>
          {(id, hint) => (
            <input
              id={id}
              aria-describedby={hint}
              value={settings.filter}
              autocomplete="off"
              spellcheck={false}
              onInput={({ currentTarget }) => set({ filter: currentTarget.value })}
            />
          )}
        </Field>
        {model !== "extractive" && <ModelFields settings={settings} onChange={set} />}
      </div>
    </details>
  );
}

interface ModelFieldsProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What a model accepts and the offline generator does not. */
function ModelFields({ settings, onChange }: ModelFieldsProps) {
  return (
    <>
      {numbers.map(({ name, ...range }) => (
        <label key={name}>
          {labels[name]}
          <input
            type="number"
            {...range}
            value={settings[name]}
            onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
          />
        </label>
      ))}
      <Field label={strings.system} hint={strings.systemHint}>
        {(id, hint) => (
          <textarea
            id={id}
            aria-describedby={hint}
            rows={3}
            value={settings.system}
            onInput={({ currentTarget }) => onChange({ system: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
