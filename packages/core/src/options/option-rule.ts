/**
 * One option as data: the kind of its value and its limits. Checks, flags, variables and help texts are derived from it.
 */
export interface OptionRule {
  /** How the value is written; `part` can only be given by a program, such as a callback. */
  readonly kind: "text" | "number" | "boolean" | "list" | "object" | "part";
  /** Ends the sentence "expected ...". */
  readonly expected: string;
  /** @throws {@link InvalidOptionError} naming the option, or the part of its value that is wrong */
  readonly check: (option: string, value: unknown) => void;
  /** The texts that are allowed. */
  readonly values?: readonly string[];
  /** @defaultValue false */
  readonly required?: boolean;
  /** The value where none is given, for documentation. */
  readonly default?: string | number | boolean;
  /** The default in words, where it is not a constant. */
  readonly defaultHelp?: string;
  /** One sentence without a full stop, for help texts and reference pages. */
  readonly help?: string;
  /** Names that other libraries have for it, suggested when one of them is used. */
  readonly aliases?: readonly string[];
}

/** The options of one call by name. */
export type OptionRules = Readonly<Record<string, OptionRule>>;

/** A rule for every option of a call. */
export type OptionRulesOf<T> = { readonly [K in keyof Required<T>]: OptionRule };

/** An option that explains itself. */
export interface DescribedOption extends OptionRule {
  readonly help: string;
}

/** A rule with a help sentence for every option of a call. */
export type DescribedOptionsOf<T> = { readonly [K in keyof Required<T>]: DescribedOption };
