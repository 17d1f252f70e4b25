import type { Misbehave } from "./hostile-server.js";
import type { HostileMode } from "./hostile/hostile-mode.js";
import { httpModes } from "./hostile/http-modes.js";
import { shapeModes } from "./hostile/shape-modes.js";
import { statusModes } from "./hostile/status-modes.js";
import { streamModes } from "./hostile/stream-modes.js";
import { moreAnswers } from "./hostile/more-answers.js";
import { moreStreams } from "./hostile/more-streams.js";

/** Modes that end by the time for an answer. */
const silent: ReadonlySet<string> = new Set([
  "a slow drip",
  "silence",
  "interim answers without end",
  "comments that keep the connection open",
  "frames without content, without end",
  "silence in the middle",
  "headers that come byte by byte",
  "silence after the reason",
  "trailers without end",
  "an extension of a chunk without end",
  "a size of a chunk beyond all bounds",
]);

/** Every mode, each of which ends within the limits of the handbook. */
export const hostileModes: readonly HostileMode[] = [
  ...httpModes,
  ...shapeModes,
  ...statusModes,
  ...streamModes,
  ...moreAnswers,
  ...moreStreams,
].map((mode) => (silent.has(mode.name) ? { ...mode, timeoutMs: 300 } : mode));

/** A server of one mode. */
export const serving = ({ serve }: HostileMode): Misbehave => {
  let count = 0;
  return (body, response) => {
    count += 1;
    return serve(body, response, count);
  };
};
