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
  /** Characters in a line of standard output, `null` where it is no terminal: nothing is wrapped then. */
  readonly columns: number | null;
  out(text: string): void;
  err(text: string): void;
  /** Ends a line that was begun on standard output or standard error, before a message that is no part of it. */
  endLine(): void;
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
  const output = lineWriter(process.stdout);
  const errors = lineWriter(process.stderr);
  return {
    json,
    quiet,
    verbose,
    interactive: process.stderr.isTTY && !quiet && !json && process.env["TERM"] !== "dumb",
    outputIsTerminal: process.stdout.isTTY,
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    out: output.write,
    err: errors.write,
    endLine() {
      output.endLine();
      errors.endLine();
    },
    // Which stream is meant is known here; Node would look at standard output alone.
    style: (style, text) => (outColor ? styleText(style, text, { validateStream: false }) : text),
    styleErr: (style, text) => (errColor ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** Writes to a stream and knows whether its last line is ended. A bar, which begins with a carriage return, is no line. */
function lineWriter(stream: Pick<NodeJS.WriteStream, "write">) {
  let open = false;
  const write = (text: string): void => {
    if (text !== "") open = !text.endsWith("\n") && !text.startsWith("\r");
    stream.write(text);
  };
  return {
    write,
    endLine() {
      if (open) write("\n");
    },
  };
}
