const marker = Symbol.for("ragstone.error");

export interface RagstoneErrorOptions {
  /** The suggested fix, in a sentence. */
  readonly hint: string;
  readonly cause?: unknown;
  /** Facts for programs. Never a secret. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Base of every error that Ragstone throws on purpose. The message names the event, the value and the expectation;
 * `hint` suggests a fix. Recognise it with {@link isRagstoneError}, which works across copies of the package.
 */
export class RagstoneError extends Error {
  override readonly name: string = "RagstoneError";
  /** Stable, kebab-case. */
  readonly code: string;
  readonly hint: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly [marker] = true;

  constructor(code: string, message: string, { hint, cause, data = {} }: RagstoneErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.data = data;
  }
}

export function isRagstoneError(value: unknown): value is RagstoneError {
  return typeof value === "object" && value !== null && (value as { [marker]?: unknown })[marker] === true;
}
