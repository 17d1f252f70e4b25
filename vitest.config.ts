import { defineConfig } from "vitest/config";

// Setting `conditions` replaces the defaults, so they are repeated after ours.
const conditions = ["@ragstone/source", "module", "node", "development|production"];
const ssrConditions = ["@ragstone/source", "node", "module", "development|production"];

const kinds = ["conformance", "property", "integration", "package"] as const;

/**
 * Real processes, sockets and random faults on a busy machine: such a test has a second try, and fails when that fails.
 */
const secondTry = { integration: 1 } as Readonly<Record<string, number>>;

function project(name: string, include: string[], exclude: string[] = []) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions: ssrConditions } },
    test: {
      name,
      include,
      exclude: ["**/node_modules/**", "**/dist/**", ...exclude],
      retry: secondTry[name] ?? 0,
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project(
        "unit",
        ["packages/*/{src,test}/**/*.test.ts", "scripts/**/*.test.mjs"],
        kinds.map((kind) => `**/*.${kind}.test.ts`),
      ),
      ...kinds.map((kind) => project(kind, [`packages/*/{src,test}/**/*.${kind}.test.ts`])),
      project("examples", ["examples/**/*.test.ts"]),
    ],
  },
});
