import { InvalidOptionError } from "@ragstone/core";
import { modelsDirOf } from "../location/models-dir.js";
import { thisMachine } from "../location/machine.js";
import { localEncoder } from "./defaults.js";
import { fetchPackage } from "./fetch-package.js";

export interface AddModelOptions {
  /** A folder with the model's files. @defaultValue the installed package, else the one of the registry */
  readonly from?: string | undefined;
  /** Where programs keep the user's data. @defaultValue the system's */
  readonly dataDir?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface AddModelReport {
  readonly model: string;
  readonly dir: string;
  /** `present` if a whole copy was already there. */
  readonly state: "added" | "present";
  readonly bytes: number;
  /** The package that will run it; `null` where none is installed. */
  readonly runtime: string | null;
}

/** The package of a local model, with the release whose files have the known checksums. */
const minilmPackage = { name: "@ragstone/minilm-en", version: "0.1.0" } as const;

/**
 * Adds a local model to the user's models: from a folder, from its installed package, or by fetching that package with
 * npm. Every file is compared with the published checksums; a damaged copy is replaced.
 *
 * @throws {@link InvalidOptionError} for a model that is not known
 * @throws {@link RagstoneError} `model-damaged` if a file differs, `dependency-missing` without npm
 * @throws {@link RemoteError} `network-failed` if npm could not fetch the package
 */
export async function addModel(name: string, { from, dataDir, signal }: AddModelOptions = {}): Promise<AddModelReport> {
  if (name !== localEncoder)
    throw new InvalidOptionError(
      "model",
      name,
      localEncoder,
      "Other local models are used from a folder, as onnx:DIR, as downloaded from a model hub.",
    );
  const { addMinilm, findOnnxRuntime } = await import("@ragstone/embedders");
  const added = await addMinilm({
    modelsDir: modelsDirOf(thisMachine({ dataDir })),
    from,
    fetch: async (into) => `${await fetchPackage(minilmPackage, into, signal)}/model`,
  });
  return { model: name, ...added, runtime: await findOnnxRuntime() };
}
