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
  /** Messages that the browser has reported since the page was opened. */
  readonly events: readonly { readonly method: string; readonly params: Params }[];
  send(method: string, params?: Params): Promise<Params>;
  /** The value of an expression, by value. */
  evaluate<T>(expression: string): Promise<T>;
  /** Loads an address and waits until it is loaded. */
  go(url: string): Promise<void>;
  close(): Promise<void>;
}

const quietFlags = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  "--mute-audio",
];

/**
 * Starts a browser without network activity of its own and opens an empty page. Commands travel by pipes, so that no
 * port is open.
 */
export async function openPage(path: string): Promise<Page> {
  const browser = new Browser(path);
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  const send: Page["send"] = (method, params = {}) => browser.send(method, params, sessionId as string);
  for (const domain of ["Page", "Network", "Runtime", "Log", "Audits"]) await send(`${domain}.enable`);
  return {
    events: browser.events,
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
      const loaded = browser.next("Page.loadEventFired");
      await send("Page.navigate", { url });
      await loaded;
    },
    close: () => browser.close(),
  };
}

/** A browser process, its commands and its events. */
class Browser {
  readonly events: { method: string; params: Params }[] = [];
  readonly #profile = mkdtempSync(join(tmpdir(), "ragstone-browser-"));
  readonly #output: Writable;
  readonly #waiting = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<(method: string) => void>();
  readonly #ended: Promise<void>;
  #last = 0;
  #rest = "";

  constructor(path: string) {
    const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...quietFlags];
    const child = spawn(
      path,
      [...flags, `--user-data-dir=${this.#profile}`, "--remote-debugging-pipe", "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    const [, , , output, input] = child.stdio as unknown as [null, null, null, Writable, Readable];
    this.#output = output.on("error", () => {});
    input.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    this.#ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    void this.#ended.then(() => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the browser ended"));
    });
  }

  send(method: string, params: Params, sessionId?: string): Promise<Params> {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#waiting.set(this.#last, { resolve, reject });
      this.#output.write(`${JSON.stringify({ id: this.#last, method, params, sessionId })}\0`);
    });
  }

  /** Resolves at the next event of that name. */
  next(event: string): Promise<void> {
    return new Promise<void>((resolve) => {
      const listener = (method: string): void => {
        if (method !== event) return;
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  async close(): Promise<void> {
    await this.send("Browser.close", {}).catch(() => {});
    await this.#ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #read(text: string): void {
    const parts = (this.#rest + text).split("\0");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#take(JSON.parse(part) as Message);
  }

  #take({ id, method, params = {}, result = {}, error }: Message): void {
    if (id !== undefined) {
      const { resolve, reject } = this.#waiting.get(id)!;
      this.#waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error.message));
    } else if (method !== undefined) {
      this.events.push({ method, params });
      for (const listener of this.#listeners) listener(method);
    }
  }
}
