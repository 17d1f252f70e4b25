import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Where a command writes. Results go to standard output, everything else to standard error. */
export interface Terminal {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether standard error is a terminal that may be drawn on. */
  readonly interactive: boolean;
  /** Whether standard output is a terminal. */
  readonly outputIsTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Styles text for standard output; plain in a pipe. */
  style(style: Style, text: string): string;
  styleErr(style: Style, text: string): string;
}

export interface TerminalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** `--no-color` gives `false`. */
  readonly color?: boolean;
}

/** Depends on `NO_COLOR` and on the kind of the streams. */
export function createTerminal({
  json = false,
  quiet = false,
  verbose = false,
  color = true,
}: TerminalOptions): Terminal {
  const allowed = color && (process.env["NO_COLOR"] ?? "") === "" && process.env["TERM"] !== "dumb";
  const outColor = allowed && process.stdout.isTTY;
  const errColor = allowed && process.stderr.isTTY;
  return {
    json,
    quiet,
    verbose,
    interactive: process.stderr.isTTY && !quiet && !json && process.env["TERM"] !== "dumb",
    outputIsTerminal: process.stdout.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    // Which stream is meant is known here; Node would look at standard output alone.
    style: (style, text) => (outColor ? styleText(style, text, { validateStream: false }) : text),
    styleErr: (style, text) => (errColor ? styleText(style, text, { validateStream: false }) : text),
  };
}
