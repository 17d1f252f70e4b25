// What the official conformance scenarios call: small tools, resources and prompts with the names that they prescribe.
import { sdk, z } from "./modules.mjs";

const { acceptedContent, completable, createRequestStateCodec, inputRequired, ResourceTemplate } = sdk;

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
const silence = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

export const stateCodec = createRequestStateCodec({ key: crypto.getRandomValues(new Uint8Array(32)) });

const text = (content) => ({ type: "text", text: content });
const image = { type: "image", data: pixel, mimeType: "image/png" };
const embedded = (uri) => ({
  type: "resource",
  resource: { uri, mimeType: "text/plain", text: "An embedded resource." },
});
const result = (...content) => ({ content });
const form = (properties, message = "Please answer.") => ({
  message,
  requestedSchema: { type: "object", properties, required: Object.keys(properties) },
});
const nameForm = form({ name: { type: "string" } });
const sample = { messages: [{ role: "user", content: text("What is the capital of France?") }], maxTokens: 100 };

/** A tool that asks once, and is complete when every question has an answer. */
function askingOnce(questions, withState = false) {
  return async (_given, context) => {
    const answers = context.mcpReq.inputResponses ?? {};
    const isAnswered = ([key, { method }]) =>
      method === "elicitation/create" ? acceptedContent(answers, key) !== undefined : answers[key] !== undefined;
    if (Object.entries(questions).every(isAnswered))
      return result(text(withState ? "Complete: state-ok." : "Complete: the answers arrived."));
    const requestState = withState ? await stateCodec.mint({ asked: true }) : undefined;
    return inputRequired({ inputRequests: questions, requestState });
  };
}

/** Two rounds; which one it is comes back in the state. */
async function askingTwice(_given, context) {
  const { round } = context.mcpReq.requestState() ?? { round: 0 };
  const answered = acceptedContent(context.mcpReq.inputResponses, `step${round}`) !== undefined;
  if (round === 2 && answered) return result(text("Complete: both rounds."));
  const next = answered ? round + 1 : Math.max(round, 1);
  return inputRequired({
    inputRequests: { [`step${next}`]: inputRequired.elicit(nameForm) },
    requestState: await stateCodec.mint({ round: next }),
  });
}

/** Asks only for what the client says it can answer. */
async function askingWhatIsOffered(_given, context) {
  if (context.mcpReq.inputResponses !== undefined) return result(text("Complete: the answers arrived."));
  const offered = context.mcpReq.envelope?.["io.modelcontextprotocol/clientCapabilities"] ?? {};
  const inputRequests = {};
  if (offered.sampling !== undefined) inputRequests.sampled = inputRequired.createMessage(sample);
  if (offered.elicitation !== undefined) inputRequests.elicited = inputRequired.elicit(nameForm);
  return inputRequired({ inputRequests, requestState: await stateCodec.mint({ asked: true }) });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 30));

async function logging(_given, { mcpReq }) {
  for (const data of ["started", "processing", "completed"]) {
    await mcpReq.log("info", data);
    await pause();
  }
  return result(text("Logged."));
}

async function progressing(_given, { mcpReq }) {
  const progressToken = mcpReq._meta?.progressToken ?? 0;
  for (const progress of [0, 50, 100]) {
    await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
    await pause();
  }
  return result(text("Progressed."));
}

/** Asks the client over the connection, as until 2025-11-25. */
const asking =
  (method, paramsFor) =>
  async (given, { mcpReq }) =>
    result(text(JSON.stringify(await mcpReq.send({ method, params: paramsFor(given) }))));

const optional = (properties) => ({
  ...form(properties),
  requestedSchema: { type: "object", properties, required: [] },
});
const defaults = optional({
  name: { type: "string", default: "John Doe" },
  age: { type: "integer", default: 30 },
  score: { type: "number", default: 95.5 },
  status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
  verified: { type: "boolean", default: true },
});
const titled = [1, 2, 3].map((at) => ({ const: `value${at}`, title: `Option ${at}` }));
const plain = ["option1", "option2", "option3"];
const enums = optional({
  untitledSingle: { type: "string", enum: plain },
  titledSingle: { type: "string", oneOf: titled },
  legacyEnum: { type: "string", enum: ["opt1", "opt2", "opt3"], enumNames: ["One", "Two", "Three"] },
  untitledMulti: { type: "array", minItems: 1, maxItems: 3, items: { type: "string", enum: plain } },
  titledMulti: { type: "array", minItems: 1, maxItems: 3, items: { anyOf: titled } },
});

