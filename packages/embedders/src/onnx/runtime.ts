import { RagstoneError } from "@ragstone/core";

/** The part of ONNX Runtime's JavaScript API that is used; both of its packages have it. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(modelPath: string, options: object): Promise<OnnxRuntimeSession> };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => object;
}

export interface OnnxRuntimeSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(
    feeds: Readonly<Record<string, object>>,
  ): Promise<Readonly<Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>>>;
  release(): Promise<void>;
}

/** Best first: native code runs three to five times as fast as WebAssembly (all-MiniLM-L6-v2 at int8, one thread). */
const packages = ["onnxruntime-node", "onnxruntime-web"];

type Load = (name: string) => Promise<unknown>;

/** By a name that the compiler does not follow, so that neither runtime is needed to build. */
const importByName: Load = (name) => import(name);

/** The name of the installed runtime that is used; `null` where there is none. Loads it. */
export async function findOnnxRuntime(load: Load = importByName): Promise<string | null> {
  const found = await firstRuntime(load);
  return "name" in found ? found.name : null;
}

/**
 * Loads whichever of the optional runtimes is installed.
 *
 * @param load - imports a module by name
 * @throws {@link RagstoneError} `dependency-missing` naming both packages, with the error of each import as `cause`
 */
export async function loadOnnxRuntime(load: Load = importByName): Promise<OnnxRuntime> {
  const found = await firstRuntime(load);
  if ("runtime" in found) return found.runtime;
  throw new RagstoneError(
    "dependency-missing",
    "A local ONNX model needs onnxruntime-node or onnxruntime-web; neither could be loaded.",
    {
      hint:
        "Run `npm install onnxruntime-node` (fast, native), or " +
        "`npm install onnxruntime-web` (slower, WebAssembly, no native code).",
      cause: new AggregateError(found.causes, packages.join(", ")),
      data: { packages },
    },
  );
}

type FoundRuntime = { readonly name: string; readonly runtime: OnnxRuntime } | { readonly causes: readonly unknown[] };

/** The first of the packages that can be imported, or why each cannot. */
async function firstRuntime(load: Load): Promise<FoundRuntime> {
  const causes: unknown[] = [];
  for (const name of packages) {
    try {
      const module = (await load(name)) as OnnxRuntime & { readonly default?: OnnxRuntime };
      return { name, runtime: module.InferenceSession === undefined ? module.default! : module };
    } catch (cause) {
      causes.push(cause);
    }
  }
  return { causes };
}
