import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { browserPath, openPage, type Page } from "@ragstone/testkit";
import { rolldown } from "rolldown";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderOf } from "../../engine/test/folder.js";
import { listen, mcpOver } from "./served.js";

const attack = `<img src="http://127.0.0.1:9/leak.png" onerror="parent.hacked=1"><script>parent.hacked=1</script>`;
const keys = `# Keys ${attack}\n\nThe vault is in Oslo. ${attack}\n\nSigning keys are rotated every 90 days by the platform team. Old keys stay valid for 24 hours.\n`;

/** The policy of hosts for a page that names no origins (MCP Apps, revision 2026-01-26). */
const hostPolicy =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'";

async function bundledHost(): Promise<string> {
  const build = await rolldown({ input: fileURLToPath(new URL("app-host.mjs", import.meta.url)), platform: "browser" });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  await build.close();
  return output[0].code;
}

/** A client's page with `/mcp` beside it. */
async function hostOver(mcp: URL): Promise<{ readonly origin: string; close(): void }> {
  const script = await bundledHost();
  let page = "";
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === "PUT") {
        page = await textOf(request);
        response.end();
      } else if (request.url === "/mcp") {
        const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
        const version = request.headers["mcp-protocol-version"];
        const given = version === undefined ? headers : { ...headers, "mcp-protocol-version": String(version) };
        const rest = Object.entries(request.headers).filter(([name]) => name.startsWith("mcp-"));
        const sent = { ...given, ...(Object.fromEntries(rest) as Record<string, string>) };
        const body = request.method === "POST" ? await textOf(request) : undefined;
        const answer = await fetch(mcp, {
          method: request.method!,
          headers: sent,
          ...(body === undefined ? {} : { body }),
        });
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
        response.end(await answer.text());
      } else if (request.url === "/host.js") response.setHeader("content-type", "text/javascript").end(script);
      else if (request.url === "/page")
        response
          .setHeader("content-type", "text/html; charset=utf-8")
          .setHeader("content-security-policy", hostPolicy)
          .end(page);
      else response.setHeader("content-type", "text/html").end('<script type="module" src="/host.js"></script>');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, close: () => server.close() };
}

/** A client in a browser, with the page of a tool's result. */
interface Shown {
  readonly page: Page;
  readonly origin: string;
  /** Waits for a value in the frame; `at` is its document. */
  readonly inFrame: <T>(expression: string) => Promise<T>;
}

async function shown(tool: string, given: object): Promise<Shown> {
  const mcp = await mcpOver({ docs: await folderOf({ "keys.md": keys }) });
  const host = await hostOver(await listen(mcp));
  const page = await openPage(browserPath!);
  onTestFinished(async () => {
    await page.close();
    host.close();
  });
  await page.go(`${host.origin}/`);
  await page.evaluate(
    `(async () => { while (globalThis.show === undefined) await new Promise((go) => setTimeout(go, 20)); })()`,
  );
  await page.evaluate(`show(${JSON.stringify(tool)}, ${JSON.stringify(given)})`);
  return {
    page,
    origin: host.origin,
    inFrame: <T>(expression: string) =>
      page.evaluate<T>(`(async () => {
        const view = document.querySelector("iframe").contentWindow, at = view.document;
        for (let tries = 0; tries < 200; tries += 1) {
          const found = ${expression};
          if (found) return found;
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
        throw new Error(at.body.innerHTML);
      })()`),
  };
}

/** Origins that were asked for anything, and reports of the browser that a policy stopped something. */
function reached({ events }: Page): { readonly origins: readonly string[]; readonly stopped: readonly object[] } {
  const requested = events
    .filter(({ method }) => method === "Network.requestWillBeSent")
    .map(({ params }) => new URL((params["request"] as { readonly url: string }).url).origin);
  const stopped = events.filter(({ params }) => JSON.stringify(params).includes("ContentSecurityPolicyIssue"));
  return { origins: [...new Set(requested)], stopped };
}

/** Opens every source. */
const open = `(at.querySelectorAll("details:not([open]) > summary").forEach((each) => each.click()), at.querySelector("details[open]") !== null)`;

describe.skipIf(browserPath === null)("the page of answers in a client (skipped without Chromium)", () => {
  test("shows an answer with its claims, and the source around a quote; nothing in it runs or loads", async () => {
    const { page, origin, inFrame } = await shown("ask", { question: "How often are signing keys rotated?" });
    expect(await inFrame(`at.querySelector(".claim:not(.failed)")?.textContent`)).toContain("every 90 days");
    expect(await inFrame(open)).toBe(true);
    const source = `[...at.querySelectorAll("blockquote")].find((each) => each.querySelector("mark").textContent.includes("90 days"))`;
    expect(await inFrame(`${source}?.textContent.includes("24 hours")`)).toBe(true);
    expect(await inFrame(`${source}.textContent`)).toContain("<script>");
    expect(await page.evaluate("globalThis.hacked === undefined")).toBe(true);
    expect(await inFrame(`at.documentElement.scrollHeight <= view.innerHeight`)).toBe(true);
    expect(reached(page)).toStrictEqual({ origins: [origin], stopped: [] });
  });

  test("shows what is wrong with a draft, and has the client read its sources", async () => {
    const { page, origin, inFrame } = await shown("verify", { text: "Signing keys are rotated every 60 days." });
    expect(await inFrame(`at.querySelector(".why")?.textContent`)).toContain("number-mismatch");
    expect(await inFrame(open)).toBe(true);
    expect(await inFrame(`at.querySelector("blockquote")?.textContent.includes("24 hours")`)).toBe(true);
    expect(await inFrame(`view.getComputedStyle(at.documentElement).colorScheme`)).toBe("dark");
    expect(reached(page)).toStrictEqual({ origins: [origin], stopped: [] });
  });

  test("its own policy stops what a client's would let through", async () => {
    const { inFrame } = await shown("verify", { text: "Signing keys are rotated every 90 days." });
    expect(await inFrame(`at.querySelector(".claim")?.textContent`)).toContain("90 days");
    const inline = `(() => { const script = at.createElement("script"); script.textContent = "parent.ran = 1"; at.body.append(script); return "added"; })()`;
    expect(await inFrame(inline)).toBe("added");
    expect(await inFrame(`parent.ran === undefined`)).toBe(true);
  });
});
