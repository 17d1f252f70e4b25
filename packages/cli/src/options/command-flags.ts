import { optionKinds as kinds, parseFilter, type DescribedOption, type DocumentFilter } from "@ragstone/core";
import type { Spelling } from "./command-option.js";

/** Flags of the command alone, which no option of the library corresponds to. */
export interface CommandFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  readonly trustConfig?: boolean;
  readonly sync?: boolean;
  readonly scope?: DocumentFilter;
  readonly stream?: boolean;
  readonly html?: string;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
  readonly chunks?: boolean;
  readonly text?: boolean;
  readonly junit?: string;
  readonly from?: string;
  readonly to?: string;
  readonly trustIndex?: boolean;
  readonly workspace?: boolean;
  readonly live?: boolean;
  readonly report?: string;
  readonly port?: number;
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly token?: readonly string[];
  readonly proxy?: readonly string[];
  readonly userHeader?: string;
  readonly groupsHeader?: string;
  readonly oidcIssuer?: string;
  readonly oidcAudience?: readonly string[];
  readonly userClaim?: string;
  readonly groupsClaim?: string;
  readonly databricksApps?: boolean;
  readonly history?: boolean;
  readonly write?: boolean;
  readonly open?: boolean;
  readonly agent?: readonly string[];
  readonly global?: boolean;
  readonly project?: boolean;
  readonly agentsMd?: boolean;
  readonly yes?: boolean;
}

const boolean = kinds.boolean();

