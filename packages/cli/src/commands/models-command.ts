import { InvalidOptionError, nearestName, type ListedModel } from "@ragstone/core";
import { listModels } from "@ragstone/engine";
import { exitCode } from "../exit-code.js";
import { machineOptions } from "../machine-options.js";
import type { Flags } from "../options/settings.js";
import { renderModel, type AnyListedModel } from "../render/model.js";
import { runCommand } from "../run-command.js";
import type { Terminal } from "../terminal.js";
import { addModelCommand } from "./add-model-command.js";

/** `ragstone models [NAME]` and `ragstone models add MODEL` */
export function modelsCommand([name, model]: readonly (string | undefined)[], flags: Flags): Promise<void> {
  if (name === "add") return addModelCommand(model, flags);
  return runCommand(flags, async ({ terminal }) => {
    const { dataDir } = machineOptions(process.env);
    const models = await listModels({ dataDir });
    if (name !== undefined) {
      const model = findListed(name, [...models.chat, ...models.embedding]);
      terminal.out(terminal.json ? `${JSON.stringify(model)}\n` : renderModel(terminal, model));
      return exitCode.done;
    }
    if (terminal.json) {
      terminal.out(`${JSON.stringify(models)}\n`);
      return exitCode.done;
    }
    terminal.out(`${terminal.style("bold", "Chat models")} (--model)\n`);
    for (const model of models.chat)
      terminal.out(
        line(
          terminal,
          model,
          model.contextTokens === null ? "" : `context ${model.contextTokens.toLocaleString("en")}`,
        ),
      );
    terminal.out(`\n${terminal.style("bold", "Embedding models")} (--embedder)\n`);
    for (const model of models.embedding)
      terminal.out(
        line(terminal, model, `window ${model.windowTokens.toLocaleString("en")}, ${model.dimensions} dimensions`),
      );
    terminal.out(`\nAlso: ${models.others.join(", ")}\n`);
    return exitCode.done;
  });
}

/** @throws {@link InvalidOptionError} if no listed model has the spec, the short name or the endpoint's name */
function findListed(name: string, models: readonly AnyListedModel[]): AnyListedModel {
  const plain = (spec: string) => spec.replace(/^[a-z-]+:/u, "").replace(/^databricks-/u, "");
  const found = models.find(({ spec }) => spec === name) ?? models.find(({ spec }) => plain(spec) === plain(name));
  if (found !== undefined) return found;
  const near = nearestName(plain(name), Object.fromEntries(models.map(({ spec }) => [plain(spec), {}])));
  throw new InvalidOptionError(
    "NAME",
    name,
    "a model of the catalogue",
    near === null ? "`ragstone models` lists them." : `Did you mean ${near}?`,
  );
}

function line(terminal: Terminal, model: ListedModel, size: string): string {
  const {
    spec,
    title,
    configured,
    usdPerMillionTokens: price,
    retirement,
    licence,
    acceptableUse,
    notes,
    limits,
  } = model;
  const cost =
    price === null
      ? "price unknown"
      : price.input + price.output === 0
        ? "free"
        : `USD ${price.input}${price.output > 0 ? ` in, ${price.output} out` : ""} a million tokens`;
  const state = configured ? terminal.style("green", "ready") : "not configured";
  const head = `  ${terminal.style("cyan", spec.padEnd(42))} ${[title, size, cost, state].filter((part) => part !== "").join(" · ")}\n`;
  if (!terminal.verbose)
    return retirement === null
      ? head
      : `${head}    retired ${retirement.date}; use databricks:${retirement.replacement}\n`;
  const details = [
    retirement === null ? "" : `retired ${retirement.date}; use databricks:${retirement.replacement}`,
    Object.entries(limits)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
    licence,
    acceptableUse ?? "",
    notes,
  ];
  return (
    head +
    details
      .filter((detail) => detail !== "")
      .map((detail) => `    ${detail}\n`)
      .join("")
  );
}
