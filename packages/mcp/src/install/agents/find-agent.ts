import { InvalidOptionError } from "@ragstone/core";
import type { Agent } from "./agent.js";
import { agents } from "./agents.js";

/**
 * The agent of that name or title; case, spaces and dashes do not matter.
 *
 * @throws {@link InvalidOptionError} if there is none
 */
export function findAgent(name: string): Agent {
  const wanted = plain(name);
  const found = agents.find((agent) => [agent.name, agent.title].map(plain).includes(wanted));
  if (found === undefined)
    throw new InvalidOptionError(
      "--agent",
      name,
      `one of ${agents.map((agent) => agent.name).join(", ")}, other`,
      "`ragstone install --agent other` prints what to add to the settings of any other client.",
    );
  return found;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/gu, "");
}
