import { InvalidOptionError } from "@ragstone/core";
import { faultNames } from "./fault.js";
import type { Fault, FaultName } from "./fault.js";

const number = String.raw`\d+(?:\.\d+)?`;
const pattern = new RegExp(
  [
    String.raw`^(?<name>[a-z0-9-]+?)`,
    String.raw`(?:=(?<value>${number}))?`,
    String.raw`(?:@(?<share>${number})(?<percent>%)?)?`,
    String.raw`(?:\*(?<times>\d+))?`,
    String.raw`(?::(?<on>[\w.-]+))?$`,
  ].join(""),
  "u",
);

/**
 * Reads a fault as the command line gives it: `NAME[=VALUE][@SHARE][*TIMES][:ON]`, for example `latency=200`,
 * `random@5%`, `503*3`, `wrong-dimensions=768:embeddings`.
 *
 * @throws {@link InvalidOptionError} if the text has another form or names no known fault
 */
export function parseFault(text: string): Fault {
  const groups = pattern.exec(text)?.groups;
  const name = faultNames.find((known) => known === groups?.["name"]);
  if (groups === undefined || name === undefined) {
    throw new InvalidOptionError(
      "fault",
      text,
      `NAME[=VALUE][@SHARE][*TIMES][:ON] with NAME one of ${faultNames.join(", ")}`,
    );
  }
  const share =
    groups["share"] === undefined ? undefined : Number(groups["share"]) / (groups["percent"] === undefined ? 1 : 100);
  if (share !== undefined && !(share > 0 && share <= 1))
    throw new InvalidOptionError("fault", text, "a share above 0 and at most 1 (or 100%)");
  return fault(name, groups, share);
}

function fault(
  name: FaultName,
  groups: Readonly<Record<string, string | undefined>>,
  share: number | undefined,
): Fault {
  return {
    name,
    value: groups["value"] === undefined ? undefined : Number(groups["value"]),
    share,
    times: groups["times"] === undefined ? undefined : Number(groups["times"]),
    on: groups["on"],
  };
}
