import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../ragstone/bin/ragstone.js", import.meta.url));

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
    uid,
    gid: uid,
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
