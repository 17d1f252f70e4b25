import { RagstoneError } from "./ragstone-error.js";

/** What keeps Ragstone a package. The examples of this repository build an app with each of these lines. */
const fixes = {
  esbuild: 'external: ["ragstone", "@ragstone/*"]',
  Vite: 'ssr: { external: ["ragstone"] }',
  webpack: 'externals: [/^@?ragstone/], externalsType: "import"',
  "Next.js": 'serverExternalPackages: ["ragstone"]',
} as const;

/** The code of Ragstone was copied into an app's bundle, without the workers, WebAssembly and data files next to it. */
export function bundledError(): RagstoneError {
  const lines = Object.entries(fixes).map(([bundler, line]) => `${bundler}: ${line}`);
  return new RagstoneError(
    "bundled",
    "Ragstone was bundled into the app, without its workers, WebAssembly and data files.",
    {
      hint: `Have the bundler leave it in node_modules, with one line of its settings. ${lines.join("; ")}.`,
      data: { fixes },
    },
  );
}
