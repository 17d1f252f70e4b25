import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

const places = [
  process.env["RAGSTONE_BROWSER"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A Chromium of this machine, `null` where there is none. */
export const browserPath = places.find((path) => path !== "" && existsSync(path)) ?? null;

type Params = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

/** A page under Chromium's own protocol. */
export interface Page {
  /** What the browser told of since the page was opened. */
  readonly events: readonly { readonly method: string; readonly params: Params }[];
  send(method: string, params?: Params): Promise<Params>;
  /** The value of an expression, by value. */
  evaluate<T>(expression: string): Promise<T>;
  /** Loads an address and waits until it is loaded. */
  go(url: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a browser with nothing of its own on the network and opens an empty page. Commands travel by pipes, so that no
 * port is open.
 */
export async function openPage(path: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), "ragstone-browser-"));
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
  ];
  const child = spawn(
    path,
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      ...quiet,
      `--user-data-dir=${profile}`,
      "--remote-debugging-pipe",
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const [, , , output, input] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>();
  const events: { method: string; params: Params }[] = [];
  const listeners = new Set<(method: string) => void>();
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error("the browser ended"));
  });
  let rest = "";
  input.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\0");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const { id, method, params = {}, result = {}, error } = JSON.parse(part) as Message;
      if (id !== undefined) {
        const { resolve, reject } = waiting.get(id)!;
        waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(error.message));
      } else if (method !== undefined) {
        events.push({ method, params });
        for (const listener of listeners) listener(method);
      }
    }
  });
  output.on("error", () => {});
  let last = 0;
  const command = (method: string, params: Params, sessionId?: string): Promise<Params> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      output.write(`${JSON.stringify({ id: last, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`);
    });
  const { targetId } = await command("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await command("Target.attachToTarget", { targetId, flatten: true });
  const send: Page["send"] = (method, params = {}) => command(method, params, sessionId as string);
  for (const domain of ["Page", "Network", "Runtime", "Log", "Audits"]) await send(`${domain}.enable`);
  return {
    events,
    send,
    async evaluate<T>(expression: string): Promise<T> {
      const { result, exceptionDetails } = (await send("Runtime.evaluate", {
        expression,
        returnByValue: true,
        awaitPromise: true,
      })) as {
        readonly result: { readonly value: T };
        readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
      };
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? "the expression failed");
      return result.value;
    },
    async go(url) {
      const loaded = new Promise<void>((resolve) => {
        const listener = (method: string): void => {
          if (method !== "Page.loadEventFired") return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
      await send("Page.navigate", { url });
      await loaded;
    },
    async close() {
      await command("Browser.close", {}).catch(() => {});
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
