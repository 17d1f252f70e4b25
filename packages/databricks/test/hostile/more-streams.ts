import {
  type HostileMode,
  events,
  reply,
  frame,
  text,
  stop,
  done,
  forever,
  chat,
  frames,
  failure,
} from "./hostile-mode.js";

/** Streams of other kinds. */
export const moreStreams: readonly HostileMode[] = [
  chat(
    "ids twice, names of events and times of retrying",
    frames(`id: 1\nevent: message\nretry: 1\n${text("Keys.")}id: 1\n${stop()}id: 1\n${done}`),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "line ends of the old Macintosh",
    frames((text("Keys.") + stop() + done).replaceAll("\n", "\r")),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "mixed line ends",
    frames(`${text("Ke").replace("\n\n", "\r\n\r")}${text("ys.").replace("\n\n", "\r\r\n")}${stop()}${done}`),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "events without data",
    frames(`data:\n\ndata: \n\n${text("Keys.")}data\n\n${stop()}${done}`),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat("[DONE] with blanks around it", frames(`${text("Keys.")}${stop()}data:  [DONE] \n\n`), null, /^Keys\. stop$/, 1),
  chat(
    "an event that is named an error",
    frames(`${text("Keys")}event: error\ndata: {"message":"The upstream server is on fire."}\n\n`),
    "stream-cut",
    /upstream server is on fire/,
    1,
  ),
  chat("an error with 200 in place of a stream", reply(failure), "response-invalid", /upstream server is on fire/),
  chat(
    "an error with 200 as the only event",
    frames(`data: ${JSON.stringify(failure)}\n\n`),
    "stream-cut",
    /upstream server is on fire/,
  ),
  chat("zeros in the text", frames(text("Ke\0ys.") + stop() + done), null, /^Ke\0?ys\. stop$/u, 1),
  chat("bytes of zero between events", frames(`${text("Keys.")}\0\0\n\n${stop()}${done}`), null, /^Keys\. stop$/, 1),
  chat(
    "frames of nothing, as fast as they are read",
    forever("data: {}\n\n".repeat(6000)),
    "response-too-large",
    /MiB/,
    1,
  ),
  chat("empty comments as fast as they are read", forever(":\n".repeat(30_000)), "response-too-large", /MiB/, 1),
  chat("empty lines without end", forever("\n".repeat(60_000)), "*", /./, 1),
  chat(
    "silence after the reason",
    (_, response) => response.writeHead(200, events).write(text("Keys.") + stop()),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat("words after the reason", frames(text("Keys") + stop() + text(".") + done), null, /^Keys\. stop$/, 1),
  chat(
    "a tool call of a number beyond all bounds",
    frames(
      frame({ delta: { tool_calls: [{ index: 1e15, id: "x", function: { name: "rm", arguments: {} } }, null, 7] } }) +
        text("Keys.") +
        stop() +
        done,
    ),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "a thousand choices",
    frames(
      `data: ${JSON.stringify({ choices: Array.from({ length: 1000 }, (_, index) => ({ index, delta: { content: "x" } })) })}\n\n${stop()}${done}`,
    ),
    null,
    /^x stop$/,
    1,
  ),
  chat(
    "the whole answer as message in a frame",
    frames(frame({ message: { content: "Keys." }, finish_reason: "stop" }) + done),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat("old completions in a stream", frames(frame({ text: "Keys." }) + stop() + done), null, /^ stop$/, 1),
];
