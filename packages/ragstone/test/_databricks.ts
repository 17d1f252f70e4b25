import { join } from "node:path";
import { startStandin, validateRequest, type Standin, type StandinOptions } from "@ragstone/standin";
import { expect, onTestFinished } from "vitest";
import { openRagstone, type OpenOptions } from "../src/index.js";
import { folderOf, ragstone, type Ended, type RunOptions } from "./_command.js";

export interface ErrorJson {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly requestId?: string;
  };
}

export interface TestWorkspace {
  readonly standin: Standin;
  /** Host and token, as a user exports them. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the command signed in, and holds whatever it prints free of secrets. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ended>;
  /** Texts sent to embedding endpoints so far, in order of arrival, whatever became of them. */
  readonly embedded: () => string[];
}

/** A stand-in workspace for one test. When the test ends, every request that it recorded has documented fields only. */
export async function workspaceFor(options: StandinOptions = {}): Promise<TestWorkspace> {
  const standin = await startStandin(options);
  onTestFinished(async () => {
    await standin.close();
    expect(undocumented(standin)).toEqual([]);
  });
  const env = { DATABRICKS_HOST: standin.host, DATABRICKS_TOKEN: standin.token, HOME: await folderOf({}) };
  return {
    standin,
    env,
    async run(args, { env: more = {}, ...rest } = {}) {
      const ended = await ragstone(args, { ...rest, env: { ...env, ...more } });
      expectNoSecret(ended, standin);
      return ended;
    },
    embedded: () => standin.requests.flatMap(embeddedTexts),
  };
}

/** The texts of a request to an embedding endpoint. */
export function embeddedTexts({ body }: { readonly body: unknown }): readonly string[] {
  if (typeof body !== "object" || body === null || !("input" in body)) return [];
  return [(body as { readonly input: string | readonly string[] }).input].flat();
}

/** Neither credential, plain or as the headers carry it, stands in what a command printed. */
export function expectNoSecret(
  { out, err }: Pick<Ended, "out" | "err">,
  { token, clientId, clientSecret }: Standin,
  ...others: readonly string[]
): void {
  const printed = out + err;
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  for (const secret of [token, clientSecret, ...others]) {
    for (const form of [secret, base64(secret), base64(`token:${secret}`), base64(`${clientId}:${secret}`)])
      expect(printed).not.toContain(form);
  }
}

/** Problems of every recorded model request by the schemas of documented fields. */
function undocumented({ requests }: Standin): string[] {
  return requests.flatMap(({ method, path, body }) => {
    if (method !== "POST" || !path.endsWith("/invocations")) return [];
    const kind = typeof body === "object" && body !== null && "messages" in body ? "chat" : "embeddings";
    return validateRequest(kind, body).map((problem) => `${path} ${problem}`);
  });
}

/** A folder with its index, made here rather than by a command, for tests of what comes after. */
export async function indexedFolder(
  files: Readonly<Record<string, string>>,
  options: Omit<OpenOptions, "folder" | "index"> = {},
): Promise<string> {
  const folder = await folderOf(files);
  await using rag = await openRagstone({ folder, ...options });
  await rag.index();
  return folder;
}

/** Documents with so many sentences each, every one different; with `--target-tokens 16` a sentence is a chunk. */
export function notes(documents: number, sentences = 25): Record<string, string> {
  const subjects = ["harbour", "orchard", "library", "workshop", "station", "garden", "archive", "market"];
  const sentence = (i: number) =>
    `The ${subjects[i % subjects.length]} with number ${i} opens at ${i % 24} and is kept by person ${(i * 7919) % 10_007}.`;
  return Object.fromEntries(
    Array.from({ length: documents }, (_, d) => [
      join("notes", `${String(d).padStart(4, "0")}.txt`),
      `${Array.from({ length: sentences }, (_, i) => sentence(d * sentences + i)).join("\n\n")}\n`,
    ]),
  );
}
