const marker = Symbol.for("ragstone.error");

/**
 * A file of the table is too short. Carries the marker of Ragstone's errors, which `isRagstoneError` looks for: a data
 * package depends on no other.
 */
export class DamagedTableError extends Error {
  override readonly name = "DamagedTableError";
  readonly code = "model-damaged";
  readonly hint = "Install @ragstone/static-en again.";
  readonly data: { readonly file: string; readonly bytes: number; readonly expected: number };
  readonly [marker] = true;

  constructor(data: DamagedTableError["data"]) {
    super(`${data.file} ends after ${data.bytes} of ${data.expected} bytes.`);
    this.data = data;
  }
}
