/** A file of a model package, with what proves that it is whole and unchanged. */
export interface ModelFile {
  /** Relative to the model's folder, POSIX separators. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The files of all-MiniLM-L6-v2 in `@ragstone/minilm-en`, the graph last. */
export const minilmFiles: readonly ModelFile[] = [
  file("1_Pooling/config.json", 191, "d3df094e6ed9803b2b9aa3bbbc6816f79492a5bf2a4b058b03168084d48709a7"),
  file("config.json", 611, "577d4a0f8f092293f19ccdcb3b1eeeb224f737fa8c2d9b0c216208e71c9e066b"),
  file("special_tokens_map.json", 112, "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
  file("tokenizer.json", 466_081, "5fd1c882abbd30517dced455a2c9768945ec726b96727927e4959348d9de550b"),
  file("tokenizer_config.json", 325, "94c197d4a280604b6f6b147f17e69e89ad9f47e3122060f2d7930914cbe419f5"),
  file("onnx/model_quantized.onnx", 23_414_723, "a82ffa56f2aaf3bc6a2f73c1475c281b1f64645650653207c63b4e7d286191af"),
];

function file(path: string, bytes: number, sha256: string): ModelFile {
  return { path, bytes, sha256 };
}
