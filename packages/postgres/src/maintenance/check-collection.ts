import { isRagstoneError, type IndexCheck } from "@ragstone/core";
import type { Connection } from "../connection/connection.js";
import { countsAreRight, faultyRows, faultyTexts, graphIsBroken, type FaultsPlace, type FaultyDocument } from "./find-faults.js"; // prettier-ignore

const repair = { fix: "Repair the index.", remedy: "repair" } as const;
const nothing = { fix: null, remedy: null } as const;

/** Looks at every row of a collection. */
export async function checkCollection(
  connection: Connection,
  open: () => Promise<FaultsPlace & { readonly engine: string }>,
  signal: AbortSignal | undefined,
): Promise<readonly IndexCheck[]> {
  let place: FaultsPlace & { readonly engine: string };
  try {
    place = await open();
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return [{ name: "database", ok: false, detail: error.message, fix: error.hint, remedy: null }];
  }
  const read: Connection["read"] = (use) => connection.read(use, signal);
  const faulty: FaultyDocument[] = [...(await read((transaction) => faultyRows(transaction, place)))];
  for await (const found of faultyTexts(read, place)) {
    signal?.throwIfAborted();
    faulty.push(...found);
  }
  const [counted, broken] = await read(async (transaction) => [
    await countsAreRight(transaction, place),
    await graphIsBroken(transaction, place),
  ]);
  return [
    { name: "database", ok: true, detail: `${place.engine} answers.`, ...nothing },
    checkOf("documents", "text", faulty, "Every chunk is a slice of its document's text."),
    checkOf("vectors", "vectors", faulty, "Every chunk has its vector."),
    checkOf("text-search", "text-search", faulty, "Every document with words can be found by them."),
    counted
      ? { name: "totals", ok: true, detail: "The counts are those of the rows.", ...nothing }
      : { name: "totals", ok: false, detail: "The counts differ from those of the rows.", ...repair },
    broken
      ? { name: "graph", ok: false, detail: "The graph of the vectors was left half built.", ...repair }
      : { name: "graph", ok: true, detail: "The graph of the vectors is whole, or not needed.", ...nothing },
  ];
}

function checkOf(
  name: string,
  fault: FaultyDocument["fault"],
  faulty: readonly FaultyDocument[],
  detail: string,
): IndexCheck {
  const found = faulty.filter((one) => one.fault === fault);
  const [first] = found;
  if (first === undefined) return { name, ok: true, detail, ...nothing };
  return { name, ok: false, detail: `${found.length} documents have a fault, such as ${first.path}.`, ...repair };
}
