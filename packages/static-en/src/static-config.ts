/** The part of the model's `config.json` that inference needs. */
export interface StaticConfig {
  /** `static-en-v1`. */
  readonly name: string;
  readonly version: string;
  /** Columns of the table. */
  readonly dim: number;
  /** Rows of the table. */
  readonly vocabSize: number;
  /** A longer passage drifts to the mean of its topic; nothing breaks. */
  readonly recommendedMaxTokens: number;
  /** Size and lower-case hex SHA-256 of both binaries, by file name. */
  readonly files: Readonly<
    Record<"embeddings.i8.bin" | "scales.f32.bin", { readonly bytes: number; readonly sha256: string }>
  >;
}
