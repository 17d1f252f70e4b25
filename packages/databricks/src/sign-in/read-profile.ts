import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { isRagstoneError, RemoteError } from "@ragstone/core";
import { readIni } from "./read-ini.js";

export interface Profile {
  readonly name: string;
  readonly path: string;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The profile of the configuration file that applies: the one asked for, else `[__settings__] default_profile`, else
 * `[DEFAULT]`. `null` when none was asked for and there is none.
 *
 * @throws {@link RemoteError} `sign-in-failed` when the profile asked for is not there, or the file cannot be read
 */
export async function readProfile(file: string | undefined, requested: string | undefined): Promise<Profile | null> {
  const path = file === undefined ? join(homedir(), ".databrickscfg") : file.replace(/^~(?=$|[/\\])/, homedir());
  const sections = await sectionsOf(path);
  if (sections === null) {
    if (requested === undefined && file === undefined) return null;
    throw new RemoteError(
      "sign-in-failed",
      `${path} was not found${requested === undefined ? "" : `, so it has no profile ${JSON.stringify(requested)}`}.`,
      {
        hint: "Create it with `databricks configure`, or set DATABRICKS_HOST and DATABRICKS_TOKEN.",
      },
    );
  }
  const name = requested ?? sections.get("__settings__")?.get("default_profile") ?? "DEFAULT";
  const values = sections.get(name);
  if (values !== undefined) return { name, path, values };
  if (requested === undefined && name === "DEFAULT") return null;
  const known = [...sections.keys()].filter((section) => section !== "__settings__");
  throw new RemoteError("sign-in-failed", `${path} has no profile ${JSON.stringify(name)}.`, {
    hint: known.length === 0 ? "It has no profiles at all." : `It has ${known.join(", ")}.`,
  });
}

async function sectionsOf(path: string): Promise<ReturnType<typeof readIni> | null> {
  try {
    return readIni(await readFile(path, "utf8"));
  } catch (error) {
    if (isRagstoneError(error)) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return null;
    throw new RemoteError("sign-in-failed", `${path} cannot be read (${code ?? "unknown"}).`, {
      hint: "Check its permissions.",
    });
  }
}
