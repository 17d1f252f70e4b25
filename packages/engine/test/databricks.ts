import { startStandin, validateRequest, type Standin, type StandinOptions } from "@ragstone/standin";
import { expect, onTestFinished } from "vitest";
import type { OpenOptions } from "../src/index.js";
import { openRagstone } from "./open.js";
import { folderOf } from "./folder.js";

export interface TestWorkspace {
  readonly standin: Standin;
  /** Texts sent to embedding endpoints so far, in order of arrival, whether or not the request succeeded. */
  readonly embedded: () => string[];
}

/**
 * A stand-in workspace for one test. When the test ends, every recorded request is checked to have only documented
 * fields.
 */
export async function workspaceFor(options: StandinOptions = {}): Promise<TestWorkspace> {
  const standin = await startStandin(options);
  onTestFinished(async () => {
    await standin.close();
    expect(undocumented(standin)).toEqual([]);
  });
  return { standin, embedded: () => standin.requests.flatMap(embeddedTexts) };
}

/** The texts of a request to an embedding endpoint. */
export function embeddedTexts({ body }: { readonly body: unknown }): readonly string[] {
  if (typeof body !== "object" || body === null || !("input" in body)) return [];
  return [(body as { readonly input: string | readonly string[] }).input].flat();
}

/** Problems of every recorded model request by the schemas of documented fields. */
function undocumented({ requests }: Standin): string[] {
  return requests.flatMap(({ method, path, body }) => {
    if (method !== "POST" || !path.endsWith("/invocations")) return [];
    const kind = typeof body === "object" && body !== null && "messages" in body ? "chat" : "embeddings";
    return validateRequest(kind, body).map((problem) => `${path} ${problem}`);
  });
}

/** A folder with its index, made here rather than by a command, for tests of later steps. */
export async function indexedFolder(
  files: Readonly<Record<string, string>>,
  options: Omit<OpenOptions, "folder" | "index"> = {},
): Promise<string> {
  const folder = await folderOf(files);
  await using rag = await openRagstone({ folder, ...options });
  await rag.index();
  return folder;
}
