import type { FormatName } from "../edit/config-format.js";
import type { Places } from "./places.js";

/** Settings of the user, or of one project. */
export type Scope = "global" | "project";

/** The command that starts the server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** A program that starts MCP servers, and how its settings name them. */
export interface Agent {
  /** As `--agent` has it. */
  readonly name: string;
  readonly title: string;
  readonly format: FormatName;
  /** Files and folders that exist where the agent is installed. */
  readonly markers: (places: Places) => readonly string[];
  /** Names of its program. */
  readonly programs: readonly string[];
  /** Candidates for its settings file, the preferred one first; the first that exists is used. None without such a scope. */
  readonly files: (scope: Scope, places: Places) => readonly string[];
  /** The keys that lead to the table of servers. */
  readonly servers: (settings: unknown) => readonly string[];
  readonly entry: (server: ServerCommand) => Readonly<Record<string, unknown>>;
}
