import { resolve } from "node:path";

/** A spec that means the same from any folder: the one that names a path names it from the root. */
export function absoluteSpec(spec: string, workingDir: string): string {
  return spec.startsWith("onnx:") ? `onnx:${resolve(workingDir, spec.slice("onnx:".length))}` : spec;
}
