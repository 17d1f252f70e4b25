import { execFile } from "node:child_process";
import { basename } from "node:path";
import { RemoteError } from "@ragstone/core";

/** A program may ask a service for the token, and `az` starts slowly. */
const timeoutMs = 60_000;
const maxBytes = 1_048_576;

/** An argument that every shell takes as it is: a flag, a name or an address. */
const plainArgument = /^[\w.:/@=+~-]+$/;

/** A program that prints a token as JSON. */
export interface TokenCommand {
  /** Absolute path. */
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Advice when it fails. */
  readonly hint: string;
}

/**
 * The JSON object that a program prints. What it prints is part of no error, since it contains a token; the end of its
 * error output is.
 *
 * @throws {@link RemoteError} `sign-in-failed` when it fails, runs for more than a minute, or prints something else
 */
export async function runTokenCommand(command: TokenCommand): Promise<Readonly<Record<string, unknown>>> {
  const stdout = await outputOf(command);
  try {
    const value: unknown = JSON.parse(stdout);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below: the parser's message would quote the output.
  }
  throw failed(command, "printed no JSON object");
}

/** The error of a token command. */
export function failed({ path, args, hint }: TokenCommand, reason: string): RemoteError {
  const shown = [basename(path).replace(/\.(exe|cmd|bat)$/i, ""), ...args].join(" ");
  return new RemoteError("sign-in-failed", `\`${shown}\` ${reason}.`, { hint });
}

function outputOf(command: TokenCommand): Promise<string> {
  const { path, args, env } = command;
  // Node runs batch files in a shell only.
  const shell = /\.(cmd|bat)$/i.test(path);
  const unsafe = shell ? args.find((arg) => !plainArgument.test(arg)) : undefined;
  if (unsafe !== undefined)
    return Promise.reject(failed(command, `was not run: a shell would interpret ${JSON.stringify(unsafe)}`));
  const options = { env: { ...env }, timeout: timeoutMs, maxBuffer: maxBytes, windowsHide: true, shell };
  return new Promise((resolve, reject) => {
    const child = execFile(shell ? `"${path}"` : path, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.killed === true) reject(failed(command, `gave no token in ${timeoutMs / 1000} s`));
      else reject(failed(command, `failed${said(stderr)}`));
    });
    // A program that asks a question gets no answer, and ends.
    child.stdin?.end();
  });
}

function said(stderr: string): string {
  const text = stderr.trim().replaceAll(/\s+/g, " ").replace(/\.$/, "");
  return text === "" ? "" : `: ${text.slice(-300)}`;
}
