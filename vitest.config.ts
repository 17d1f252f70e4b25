import { defineConfig } from "vitest/config";

// Setting `conditions` replaces the defaults, so they are repeated after ours.
const conditions = ["@ragstone/source", "module", "node", "development|production"];
const ssrConditions = ["@ragstone/source", "node", "module", "development|production"];

const kinds = ["conformance", "property", "integration", "package"] as const;

function project(name: string, include: string[], exclude: string[] = []) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions: ssrConditions } },
    test: { name, include, exclude: ["**/node_modules/**", "**/dist/**", ...exclude], testTimeout: 60_000, hookTimeout: 120_000 },
  };
}

export default defineConfig({
  test: {
    projects: [
      project("unit", ["packages/*/{src,test}/**/*.test.ts"], kinds.map((kind) => `**/*.${kind}.test.ts`)),
      ...kinds.map((kind) => project(kind, [`packages/*/{src,test}/**/*.${kind}.test.ts`])),
      project("examples", ["examples/**/*.test.ts"]),
    ],
  },
});
