import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { thisMachine } from "@ragstone/engine/internal";
import { escapeControls, InvalidOptionError, parseFilter } from "@ragstone/core";
import type { ServerOptions, Token } from "@ragstone/server";
import { exitCode } from "../exit-code.js";
import { commandFlags } from "../options/command-flags.js";
import type { Flags } from "../options/settings.js";
import { openInBrowser } from "../open-in-browser.js";
import { machineOptions } from "../machine-options.js";
import { releaseMemoryAtRest } from "../release-memory.js";
import { runCommand } from "../run-command.js";
import type { Terminal } from "../terminal.js";
import { usersOf } from "./users-of.js";
import { openCollections } from "./open-collections.js";

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Keys that the page may enter: this process's environment is where the providers look for them. A workspace's address
 * comes from there alone.
 */
function providerKeys({ DATABRICKS_HOST: workspace = "" }: NodeJS.ProcessEnv): ServerOptions["keys"] {
  const keep = (variable: string) => (key: string) => void (process.env[variable] = key);
  return {
    anthropic: keep("ANTHROPIC_API_KEY"),
    openai: keep("OPENAI_API_KEY"),
    ...(workspace !== "" && { databricks: keep("DATABRICKS_TOKEN") }),
  };
}

/** `ragstone serve [FOLDER…]` */
export function serveCommand(folders: readonly string[], flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const { host = "127.0.0.1", allowHost = [], allowOrigin = [] } = flags;
    if (!loopback.has(host) && allowHost.length === 0)
      throw new InvalidOptionError(
        "--host",
        host,
        "an address of this machine alone, or --allow-host with the name that others use",
        "Name the host that browsers will show, for example: --allow-host docs.example.org",
      );
    const tokens = [ownersToken(), ...(flags.token ?? []).map(namedToken)];
    const users = usersOf(flags, process.env);
    const { collections, model } = await openCollections(folders, flags);
    try {
      const { createServer } = await import("@ragstone/server");
      const server = await createServer({
        collections,
        tokens,
        users,
        allowedHosts: [...allowHost, host],
        allowedOrigins: allowOrigin.map((origin) => new URL(origin).origin),
        model,
        dataDir: machineOptions(process.env).dataDir,
        ...(flags.history === true && { historyDir: historyDir() }),
        keys: providerKeys(process.env),
        onRequest: (entry) => {
          if (terminal.verbose) terminal.err(`${JSON.stringify(entry)}\n`);
        },
      });
      const { port } = await server.listen({ host, port: flags.port });
      const { port: wanted = commandFlags.port.default } = flags;
      if (wanted !== 0 && port !== wanted && !terminal.quiet)
        terminal.err(`${terminal.styleErr("yellow", "note:")} port ${wanted} is in use: ${port} is used instead.\n`);
      const address = `http://${allowHost[0] ?? (host.includes(":") ? `[${host}]` : host)}:${port}`;
      const names = collections.map(({ name }) => name);
      // What users of a proxy or an App are served from is often read by others: its log must not make them owners.
      const isLogged = Object.keys(users).length > 0 && !terminal.outputIsTerminal && !terminal.json;
      if (isLogged) terminal.out(`${address}/\n`);
      else announce(terminal, { address, tokens, names });
      if (flags.open !== false && terminal.outputIsTerminal) openInBrowser(pageOf(address, tokens[0]!));
      const stopReleasing = releaseMemoryAtRest();
      if (!signal.aborted) await once(signal, "abort");
      stopReleasing();
      await server.close();
    } finally {
      await Promise.all(collections.map(({ rag }) => rag.close()));
    }
    return exitCode.done;
  });
}

function historyDir(): string {
  return join(thisMachine(machineOptions(process.env)).dataDir, "ragstone", "conversations");
}

/** The token in the fragment never reaches a server's log, a proxy or a referrer. */
function pageOf(address: string, { secret }: Token): string {
  return `${address}/#token=${secret}`;
}

interface Announcement {
  readonly address: string;
  readonly tokens: readonly Token[];
  readonly names: readonly string[];
}

function announce(terminal: Terminal, { address, tokens, names }: Announcement): void {
  const url = pageOf(address, tokens[0]!);
  if (terminal.json) {
    const listed = tokens.map(({ name, secret }) => ({ name, token: secret }));
    terminal.out(`${JSON.stringify({ url, address, collections: names, tokens: listed })}\n`);
    return;
  }
  terminal.out(`${url}\n`);
  for (const { name, secret } of tokens.slice(1)) terminal.out(`token ${escapeControls(name)}: ${secret}\n`);
}

/** A secret of the environment outlives a restart; otherwise each start has one of its own. */
function secretOf(variable: string): string {
  const given = process.env[variable] ?? "";
  if (given === "") return randomBytes(24).toString("base64url");
  if (/^[\w.~+/=-]{16,}$/u.test(given)) return given;
  throw new InvalidOptionError(
    variable,
    "another text",
    "at least 16 letters, digits and the signs - . _ ~ + / =",
    `Make one with: openssl rand -base64 24`,
  );
}

function ownersToken(): Token {
  return { name: "owner", secret: secretOf("RAGSTONE_TOKEN"), filter: null };
}

function namedToken(text: string): Token {
  const at = text.indexOf("=");
  const name = text.slice(0, at);
  const filter = parseFilter(text.slice(at + 1));
  if (at < 1 || name === "owner" || Object.keys(filter).length === 0)
    throw new InvalidOptionError(
      "--token",
      text,
      "NAME=FILTER, of a filter that limits the documents",
      "For example: --token 'support=path:support/** type:md'",
    );
  return { name, secret: secretOf(`RAGSTONE_TOKEN_${name.toUpperCase().replaceAll(/\W/gu, "_")}`), filter };
}
