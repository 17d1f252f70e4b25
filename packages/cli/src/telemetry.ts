import { Console } from "node:console";
import { setTimeout as wait } from "node:timers/promises";
import { RagstoneError } from "@ragstone/core";

/** Time for the last spans; a collector that doesn't answer must not hold the command. */
const flushMs = 5000;
/** The same after Ctrl-C. */
const interruptedFlushMs = 500;

/** Sends the spans that are left. */
export type EndTelemetry = (options: { readonly interrupted: boolean }) => Promise<void>;

export interface TelemetryOptions {
  /** Defaults for the SDK's own variables are added. */
  readonly environment: NodeJS.ProcessEnv;
  /** Gets each problem of the export once. */
  readonly onProblem: (message: string) => void;
}

/**
 * Starts OpenTelemetry's SDK as its `OTEL_*` variables have it, for spans only. What else it detects stays out: a process's
 * attributes include its arguments, which contain the question.
 *
 * @throws {@link RagstoneError} `dependency-missing` if the SDK is not installed
 */
export async function startTelemetry({ environment, onProblem }: TelemetryOptions): Promise<EndTelemetry> {
  const [{ diag, DiagLogLevel }, { NodeSDK }] = await loaded();
  environment["OTEL_METRICS_EXPORTER"] ??= "none";
  environment["OTEL_LOGS_EXPORTER"] ??= "none";
  environment["OTEL_NODE_RESOURCE_DETECTORS"] ??= "env";
  environment["OTEL_SERVICE_NAME"] ??= "ragstone";
  environment["OTEL_EXPORTER_OTLP_TIMEOUT"] ??= String(flushMs);
  // Standard output is for results: the SDK's console exporter and log go to standard error.
  globalThis.console = new Console(process.stderr, process.stderr);
  const sdk = new NodeSDK();
  if (environment["OTEL_LOG_LEVEL"] === undefined) {
    const report = once(onProblem);
    const ignore = () => {};
    diag.setLogger(
      { error: report, warn: ignore, info: ignore, debug: ignore, verbose: ignore },
      { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
    );
  }
  sdk.start();
  return async ({ interrupted }) => {
    const ended = sdk.shutdown().catch((error: unknown) => onProblem(String(error)));
    await Promise.race([ended, wait(interrupted ? interruptedFlushMs : flushMs, undefined, { ref: false })]);
    // Attempts that are still open would keep the process.
    if (interrupted) setTimeout(() => process.exit(), 0).unref();
  };
}

async function loaded() {
  try {
    return await Promise.all([import("@opentelemetry/api"), import("@opentelemetry/sdk-node")]);
  } catch (error) {
    throw new RagstoneError("dependency-missing", "Telemetry needs OpenTelemetry's SDK, which is not installed.", {
      hint: "Add it next to ragstone: npm install @opentelemetry/api @opentelemetry/sdk-node",
      cause: error,
      data: { package: "@opentelemetry/sdk-node" },
    });
  }
}

/** The SDK logs an error as JSON with a stack, again for every batch. */
function once(onProblem: (message: string) => void): (...values: readonly unknown[]) => void {
  const reported = new Set<string>();
  return (...values) => {
    const message = values.map(messageOf).join(" ");
    if (reported.has(message)) return;
    reported.add(message);
    onProblem(message);
  };
}

function messageOf(value: unknown): string {
  const text = value instanceof Error ? value.message : String(value);
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === "string" ? message : text;
  } catch {
    return text;
  }
}
