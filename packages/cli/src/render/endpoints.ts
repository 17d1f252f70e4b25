import { escapeControls, type ServiceEndpoint, type ServiceEndpoints } from "@ragstone/core";
import type { Terminal } from "../terminal.js";
import { count } from "./count.js";
import { modelSize } from "./model-size.js";
import { priceText } from "./price.js";
import { retirementText } from "./retirement.js";

const groups = [
  ["chat", "Chat endpoints (--model)"],
  ["embedding", "Embedding endpoints (--embedder)"],
  [null, "Endpoints of other tasks"],
] as const;

/** The endpoints of a service by what they can be used as, with what is known of each. */
export function renderEndpoints(terminal: Terminal, { host, endpoints }: ServiceEndpoints): string {
  const lists = groups.map(([kind, title]) => {
    const lines = endpoints
      .filter((endpoint) => endpoint.kind === kind)
      .map((endpoint) => renderEndpoint(terminal, endpoint));
    return lines.length === 0 ? "" : `\n${terminal.style("bold", title)}\n${lines.join("")}`;
  });
  const title = `${count(endpoints.length, "endpoint")} at ${escapeControls(host)}`;
  return `${title}\n${lists.join("")}`;
}

function renderEndpoint(terminal: Terminal, endpoint: ServiceEndpoint): string {
  const { spec, name, kind, task, ready, hosting, served, model } = endpoint;
  const state = ready ? terminal.style("green", "ready") : terminal.style("yellow", "not ready");
  const retired = model === null || hosting !== "pay-per-token" ? null : retirementText(model);
  const facts = [
    model?.title ?? served[0] ?? "an unknown model",
    task ?? "no task",
    hosting.replaceAll("-", " "),
    model === null ? "" : modelSize(model),
    model === null || hosting !== "pay-per-token" ? "" : priceText(model),
  ];
  const shown = [...facts.filter((fact) => fact !== "").map((fact) => escapeControls(fact)), state];
  const label = kind === null ? name : spec;
  return (
    `  ${terminal.style("cyan", escapeControls(label).padEnd(42))} ${shown.join(" · ")}\n` +
    (retired === null ? "" : `    ${retired}\n`)
  );
}
