// The page of an answer or of a checked draft inside a client: it receives the result of the tool from the client and renders
// its claims and sources. Texts of documents reach the page as text nodes only.
const protocolVersion = "2026-01-26";
/** Characters around a quote. */
const contextLength = 400;

const waiting = new Map();
let requests = 0;
let host = {};

function send(message) {
  parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
}

/** Asks the client; rejects with its error. */
function request(method, params) {
  requests += 1;
  const id = requests;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    send({ id, method, params });
  });
}

addEventListener("message", ({ source, data }) => {
  if (source !== parent || data?.jsonrpc !== "2.0") return;
  const { id, method, params, result, error } = data;
  if (method === "ui/notifications/tool-result") render(params);
  else if (method === "ui/notifications/host-context-changed") applyTheme(params);
  else if (method !== undefined && id !== undefined) send({ id, result: {} });
  else if (waiting.has(id)) {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error.message));
  }
});

function applyTheme({ theme } = {}) {
  if (theme !== undefined) document.documentElement.style.colorScheme = theme;
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

function render({ structuredContent, content = [] }) {
  const texts = content.filter(({ type }) => type === "text").map(({ text }) => text);
  const body =
    structuredContent?.claims === undefined
      ? [element("p", "", texts.join("\n\n"))]
      : [
          ...partsOf(structuredContent),
          ...structuredContent.citations.map((each) => sourceOf(each, structuredContent)),
        ];
  document.body.replaceChildren(...body);
}

/** The text with its claims marked. A draft too long for the result has its claims alone. */
function partsOf({ text, claims, refusal, notices = [], notes = [], leftOut = [] }) {
  const failed = claims.filter((claim) => !hasPassed(claim));
  const lines = [
    ...notices,
    ...(refusal == null ? [] : [refusal.message]),
    ...notes.map(({ message }) => message),
    ...leftOut.map(({ what }) => `Left out: ${what}.`),
  ];
  const main =
    text === "" ? claims.map((claim) => element("p", "", claimOf(claim))) : [element("p", "", ...runs(text, claims))];
  return [
    ...main,
    ...failed.map(({ text, verdict, problems }) =>
      element("p", "why", `${[verdict, ...problems].join(", ")}: ${text.slice(0, 200)}`),
    ),
    ...lines.map((line) => element("p", "", line)),
  ];
}

function hasPassed({ verdict }) {
  return verdict === "quoted" || verdict === "checked";
}

function runs(text, claims) {
  const parts = [];
  let at = 0;
  for (const claim of claims.toSorted((one, other) => one.start - other.start)) {
    if (claim.start < at) continue;
    parts.push(text.slice(at, claim.start), claimOf({ ...claim, text: text.slice(claim.start, claim.end) }));
    at = claim.end;
  }
  return [...parts, text.slice(at)];
}

function claimOf(claim) {
  const made = element("span", hasPassed(claim) ? "claim" : "claim failed", claim.text);
  made.title = [claim.verdict, ...claim.problems].join(", ");
  return made;
}

/** A cited source. Opened, it shows the quote highlighted in the text around it. */
function sourceOf(citation, result) {
  const { id, path, start, end, quote, headings = [] } = citation;
  const title = [`[${id}] ${path}:${start}-${end}`, ...headings].join(" · ");
  const text = element("blockquote", "", element("mark", "", quote));
  const made = element("details", "", element("summary", "", title), text);
  made.addEventListener(
    "toggle",
    () => void surroundings(citation, result).then((around) => text.replaceChildren(...highlighted(around, citation))),
    { once: true },
  );
  return made;
}

/** The text around a quote: of a source in the result, or as the tool `read` returns it, if the client lets pages call tools. */
async function surroundings({ path, start, end, quote, origin }, { sources = [], collection }) {
  const source = sources.find((each) => each.path === path && each.start <= start && each.end >= end);
  if (source !== undefined) return source;
  if (host.hostCapabilities?.serverTools === undefined) return { text: quote, start };
  const name = origin === "put" ? `put:${path}` : path;
  const range = { start: Math.max(0, start - contextLength), end: end + contextLength };
  const call = {
    name: "read",
    arguments: { path: name, ...range, ...(collection === undefined ? {} : { collection }) },
  };
  const { structuredContent } = await request("tools/call", call).catch(() => ({}));
  return structuredContent ?? { text: quote, start };
}

/** Characters that readers do not see are removed from results, so that a quote may begin before its offset. */
function highlighted({ text, start }, { quote, ...citation }) {
  const offset = citation.start - start;
  const at = text.startsWith(quote, offset) ? offset : text.indexOf(quote);
  if (at === -1) return [element("mark", "", quote)];
  return [text.slice(0, at), element("mark", "", quote), text.slice(at + quote.length)];
}

const appInfo = { name: "ragstone-answer", version: "1" };
host = await request("ui/initialize", { appInfo, appCapabilities: {}, protocolVersion });
applyTheme(host.hostContext);
send({ method: "ui/notifications/initialized", params: {} });
new ResizeObserver(() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  send({ method: "ui/notifications/size-changed", params: { height } });
}).observe(document.body);
