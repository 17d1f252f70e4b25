import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Setting `conditions` replaces the defaults, so they are repeated after ours.
const conditions = ["@ragstone/source", "module", "node", "development|production"];
const ssrConditions = ["@ragstone/source", "node", "module", "development|production"];

const kinds = ["conformance", "property", "integration", "package"] as const;

/**
 * Real processes, sockets and random faults on a busy machine: such a test has a second try, and fails when that fails.
 */
const secondTry = { integration: 1, memory: 1, postgres: 1 } as Readonly<Record<string, number>>;

/** Tests that change nothing outside themselves: they share a process, which loads each module once. */
const shared = new Set(["unit", "conformance", "property"]);

/** Kinds of tests that run the built command or import built packages. */
const ofBuilt = new Set(["integration", "package", "examples"]);

function project(name: string, include: string[], exclude: string[] = [], env: Record<string, string> = {}) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions: ssrConditions } },
    test: {
      name,
      include,
      env,
      exclude: ["**/node_modules/**", "**/dist/**", ...exclude],
      isolate: !shared.has(name),
      retry: secondTry[name] ?? 0,
      globalSetup: ofBuilt.has(name) ? ["scripts/bundle-before-tests.mjs"] : [],
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}

/** Tests of the library that open with `packages/engine/test/open.ts`, over another engine than the local index. */
const overEngines = [
  "packages/engine/src/answering/search-options.integration.test.ts",
  "packages/engine/src/langchain/langchain.integration.test.ts",
  "packages/engine/test/{abort,claude-citations,databricks-library,first-use}.integration.test.ts",
  "packages/engine/test/{library-options,parallel-writes,scopes,whole-documents}.integration.test.ts",
  "packages/engine/test/non-interference.property.test.ts",
];

/** Those of them that also run over a server, where each statement takes longer. */
const overServers = [
  "packages/engine/src/answering/search-options.integration.test.ts",
  "packages/engine/src/langchain/langchain.integration.test.ts",
  "packages/engine/test/{library-options,parallel-writes,scopes,whole-documents}.integration.test.ts",
];

export default defineConfig({
  test: {
    // Many tests wait for processes and sockets: two at a time keep two processors busy.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project(
        "unit",
        ["packages/*/{src,test}/**/*.test.ts", "scripts/**/*.test.mjs"],
        kinds.map((kind) => `**/*.${kind}.test.ts`),
      ),
      ...kinds.map((kind) => project(kind, [`packages/*/{src,test}/**/*.${kind}.test.ts`])),
      project("memory", overEngines, [], { RAGSTONE_TEST_INDEX: "memory" }),
      project("postgres", overServers, [], { RAGSTONE_TEST_INDEX: "postgres" }),
      project("examples", ["examples/**/*.test.ts"]),
    ],
  },
});
