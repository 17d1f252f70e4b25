import { InvalidOptionError, nearestName, type ServiceEndpoint } from "@ragstone/core";
import { listModels } from "@ragstone/engine";
import { specForms } from "@ragstone/engine/internal";
import { exitCode } from "../exit-code.js";
import { machineOptions } from "../machine-options.js";
import type { Flags } from "../options/settings.js";
import type { AnyListedModel } from "../render/any-listed-model.js";
import { renderEndpoints } from "../render/endpoints.js";
import { renderModel } from "../render/model.js";
import { renderModelLine } from "../render/model-line.js";
import { runCommand } from "../run-command.js";
import type { Terminal } from "../terminal.js";
import { addModelCommand } from "./add-model-command.js";
import { workspaceService } from "./workspace-service.js";

/** `ragstone models [NAME] [--workspace]` and `ragstone models add MODEL` */
export function modelsCommand([name, model]: readonly (string | undefined)[], flags: Flags): Promise<void> {
  if (name === "add") return addModelCommand(model, flags);
  return runCommand(flags, async ({ terminal, signal }) => {
    if (model !== undefined)
      throw new InvalidOptionError("MODEL", model, "no second name", "Name one model at a time.");
    if (flags.from !== undefined)
      throw new InvalidOptionError(
        "--from",
        flags.from,
        "a folder for `models add`",
        "Run `ragstone models add minilm --from DIR`.",
      );
    if (flags.workspace === true) await listWorkspace(name, terminal, signal);
    else if (name === undefined) await listCatalogue(terminal);
    else {
      const models = await listHere();
      const listed = findNamed(name, [...models.chat, ...models.embedding]);
      const state = listed.configured ? "not asked; a sign-in is set up" : "not configured";
      const ready = listed.provider === "local" && listed.configured ? "yes" : state;
      terminal.out(terminal.json ? `${JSON.stringify(listed)}\n` : renderModel(terminal, listed, ready));
    }
    return exitCode.done;
  });
}

function listHere(): ReturnType<typeof listModels> {
  const { dataDir } = machineOptions(process.env);
  return listModels({ dataDir });
}

async function listCatalogue(terminal: Terminal): Promise<void> {
  const models = await listHere();
  if (terminal.json) {
    terminal.out(`${JSON.stringify(models)}\n`);
    return;
  }
  const lines = (list: readonly AnyListedModel[]) =>
    list.map((model) => (terminal.verbose ? `${renderVerbose(terminal, model)}\n` : renderModelLine(terminal, model)));
  terminal.out(`${terminal.style("bold", "Chat models")} (--model)\n${lines(models.chat).join("")}`);
  terminal.out(`\n${terminal.style("bold", "Embedding models")} (--embedder)\n${lines(models.embedding).join("")}`);
  terminal.out(`\n${terminal.style("bold", "Rerankers")} (--rerank)\n  ${specForms("reranker").join(", ")}\n`);
  terminal.out(`\nAlso: ${models.others.join(", ")}\n`);
}

function renderVerbose(terminal: Terminal, model: AnyListedModel): string {
  return renderModel(terminal, model, model.configured ? "configured" : "not configured");
}

async function listWorkspace(name: string | undefined, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const service = await workspaceService();
  const listed = await service.endpoints({ signal });
  const endpoints = name === undefined ? listed.endpoints : [findNamed(name, listed.endpoints)];
  if (terminal.json) {
    terminal.out(`${JSON.stringify(name === undefined ? listed : endpoints[0])}\n`);
    return;
  }
  terminal.out(renderEndpoints(terminal, { ...listed, endpoints }));
  const [only] = endpoints;
  if (name === undefined || only === undefined || only.model === null) return;
  terminal.out(`\n${renderModel(terminal, only.model, only.ready ? "yes" : "no, the endpoint is not up")}`);
}

/** @throws {@link InvalidOptionError} if none has the spec, the short name or the endpoint's name */
function findNamed<T extends AnyListedModel | ServiceEndpoint>(name: string, models: readonly T[]): T {
  const plain = (spec: string) => spec.replace(/^[a-z-]+:/u, "").replace(/^databricks-/u, "");
  const found = models.find(({ spec }) => spec === name) ?? models.find(({ spec }) => plain(spec) === plain(name));
  if (found !== undefined) return found;
  const near = nearestName(plain(name), Object.fromEntries(models.map(({ spec }) => [plain(spec), {}])));
  throw new InvalidOptionError(
    "NAME",
    name,
    "a model of the list",
    near === null ? "Without NAME, all are listed." : `Did you mean ${near}?`,
  );
}
