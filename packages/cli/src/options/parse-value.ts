import type { CommandOption } from "./command-option.js";

/**
 * Reads the text of a flag or variable. A text that is not of the option's kind stays a text, which the option's check
 * refuses.
 */
export function parseValue({ kind, parse }: CommandOption, text: string): unknown {
  if (parse !== undefined) return parse(text);
  switch (kind) {
    case "number":
      return /^-?(?:\d+|\d*\.\d+)$/u.test(text) ? Number(text) : text;
    case "boolean":
      return /^(?:1|true|yes|on)$/iu.test(text) || (/^(?:0|false|no|off)$/iu.test(text) ? false : text);
    case "list":
      return text.split(",").map((item) => item.trim());
    default:
      return text;
  }
}
