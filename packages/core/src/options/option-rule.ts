/**
 * One option as data: the kind of its value and its limits. Checks are derived from it; flags, variables and help texts
 * can be.
 */
export interface OptionRule {
  /** How the value is written; `part` can only be given by a program, such as a callback. */
  readonly kind: "text" | "number" | "boolean" | "list" | "object" | "part";
  /** Ends the sentence "expected ...". */
  readonly expected: string;
  /** @throws {@link InvalidOptionError} naming the option, or the part of its value that is wrong */
  readonly check: (option: string, value: unknown) => void;
  /** @defaultValue false */
  readonly required?: boolean;
  /** The value where none is given, for documentation. */
  readonly default?: unknown;
  /** Names that other libraries have for it, suggested when one of them is used. */
  readonly aliases?: readonly string[];
}

/** The options of one call by name. */
export type OptionRules = Readonly<Record<string, OptionRule>>;

/** A rule for every option of a call. */
export type OptionRulesOf<T> = { readonly [K in keyof Required<T>]: OptionRule };
