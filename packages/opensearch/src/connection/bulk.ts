import type { Connection } from "./connection.js";
import { isTransient, refusal } from "./failure-of.js";

/** One change of a bulk request. */
export interface BulkItem {
  readonly action: "index" | "create" | "delete";
  readonly index: string;
  readonly id: string;
  readonly document?: object;
}

/** Bytes and items of one request: far below the 100 MB that a node accepts. */
const maxBytes = 4_000_000;
const maxItems = 2000;

interface ItemResult {
  readonly status: number;
  readonly error?: object;
}

/**
 * Sends changes, and those again that were refused for now (429, 503), each item alone. Items of `create` that exist, and
 * items of `delete` that do not, count as done. Safe to repeat.
 *
 * @throws the first error of an item that cannot be repeated
 */
export async function sendBulk(connection: Connection, items: Iterable<BulkItem>, signal?: AbortSignal): Promise<void> {
  let [part, bytes]: [Line[], number] = [[], 0];
  for (const item of items) {
    const line = lineOf(item);
    if (part.length > 0 && (bytes + line.text.length > maxBytes || part.length >= maxItems)) {
      await sendPart(connection, part, signal);
      [part, bytes] = [[], 0];
    }
    part.push(line);
    bytes += line.text.length;
  }
  if (part.length > 0) await sendPart(connection, part, signal);
}

interface Line {
  readonly action: BulkItem["action"];
  readonly text: string;
}

function lineOf({ action, index, id, document }: BulkItem): Line {
  const head = JSON.stringify({ [action]: { _index: index, _id: id } });
  return { action, text: document === undefined ? `${head}\n` : `${head}\n${JSON.stringify(document)}\n` };
}

async function sendPart(connection: Connection, part: readonly Line[], signal: AbortSignal | undefined): Promise<void> {
  let open = part;
  await connection.retrying(async () => {
    const { items } = await connection.call<{ items: readonly Record<string, ItemResult>[] }>({
      method: "POST",
      path: "/_bulk",
      query: { filter_path: "items.*.status,items.*.error" },
      lines: open.map(({ text }) => text).join(""),
      signal,
    });
    const results = items.map((item) => Object.values(item)[0]!);
    const failed = open.flatMap((line, at) => (isDone(line, results[at]!) ? [] : [refusal(results[at]!)]));
    open = open.filter((line, at) => !isDone(line, results[at]!));
    const error = failed.find((one) => !isTransient(one)) ?? failed[0];
    if (error !== undefined) throw error;
  }, signal);
}

function isDone({ action }: Line, { status }: ItemResult): boolean {
  return status < 300 || (action === "create" && status === 409) || (action === "delete" && status === 404);
}
