import { join } from "node:path";
import type { Standin, StandinOptions } from "@ragstone/standin";
import { expect } from "vitest";
import { workspaceFor as workspaceOf, type TestWorkspace as Workspace } from "../../engine/test/databricks.js";
import { folderOf } from "../../engine/test/folder.js";
import { ragstone, type Ended, type RunOptions } from "./command.js";

export interface ErrorJson {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly requestId?: string;
  };
}

export interface TestWorkspace extends Workspace {
  /** Host and token, as a user exports them. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the command signed in, and checks that whatever it prints is free of secrets. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ended>;
}

/** A stand-in workspace for one test, with a command that is signed in to it. */
export async function workspaceFor(options: StandinOptions = {}): Promise<TestWorkspace> {
  const { standin, embedded } = await workspaceOf(options);
  const env = { DATABRICKS_HOST: standin.host, DATABRICKS_TOKEN: standin.token, HOME: await folderOf({}) };
  return {
    standin,
    embedded,
    env,
    async run(args, { env: more = {}, ...rest } = {}) {
      const ended = await ragstone(args, { ...rest, env: { ...env, ...more } });
      expectNoSecret(ended, standin);
      return ended;
    },
  };
}

/** Neither credential, plain or as encoded in headers, appears in a command's output. */
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
