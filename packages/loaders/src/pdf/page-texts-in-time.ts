import { setTimeout } from "node:timers/promises";
import { existsSync } from "node:fs";
import { isMainThread, MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { threadCpuMs } from "../thread/thread-cpu-ms.js";
import { pageTexts } from "./page-texts.js";
import { type PdfParseJob, places } from "./pdf-parse-job.js";

export interface PageTextsLimits {
  /** The file that the thread runs. @defaultValue the one next to this module */
  readonly workerUrl?: URL;
  /** CPU time in ms. @defaultValue 5000, and 500 for each MiB of the file */
  readonly limitMs?: number;
}

/** Enough for a book of 500 pages. */
const defaultLimitMs = 5000;
const msPerMebibyte = 500;
const mebibyte = 1024 * 1024;

/** JavaScript heap in MiB. */
const maxHeapMb = 384;

/** Wall-clock time for each unit of the limit, at most: less than the workers of a pool have, so that this ends first. */
const patience = 8;

/** Time between two looks at the time that the thread has spent. */
const checkMs = 50;

/**
 * {@link pageTexts}, within limits of time and memory: `null` past them. In a damaged file the parser reads on from
 * every object, which takes minutes for some of 256 KiB. A worker of a pool waits and does not
 * return to its event loop, so that for those who measure it this is neither time that it computes nor time that it idles;
 * the main thread does other work meanwhile. Run
 * from TypeScript sources there is no thread and no limit.
 */
export async function pageTextsInTime(
  bytes: Uint8Array,
  {
    workerUrl = new URL("./pdf-parse-worker.js", import.meta.url),
    limitMs = defaultLimitMs + (msPerMebibyte * bytes.length) / mebibyte,
  }: PageTextsLimits = {},
): Promise<string[] | null> {
  if (!existsSync(workerUrl)) return pageTexts(bytes);
  const { port1, port2 } = new MessageChannel();
  const shared = new SharedArrayBuffer(8);
  const workerData: PdfParseJob = { bytes, shared, reply: port2 };
  const worker = new Worker(workerUrl, {
    workerData,
    transferList: [port2],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
  // Without memory; the texts are then missing.
  worker.on("error", () => {});
  try {
    await ended(new Int32Array(shared), limitMs);
    const reply: { readonly message: string[] | null } | undefined = receiveMessageOnPort(port1);
    return reply?.message ?? null;
  } finally {
    port1.close();
    await worker.terminate();
  }
}

/** Until the reply, the end of the thread or of its time. */
async function ended(words: Int32Array, mostMs: number): Promise<void> {
  const startMs = performance.now();
  let started = false;
  while (Atomics.load(words, places.done) === 0) {
    if (isMainThread) await setTimeout(checkMs);
    else Atomics.wait(words, places.done, 0, checkMs);
    const wallMs = performance.now() - startMs;
    const thread = Atomics.load(words, places.thread);
    const cpuMs = thread === 0 ? null : threadCpuMs(thread);
    // The system knew the thread before: it ended.
    if (started && cpuMs === null) return;
    started = cpuMs !== null;
    if ((cpuMs ?? wallMs) > mostMs || wallMs > patience * mostMs) return;
  }
}
