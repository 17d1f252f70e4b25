/** A field of a protobuf message: a number, or bytes, a text or a message. */
type Field = readonly [number, number | string | Uint8Array];

/** Element types of ONNX tensors. */
const float = 1;
const int64 = 7;

/** A cross-encoder's graph that sums a weight for each token. */
export interface TinyGraph {
  /** One for each id of the vocabulary. */
  readonly weights: readonly number[];
  /** Whether only tokens of type 1 count; otherwise the graph has no input for token types. */
  readonly byType: boolean;
  /** How many scores it gives; the last is the sum, the others are its negative. */
  readonly labels: number;
}

/** The bytes of a real ONNX model: `logits[b] = sum over tokens of weight[id] * (token type or mask)`. */
export function tinyGraph({ weights, byType, labels }: TinyGraph): Uint8Array {
  const counted = byType ? "token_type_ids" : "attention_mask";
  const nodes = [
    node("Gather", ["weights", "input_ids"], "weight"),
    node("Cast", [counted], "counts", [message([1, "to"], [3, float], [20, 2])]),
    node("Mul", ["weight", "counts"], "counted"),
    node("ReduceSum", ["counted", "axes"], "sum"),
    node("Neg", ["sum"], "opposite"),
    node("Concat", [...Array.from({ length: labels - 1 }, () => "opposite"), "sum"], "logits", [
      message([1, "axis"], [3, 1], [20, 2]),
    ]),
  ];
  const inputs = ["input_ids", "attention_mask", ...(byType ? ["token_type_ids"] : [])];
  const graph = message(
    ...nodes.map((bytes): Field => [1, bytes]),
    [2, "tiny"],
    [5, tensor("weights", float, [weights.length], new Uint8Array(Float32Array.from(weights).buffer))],
    [5, tensor("axes", int64, [1], new Uint8Array(BigInt64Array.of(1n).buffer))],
    ...inputs.map((name): Field => [11, value(name, int64, ["batch", "sequence"])]),
    [12, value("logits", float, ["batch", "labels"])],
  );
  return message([1, 7], [7, graph], [8, message([2, 13])]);
}

function node(type: string, inputs: readonly string[], output: string, attributes: readonly Uint8Array[] = []) {
  return message(
    ...inputs.map((input): Field => [1, input]),
    [2, output],
    [4, type],
    ...attributes.map((attribute): Field => [5, attribute]),
  );
}

function tensor(name: string, type: number, dims: readonly number[], raw: Uint8Array): Uint8Array {
  return message(...dims.map((dim): Field => [1, dim]), [2, type], [8, name], [9, raw]);
}

function value(name: string, type: number, dims: readonly string[]): Uint8Array {
  const shape = message(...dims.map((dim): Field => [1, message([2, dim])]));
  return message([1, name], [2, message([1, message([1, type], [2, shape])])]);
}

function message(...fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(([number, content]): readonly number[] => {
    if (typeof content === "number") return [...varint(number << 3), ...varint(content)];
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
  });
  return Uint8Array.from(parts);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
