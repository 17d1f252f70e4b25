import { RemoteError } from "@ragstone/core";

const volumeHints = {
  "folder-missing":
    "Check the spelling, and that catalog, schema and volume exist in this workspace: what may not be seen is missing too.",
  "permission-denied":
    "Ask for READ VOLUME on the volume, and USE CATALOG and USE SCHEMA on what it is in. " +
    "A token of limited scopes needs `files`.",
} as const;

/** A failure of the Files API, in the words of volumes in place of those of endpoints. */
export function volumeError(error: unknown, place: string): unknown {
  if (!(error instanceof RemoteError)) return error;
  const code = error.code === "endpoint-missing" ? "folder-missing" : error.code;
  if (code !== "folder-missing" && code !== "permission-denied") return error;
  const said = typeof error.data["said"] === "string" && error.data["said"] !== "" ? `: ${error.data["said"]}` : ".";
  const what = code === "folder-missing" ? "does not exist" : "may not be read with this sign-in";
  return new RemoteError(code, `${place} ${what}; the workspace answered ${error.status ?? "with an error"}${said}`, {
    hint: volumeHints[code],
    data: { ...error.data, place },
    status: error.status ?? undefined,
    requestId: error.requestId ?? undefined,
    cause: error,
  });
}
