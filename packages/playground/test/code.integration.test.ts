import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeFor, type CodeKind } from "../src/ask/code-for.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

const run = promisify(execFile);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const ragstone = fileURLToPath(new URL("../../ragstone", import.meta.url));

let served: ServedFolder;
let workspace: string;

beforeAll(async () => {
  served = await serveFolder({
    "guides/keys.md": "# Keys\n\nSigning keys are rotated every 90 days by the platform team.\n",
    "notes.txt": "Signing keys are rotated every 10 days, says a note of nobody.\n",
  });
  // Where code can import `ragstone`, and a shell finds the command.
  workspace = await mkdtemp(join(tmpdir(), "ragstone-code-"));
  await mkdir(join(workspace, "node_modules"));
  await symlink(ragstone, join(workspace, "node_modules/ragstone"));
  await symlink(join(ragstone, "bin/ragstone.js"), join(workspace, "ragstone"));
});

afterAll(async () => {
  await served?.stop();
  await rm(workspace, { recursive: true, force: true });
});

async function output(kind: CodeKind, code: string): Promise<string> {
  const env = {
    ...process.env,
    RAGSTONE_TOKEN: served.tokens["owner"],
    PATH: `${workspace}${delimiter}${process.env["PATH"]}`,
  };
  if (kind === "curl" || kind === "cli") return (await run("sh", ["-c", code], { env, cwd: workspace })).stdout;
  await writeFile(join(workspace, `${kind}.mjs`), code);
  return (await run(process.execPath, [`${kind}.mjs`], { env, cwd: workspace })).stdout;
}

it.each(["curl", "typescript", "langchain", "cli"] satisfies CodeKind[])(
  "asks the same question with the same settings as %s",
  { timeout: 60_000 },
  async (kind) => {
    if (kind === "curl" && !hasCurl) return;
    const request = {
      question: 'How often are signing keys rotated? (it\'s "urgent")',
      model: "extractive",
      policy: "strict",
      filter: "path:guides/** type:md",
      system: "Be brief.",
      temperature: 0.5,
      maxTokens: 300,
    } as const;
    const { origin } = new URL(served.address);
    const collection = served.dir.split("/").at(-1)!;
    const said = await output(kind, codeFor(kind, { origin, collection, folder: served.dir, request }));
    expect(said).toContain("Signing keys are rotated every 90 days");
    expect(said).toContain("guides/keys.md");
    expect(said).not.toContain("10 days");
  },
);
