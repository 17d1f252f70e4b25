import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const bin = fileURLToPath(new URL("../bin/ragstone.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON. */
  readonly json: <T>() => T;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as another user; only a superuser may ask for it. */
  readonly uid?: number;
  /** Called with the process and with each piece of standard error as it comes. */
  readonly onError?: (child: ChildProcess, text: string) => void;
}

/** Runs the built command as a user's shell would, in a pipe. */
export function ragstone(
  args: readonly string[],
  { cwd = tmpdir(), input = "", env = {}, uid, onError }: RunOptions = {},
): Promise<Ended> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(RAGSTONE|DATABRICKS|VITEST|NODE_OPTIONS|INIT_CWD|FORCE_COLOR|NO_COLOR)/u.test(name),
    ),
  );
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...inherited, ...env },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    onError?.(child, text);
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err, json: <T>() => JSON.parse(out) as T }));
  });
}

/** A folder of files that goes when the test ends. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

export const guide = `---
title: Key handling
---

# Keys

Ragstone is a tool for documents.

## Rotation

Signing keys are rotated every 90 days. The old key stays valid for 24 hours after a rotation.
The rotation is announced on the status page two days before it starts.

## Storage

Private keys are stored in the hardware module of the data centre in Zurich. Nobody may copy them to a laptop.

| region | keys | owner |
|---|---|---|
| Europe | 14 | Anna Keller |
| Asia | 9 | Kenji Mori |
`;

export const lunch = `The canteen opens at 11:30 and closes at 14:00 on working days.

Vegetarian dishes are served every day. The price of a lunch is 9.50 francs for staff.
`;
