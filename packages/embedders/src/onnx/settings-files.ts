/** Every file of a model's folder that says how its graph is used. */
export const settingsFiles = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "sentence_bert_config.json",
  "config_sentence_transformers.json",
  "modules.json",
  "1_Pooling/config.json",
] as const;

export type SettingsFile = (typeof settingsFiles)[number];
