import { join } from "node:path";
import type { Agent, Scope, ServerCommand } from "./agent.js";
import type { Places } from "./places.js";

const plain = ({ command, args }: ServerCommand) => ({ command, args });
const stdio = ({ command, args }: ServerCommand) => ({ type: "stdio", command, args });
const mcpServers = () => ["mcpServers"];

/** The agents whose settings are known, from their documentation: docs/handbook/agents lists the sources. */
export const agents: readonly Agent[] = [
  {
    name: "claude-code",
    title: "Claude Code",
    format: "json",
    markers: (places) => [claudeCodeFile(places), join(places.home, ".claude")],
    programs: ["claude"],
    files: byScope(claudeCodeFile, ".mcp.json"),
    servers: mcpServers,
    entry: stdio,
  },
  {
    name: "claude-desktop",
    title: "Claude Desktop",
    format: "json",
    markers: (places) => [join(applicationDir(places), "Claude")],
    programs: [],
    files: (scope, places) =>
      scope === "global" ? [join(applicationDir(places), "Claude", "claude_desktop_config.json")] : [],
    servers: mcpServers,
    entry: plain,
  },
  {
    name: "cursor",
    title: "Cursor",
    format: "json",
    markers: ({ home }) => [join(home, ".cursor")],
    programs: ["cursor"],
    files: byScope(({ home }) => join(home, ".cursor", "mcp.json"), ".cursor", "mcp.json"),
    servers: mcpServers,
    entry: plain,
  },
  {
    name: "vscode",
    title: "VS Code",
    format: "json",
    markers: (places) => [join(applicationDir(places), "Code", "User")],
    programs: ["code"],
    files: byScope((places) => join(applicationDir(places), "Code", "User", "mcp.json"), ".vscode", "mcp.json"),
    servers: () => ["servers"],
    entry: stdio,
  },
  {
    name: "codex",
    title: "Codex",
    format: "toml",
    markers: (places) => [codexHome(places)],
    programs: ["codex"],
    files: byScope((places) => join(codexHome(places), "config.toml"), ".codex", "config.toml"),
    servers: () => ["mcp_servers"],
    entry: plain,
  },
  {
    name: "gemini",
    title: "Gemini CLI",
    format: "json",
    markers: ({ home }) => [join(home, ".gemini")],
    programs: ["gemini"],
    files: byScope(({ home }) => join(home, ".gemini", "settings.json"), ".gemini", "settings.json"),
    servers: mcpServers,
    entry: plain,
  },
  {
    name: "opencode",
    title: "OpenCode",
    format: "json",
    markers: (places) => [join(xdgDir(places), "opencode")],
    programs: ["opencode"],
    files: (scope, places) => {
      const dir = scope === "global" ? join(xdgDir(places), "opencode") : places.projectDir;
      return [join(dir, "opencode.json"), join(dir, "opencode.jsonc")];
    },
    servers: (settings) => (hasNestedServers(settings) ? ["mcp", "servers"] : ["mcp"]),
    entry: ({ command, args }) => ({ type: "local", command: [command, ...args] }),
  },
  {
    name: "zed",
    title: "Zed",
    format: "json",
    markers: (places) => [zedDir(places)],
    programs: ["zed", "zeditor"],
    files: byScope((places) => join(zedDir(places), "settings.json"), ".zed", "settings.json"),
    servers: () => ["context_servers"],
    entry: plain,
  },
];

function byScope(global: (places: Places) => string, ...project: readonly string[]): Agent["files"] {
  return (scope: Scope, places) => [scope === "global" ? global(places) : join(places.projectDir, ...project)];
}

function claudeCodeFile({ home, environment }: Places): string {
  return join(environment["CLAUDE_CONFIG_DIR"] ?? home, ".claude.json");
}

function codexHome({ home, environment }: Places): string {
  return environment["CODEX_HOME"] ?? join(home, ".codex");
}

function zedDir(places: Places): string {
  if (places.platform === "win32") return join(applicationDir(places), "Zed");
  return places.platform === "darwin" ? join(places.home, ".config", "zed") : join(xdgDir(places), "zed");
}

function xdgDir({ home, environment }: Places): string {
  return environment["XDG_CONFIG_HOME"] ?? join(home, ".config");
}

function applicationDir(places: Places): string {
  const { platform, home, environment } = places;
  if (platform === "win32") return environment["APPDATA"] ?? join(home, "AppData", "Roaming");
  return platform === "darwin" ? join(home, "Library", "Application Support") : xdgDir(places);
}

/** OpenCode 2 has the servers under `mcp.servers`, OpenCode 1 under `mcp`, where `servers` may be the name of one. */
function hasNestedServers(settings: unknown): boolean {
  const servers = (settings as { readonly mcp?: { readonly servers?: object } } | null)?.mcp?.servers;
  return typeof servers === "object" && servers !== null && !("type" in servers) && !("enabled" in servers);
}
