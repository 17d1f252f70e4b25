/** Text formats of settings. */
export type FormatName = "json" | "toml" | "section";

/** Where an entry is in a file, and what it is to contain. */
export interface Entry {
  /** Keys, outermost first. */
  readonly path: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Changes one entry of a text and leaves every other character as it is. All methods throw {@link ConfigSyntaxError} for
 * a text that is not of the format.
 */
export interface ConfigFormat {
  /** The settings as data. */
  readonly parse: (text: string) => unknown;
  /** Adds the entry, or sets the members of an existing one and keeps its others. */
  readonly set: (text: string, entry: Entry) => string;
  readonly remove: (text: string, path: readonly string[]) => string;
}

/** A text is not of its format, or its shape cannot be changed without rewriting it. */
export class ConfigSyntaxError extends Error {
  override readonly name = "ConfigSyntaxError";
}
