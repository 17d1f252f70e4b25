import type { DescribedOption } from "@ragstone/core";
import type { PartKind } from "@ragstone/engine/internal";

/** The names of an option outside the library. Absent sources cannot set the option. */
export interface Spelling {
  /** With its dashes. One that begins with `--no-` sets `false`. */
  readonly flag?: string;
  /** The name of the flag's value in help texts. @defaultValue the allowed values, or `N` for numbers */
  readonly value?: string;
  /** The kind of part that a spec names; help texts list the forms of its specs. */
  readonly part?: PartKind;
  /** The help of `--no-...`, where the flag has such a counterpart. */
  readonly negation?: string;
  /** An environment variable. */
  readonly variable?: string;
  /** A key of `ragstone.config.json`. */
  readonly key?: string;
  /** Reads the text of a flag or variable, where the option's kind does not say how. */
  readonly parse?: (text: string) => unknown;
  /** Whether a folder's file may set this value only with the user's consent. */
  readonly needsConsent?: (value: unknown) => boolean;
  /** The fix for a wrong value: a sentence after the library's own hint. */
  readonly advice?: string;
}

/** One row of the command's table: the library's description of an option with the spellings of the command. */
export interface CommandOption extends DescribedOption, Spelling {
  readonly name: string;
}
