import { Option, type Command } from "commander";
import type { CommandOption } from "./command-option.js";
import { optionsOfCommand, type CommandName } from "./command-options.js";
import { flagSyntax, helpText } from "./help-text.js";
import { parseValue } from "./parse-value.js";
import type { Flags } from "./settings.js";

/** Declares the flags of a command. Their texts are parsed and checked as they are read. */
export function addOptions(command: Command, name: CommandName): Command {
  for (const option of optionsOfCommand(name)) for (const flag of declare(option)) command.addOption(flag);
  return command;
}

/** The flags that commander read, by option name. */
export function flagsOf(name: CommandName, read: Readonly<Record<string, unknown>>): Flags {
  return Object.fromEntries(
    optionsOfCommand(name).flatMap((option) => {
      const value = read[new Option(option.flag ?? "").attributeName()];
      return value === undefined ? [] : [[option.name, value]];
    }),
  );
}

function declare(option: CommandOption): Option[] {
  const { flag = "", kind, negation } = option;
  const [name, ...value] = flagSyntax(option).split(" ");
  const declared = new Option(value.length === 0 ? flag : `${name} <${value.join(" ")}>`, helpText(option));
  if (kind !== "boolean")
    declared.argParser((text, previous) => {
      const parsed =
        kind === "list" ? [...((previous as readonly string[] | undefined) ?? []), text] : parseValue(option, text);
      option.check(flag, parsed);
      return parsed;
    });
  return negation === undefined ? [declared] : [declared, new Option(flag.replace("--", "--no-"), negation)];
}
