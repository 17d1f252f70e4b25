import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EndpointMemory, WindowFinding } from "@ragstone/databricks";
import { writeAtomically } from "@ragstone/index/local";

/** Most endpoints that are remembered; the oldest findings go first. */
const mostFindings = 200;

type Findings = Readonly<Record<string, WindowFinding>>;

/** Findings about endpoints in a file of the user's data folder. */
export function fileEndpointMemory(dir: string): EndpointMemory {
  const file = join(dir, "databricks-endpoints.json");
  return {
    async recall(key) {
      const findings = await read(file);
      return Object.hasOwn(findings, key) ? findings[key]! : null;
    },
    async keep(key, finding) {
      const entries = Object.entries({ ...(await read(file)), [key]: finding });
      const kept = entries.toSorted(([, a], [, b]) => a.measuredOn.localeCompare(b.measuredOn)).slice(-mostFindings);
      await writeAtomically(file, JSON.stringify(Object.fromEntries(kept)));
    },
  };
}

/** The findings that have the form of one; none where the file is missing or damaged. */
async function read(file: string): Promise<Findings> {
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, WindowFinding] => isFinding(entry[1])));
  } catch {
    return {};
  }
}

function isFinding(value: unknown): value is WindowFinding {
  if (typeof value !== "object" || value === null) return false;
  const { windowTokens, reportedShare, measuredOn } = value as Readonly<Record<string, unknown>>;
  return typeof windowTokens === "number" && typeof reportedShare === "number" && typeof measuredOn === "string";
}
