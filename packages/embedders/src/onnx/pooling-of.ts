import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";
import type { Pooling } from "./pool.js";

/** `1_Pooling/config.json`: a flag per way of pooling, or since sentence-transformers 5 its name. */
export type PoolingConfig = Readonly<Record<string, unknown>>;

const names: Readonly<Record<string, Pooling>> = {
  pooling_mode_cls_token: "cls",
  cls: "cls",
  pooling_mode_mean_tokens: "mean",
  mean: "mean",
};

/**
 * The pooling that a model was trained with.
 *
 * @throws {@link RagstoneError} `model-unsupported` for another one, or for several
 */
export function poolingOf(dir: string, { pooling_mode: named, ...config }: PoolingConfig): Pooling {
  const modes =
    typeof named === "string"
      ? [named]
      : Object.keys(config).filter((name) => name.startsWith("pooling_mode_") && config[name] === true);
  const [pooling, ...others] = modes.map((mode) => names[mode]);
  if (modes.length === 0) return "mean";
  if (pooling !== undefined && others.length === 0) return pooling;
  throw new RagstoneError(
    "model-unsupported",
    `${join(dir, "1_Pooling/config.json")} asks for ${modes.join(" and ")}; expected the mean or the first token.`,
    { hint: "Use another model: pooled differently, its vectors would be wrong." },
  );
}
