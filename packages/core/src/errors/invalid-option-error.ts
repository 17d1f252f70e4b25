import { RagstoneError } from "./ragstone-error.js";

/**
 * An option or setting has a value it cannot have. `code` is `invalid-option`, and `data.option` its name; the command
 * exits with 2.
 */
export class InvalidOptionError extends RagstoneError {
  override readonly name = "InvalidOptionError";

  constructor(option: string, value: unknown, expected: string, hint = `Set ${option} to ${expected}.`) {
    super("invalid-option", `${option} is ${describe(value)}; expected ${expected}.`, {
      hint,
      data: { option, expected },
    });
  }
}

function describe(value: unknown): string {
  const text = printed(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Never throws: the described value may be anything. */
function printed(value: unknown): string {
  if (typeof value === "function") return "a function";
  try {
    // JSON supports neither `NaN` nor `undefined`.
    if (typeof value === "number") return String(value);
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle, a number too big for JSON, or an object that cannot be printed.
    return typeof value === "bigint" ? String(value) : `a value of type ${typeof value}`;
  }
}
