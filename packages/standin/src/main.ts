import { parseArgs } from "node:util";
import { InvalidOptionError, isRagstoneError } from "@ragstone/core";
import { parseFault } from "./faults/parse-fault.js";
import { modelFamilies } from "./options/model-family.js";
import { servedModels } from "./models/served-models.js";
import { parseLimits } from "./parse-limits.js";
import { parseQuirk } from "./options/parse-quirk.js";
import type { Quirks } from "./options/quirks.js";
import type { EndpointState } from "./options/standin.js";
import { startStandin } from "./start-standin.js";
import type { AddedModel, ProvisionedEndpoint } from "./options/standin-options.js";

const help = `standin [--port N] [--token TOKEN] [--seed N] [--no-limits]
  --fault NAME...               NAME[=VALUE][@SHARE][*TIMES][:ON], for example latency=200, random@5%, 503*3
  --quirk NAME=VALUE            where the protocol is not confirmed, for example overWindow=error
  --limit ENDPOINT=NAME:N,...   instead of the documented limits, for example databricks-gte-large-en=qps:5
  --endpoint NAME=MODEL         an endpoint of provisioned throughput
  --models NAME[=FAMILY],...    pay-per-token endpoints of further models that behave like FAMILY, one of
                                llama, llama-4, claude, openai (the default), gte, bge, qwen
  --state ENDPOINT=STATE        ready, not-ready, retired, forbidden or missing

Serves a stand-in Databricks workspace on 127.0.0.1 until it is interrupted. The first line on standard output is
{"host","token","clientId","clientSecret"}. Options may be repeated.
`;

try {
  await main();
} catch (error) {
  if (!isRagstoneError(error) && !(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n${isRagstoneError(error) ? `${error.hint}\n` : ""}`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: "string" },
      fault: { type: "string", multiple: true },
      quirk: { type: "string", multiple: true },
      limit: { type: "string", multiple: true },
      endpoint: { type: "string", multiple: true },
      models: { type: "string", multiple: true },
      state: { type: "string", multiple: true },
      token: { type: "string" },
      seed: { type: "string" },
      "no-limits": { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const stray = values.fault === undefined ? positionals[0] : undefined;
  if (stray !== undefined) throw new InvalidOptionError("argument", stray, "an option; standin --help lists them");
  const states = (values.state ?? []).map(parseState);
  const limited = values["no-limits"] === true ? [] : servedModels;
  const standin = await startStandin({
    limits: {
      ...Object.fromEntries(limited.map((model) => [model.endpoint, model.limits])),
      ...Object.fromEntries((values.limit ?? []).map(parseLimits)),
    },
    quirks: Object.assign({}, ...(values.quirk ?? []).map(parseQuirk)) as Partial<Quirks>,
    record: false,
    // `--fault a b` as well as `--fault a --fault b`.
    faults: [...(values.fault ?? []), ...(values.fault === undefined ? [] : positionals)].map(parseFault),
    endpoints: (values.endpoint ?? []).map(parseEndpoint),
    models: (values.models ?? []).flatMap((list) => list.split(",")).map(parseModel),
    port: values.port === undefined ? undefined : integer("port", values.port, 65_535),
    seed: values.seed === undefined ? undefined : integer("seed", values.seed, 0xffff_ffff),
    token: values.token,
  });
  try {
    for (const [name, state] of states) standin.setEndpointState(name, state);
  } catch (error) {
    await standin.close();
    throw error;
  }
  const { host, token, clientId, clientSecret } = standin;
  process.stdout.write(`${JSON.stringify({ host, token, clientId, clientSecret })}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void standin.close());
}

function integer(option: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new InvalidOptionError(option, text, `an integer from 0 to ${most}`);
  return value;
}

function parseState(text: string): [string, EndpointState] {
  const [name = "", given] = text.split("=", 2);
  const state = (["ready", "not-ready", "retired", "forbidden", "missing"] as const).find((known) => known === given);
  if (state === undefined)
    throw new InvalidOptionError(
      "state",
      text,
      "ENDPOINT=STATE with STATE one of ready, not-ready, retired, forbidden, missing",
    );
  return [name, state];
}

function parseModel(text: string): AddedModel {
  const [name = "", family = "openai"] = text.split("=", 2);
  const like = modelFamilies.find((known) => known === family);
  if (!/^[\w.-]+$/u.test(name) || like === undefined)
    throw new InvalidOptionError("models", text, `NAME=FAMILY with FAMILY one of ${modelFamilies.join(", ")}`);
  return { name, like };
}

function parseEndpoint(text: string): ProvisionedEndpoint {
  const [name, model] = text.split("=", 2);
  if (name === undefined || name === "" || model === undefined || model === "")
    throw new InvalidOptionError("endpoint", text, "NAME=MODEL");
  return { name, model };
}
