import type { EndpointMemory, WindowFinding } from "../src/index.js";

/** A memory that outlives workspaces, with its findings. */
export function memoryOf(): EndpointMemory & { readonly findings: Map<string, WindowFinding> } {
  const findings = new Map<string, WindowFinding>();
  return {
    findings,
    recall: (key) => Promise.resolve(findings.get(key) ?? null),
    keep: (key, finding) => {
      findings.set(key, finding);
      return Promise.resolve();
    },
  };
}
