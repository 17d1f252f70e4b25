import { escapeControls, InvalidOptionError } from "@ragstone/core";
import { addModel, type AddModelReport } from "@ragstone/engine";
import { exitCode } from "../exit-code.js";
import { machineOptions } from "../machine-options.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";

/** `ragstone models add MODEL` */
export function addModelCommand(model: string | undefined, flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    if (model === undefined)
      throw new InvalidOptionError("MODEL", "", "the local model to add", "For example: ragstone models add minilm");
    if (flags.workspace === true)
      throw new InvalidOptionError(
        "--workspace",
        true,
        "no flag of `models add`",
        "A model is added to this computer.",
      );
    const { dataDir } = machineOptions(process.env);
    const report = await addModel(model, { from: flags.from, dataDir, signal });
    terminal.out(terminal.json ? `${JSON.stringify(report)}\n` : render(report));
    return exitCode.done;
  });
}

function render({ model, dir, state, bytes, runtime }: AddModelReport): string {
  const megabytes = (bytes / 1e6).toFixed(1);
  const done = state === "present" ? "is already there, unchanged, in" : `(${megabytes} MB) was added to`;
  const next =
    runtime === null
      ? "It needs a runtime: npm install --global onnxruntime-node (fast), or onnxruntime-web (no native code).\n"
      : `It runs on ${runtime}.\n`;
  return `${model} ${done} ${escapeControls(dir)}\n${next}Use it: ragstone index FOLDER --embedder ${model}\n`;
}