/** The rows of {@link CommandFlags} in the command's table. */
export const commandFlags = {
  json: { ...boolean, flag: "--json", help: "one JSON document on standard output, errors too" },
  quiet: { ...boolean, flag: "--quiet", help: "no progress and no notices" },
  verbose: { ...boolean, flag: "--verbose", help: "the outcome for every file" },
  color: { ...boolean, flag: "--no-color", help: "no colour; the variable `NO_COLOR` is honoured too" },
  trustConfig: {
    ...boolean,
    flag: "--trust-config",
    help: "let the folder's `ragstone.config.json` set URLs and model paths from now on",
  },
  sync: { ...boolean, flag: "--no-sync", help: "leave the index as it is, even if files changed" },
  scope: {
    ...kinds.text("a filter such as path:guides/**"),
    flag: "--scope",
    value: "FILTER",
    parse: (text) => parseFilter(text, "--scope"),
    check: () => {},
    help: "the only documents that clients can see, written as for --filter; no argument of a tool widens it",
  },
  stream: {
    ...boolean,
    flag: "--stream",
    help: "print the answer while it is generated, which is the default",
    negation: "print the answer when it is complete",
  },
  html: {
    ...kinds.systemPath("the path of a file"),
    flag: "--html",
    value: "FILE",
    help: "also write the answer as one static page",
  },
  dryRun: { ...boolean, flag: "--dry-run", help: "report the planned work and its cost, like `plan`" },
  watch: { ...boolean, flag: "--watch", help: "follow the folder until Ctrl-C" },
  chunks: { ...boolean, flag: "--chunks", help: "the document's chunks with ranges, tokens and headings" },
  junit: {
    ...kinds.systemPath("the path of a file"),
    flag: "--junit",
    value: "FILE",
    help: "also write a JUnit report, one test case for each answer",
  },
  from: {
    ...kinds.systemPath("the path of a folder"),
    flag: "--from",
    value: "DIR",
    help: "with `add`: a folder with the model's files, in place of the package",
  },
  to: {
    ...kinds.systemPath("the path of a folder, or a URL"),
    flag: "--to",
    value: "DIR",
    help: "where to write, in the same forms; made where there is no index",
  },
  trustIndex: {
    ...boolean,
    flag: "--trust-index",
    help: "take over the model and the URL in the settings of an index that others can write",
  },
  workspace: {
    ...boolean,
    flag: "--workspace",
    help: "the endpoints that the Databricks workspace offers now, with task, readiness and what is known of them",
  },
  live: {
    ...boolean,
    flag: "--live",
    help: "test the assumptions about a Databricks workspace on the real one, with about 30 small requests",
  },
  report: {
    ...kinds.systemPath("the path of a file"),
    flag: "--report",
    value: "FILE",
    help: "with --live: also write the findings as JSON, without tokens, hosts and e-mail addresses",
  },
  port: {
    ...kinds.wholeNumber({ min: 0, max: 65_535 }),
    flag: "--port",
    default: 7070,
    help: "the port; the next free one is used if it is in use, and any free one for 0",
  },
  host: {
    ...kinds.text("an address of this machine"),
    flag: "--host",
    value: "ADDR",
    default: "127.0.0.1",
    help: "the address to listen at; one that others reach needs --allow-host",
  },
  allowHost: {
    ...kinds.listOf(kinds.text("a host's name"), "names of hosts"),
    flag: "--allow-host",
    value: "NAME",
    help: "a name under which the server may be reached, besides those of this machine",
  },
  allowOrigin: {
    ...kinds.listOf(kinds.url(), "origins"),
    flag: "--allow-origin",
    value: "ORIGIN",
    help: "an origin whose pages may call the API, such as https://app.example",
  },
  token: {
    ...kinds.listOf(kinds.text("NAME=FILTER"), "tokens NAME=FILTER"),
    flag: "--token",
    value: "NAME=FILTER",
    help: "a further token, printed at the start, whose holder sees only the documents of the filter",
  },
  proxy: {
    ...kinds.listOf(kinds.text("an address or network"), "addresses or networks"),
    flag: "--proxy",
    value: "ADDR",
    help: "a reverse proxy at this address signs users in and names them in headers",
  },
  userHeader: {
    ...kinds.text("a header's name"),
    flag: "--user-header",
    value: "NAME",
    default: "x-forwarded-email",
    help: "with --proxy: the header with the user's name",
  },
  groupsHeader: {
    ...kinds.text("a header's name"),
    flag: "--groups-header",
    value: "NAME",
    default: "x-forwarded-groups",
    help: "with --proxy: the header with the user's groups, separated by commas",
  },
  oidcIssuer: {
    ...kinds.url(),
    flag: "--oidc-issuer",
    value: "URL",
    help: "accept the tokens of this OpenID Connect provider; needs --oidc-audience",
  },
  oidcAudience: {
    ...kinds.listOf(kinds.text("an audience"), "audiences"),
    flag: "--oidc-audience",
    value: "NAME",
    help: "with --oidc-issuer: the audience of the tokens that are meant for this server",
  },
  userClaim: {
    ...kinds.text("a claim's name"),
    flag: "--user-claim",
    value: "NAME",
    default: "email",
    help: "with --oidc-issuer: the claim with the user's name",
  },
  groupsClaim: {
    ...kinds.text("a claim's name"),
    flag: "--groups-claim",
    value: "NAME",
    default: "groups",
    help: "with --oidc-issuer: the claim with the user's groups",
  },
  databricksApps: {
    ...boolean,
    flag: "--databricks-apps",
    help: "accept the users that Databricks Apps forwards; only inside such an app",
  },
  history: {
    ...boolean,
    flag: "--history",
    help: "keep conversations of the page on this machine until they are erased",
  },
  write: { ...boolean, flag: "--write", help: "let the owner add files to the folders" },
  open: { ...boolean, flag: "--no-open", help: "do not open the address in a browser" },
  agent: {
    ...kinds.listOf(kinds.text("an agent's name"), "names of agents"),
    flag: "--agent",
    value: "NAME",
    help:
      "the agent: claude-code, claude-desktop, cursor, vscode, codex, gemini, opencode, zed, or `other`, which prints " +
      "what to add; without it, those that are installed",
  },
  global: { ...boolean, flag: "--global", help: "the user's settings" },
  project: { ...boolean, flag: "--project", help: "the settings of the project in the working directory" },
  agentsMd: {
    ...boolean,
    flag: "--agents-md",
    help: "also the section in the working directory's `AGENTS.md` that tells agents when to use the tools",
  },
  yes: { ...boolean, flag: "--yes", help: "make the changes without asking" },
  text: { ...boolean, flag: "--text", help: "the document's extracted text" },
} as const satisfies { readonly [K in keyof Required<CommandFlags>]: DescribedOption & Spelling };
