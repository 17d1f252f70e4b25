import type { ConfigFormat, FormatName } from "../edit/config-format.js";
import { jsonFormat } from "../edit/json-format.js";
import { sectionFormat } from "../edit/section-format.js";
import { tomlFormat } from "../edit/toml-format.js";

const formats: Readonly<Record<FormatName, ConfigFormat>> = {
  json: jsonFormat,
  toml: tomlFormat,
  section: sectionFormat,
};

const mark = "\uFEFF";

/** A format whose texts may begin with a byte order mark. */
export function formatOf(name: FormatName): ConfigFormat {
  const { parse, set, remove } = formats[name];
  const onText = (text: string, edit: (text: string) => string) =>
    text.startsWith(mark) ? mark + edit(text.slice(mark.length)) : edit(text);
  return {
    parse: (text) => parse(text.startsWith(mark) ? text.slice(mark.length) : text),
    set: (text, entry) => onText(text, (plain) => set(plain, entry)),
    remove: (text, path) => onText(text, (plain) => remove(plain, path)),
  };
}