function registerTools(server, notify) {
  const tool = (name, run, shape = {}) =>
    server.registerTool(name, { description: `Fixture of ${name}`, inputSchema: z.object(shape) }, run);
  tool("test_simple_text", async () => result(text("This is a simple text response for testing.")));
  tool("test_image_content", async () => result(image));
  tool("test_audio_content", async () => result({ type: "audio", data: silence, mimeType: "audio/wav" }));
  tool("test_embedded_resource", async () => result(embedded("test://embedded-resource")));
  tool("test_multiple_content_types", async () =>
    result(text("Mixed:"), image, embedded("test://mixed-content-resource")),
  );
  tool("test_error_handling", async () => {
    throw new Error("This tool intentionally returns an error for testing");
  });
  tool("test_tool_with_logging", logging);
  tool("test_logging_tool", logging);
  tool("test_tool_with_progress", progressing);
  tool(
    "test_sampling",
    asking("sampling/createMessage", ({ prompt }) => ({
      ...sample,
      messages: [{ role: "user", content: text(prompt) }],
    })),
    { prompt: z.string() },
  );
  tool(
    "test_elicitation",
    asking("elicitation/create", ({ message }) => form({ response: { type: "string" } }, message)),
    { message: z.string() },
  );
  tool(
    "test_elicitation_sep1034_defaults",
    asking("elicitation/create", () => defaults),
  );
  tool(
    "test_elicitation_sep1330_enums",
    asking("elicitation/create", () => enums),
  );
  const elicit = inputRequired.elicit(nameForm);
  const sampling = inputRequired.createMessage(sample);
  const roots = inputRequired.listRoots();
  const prefix = "test_input_required_result";
  tool(`${prefix}_elicitation`, askingOnce({ user_name: elicit }));
  tool("test_streaming_elicitation", askingOnce({ user_name: elicit }));
  tool(`${prefix}_sampling`, askingOnce({ capital_question: sampling }));
  tool("test_missing_capability", askingOnce({ capital_question: sampling }));
  tool(`${prefix}_list_roots`, askingOnce({ client_roots: roots }));
  tool(`${prefix}_request_state`, askingOnce({ confirm: elicit }, true));
  tool(`${prefix}_tampered_state`, askingOnce({ confirm: elicit }, true));
  tool(`${prefix}_multiple_inputs`, askingOnce({ user_name: elicit, greeting: sampling, client_roots: roots }, true));
  tool(`${prefix}_multi_round`, askingTwice);
  tool(`${prefix}_capabilities`, askingWhatIsOffered);
  tool("test_trigger_tool_change", async () => {
    notify().toolsChanged();
    return result(text("Changed."));
  });
  tool("test_trigger_prompt_change", async () => {
    notify().promptsChanged();
    return result(text("Changed."));
  });
}

function registerResources(server) {
  const content = (uri, body) => ({ contents: [{ uri: uri.href, ...body }] });
  const textual = (body) => ({ mimeType: "text/plain", text: body });
  server.registerResource("static-text", "test://static-text", {}, async (uri) =>
    content(uri, textual("Static text.")),
  );
  server.registerResource("static-binary", "test://static-binary", {}, async (uri) =>
    content(uri, { mimeType: "image/png", blob: pixel }),
  );
  server.registerResource("watched", "test://watched-resource", {}, async (uri) => content(uri, textual("Watched.")));
  server.registerResource(
    "template",
    new ResourceTemplate("test://template/{id}/data", { list: undefined }),
    {},
    async (uri, { id }) => content(uri, { mimeType: "application/json", text: JSON.stringify({ id }) }),
  );
}

function registerPrompts(server) {
  const message = (content) => ({ messages: [{ role: "user", content }] });
  server.registerPrompt("test_simple_prompt", { description: "Simple" }, async () => message(text("A simple prompt.")));
  const argument = completable(z.string(), () => []);
  server.registerPrompt(
    "test_prompt_with_arguments",
    { description: "With arguments", argsSchema: z.object({ arg1: argument, arg2: z.string() }) },
    async ({ arg1, arg2 }) => message(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  );
  server.registerPrompt(
    "test_prompt_with_embedded_resource",
    { description: "With a resource", argsSchema: z.object({ resourceUri: z.string() }) },
    async ({ resourceUri }) => ({
      messages: [
        { role: "user", content: embedded(resourceUri) },
        { role: "user", content: text("Look at it.") },
      ],
    }),
  );
  server.registerPrompt("test_prompt_with_image", { description: "With an image" }, async () => message(image));
  server.registerPrompt("test_input_required_result_prompt", { description: "Asks first" }, async ({ mcpReq }) =>
    acceptedContent(mcpReq.inputResponses, "user_context") === undefined
      ? inputRequired({ inputRequests: { user_context: inputRequired.elicit(form({ context: { type: "string" } })) } })
      : message(text("Complete.")),
  );
}

/** @param notify - gives what tells subscribers of changes */
export function registerFeatures(server, notify) {
  registerTools(server, notify);
  registerResources(server);
  registerPrompts(server);
}
