// A client in a browser, with the SDK's own host for pages of servers: it calls a tool and shows the result with the tool's page.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";

const info = { name: "host", version: "1" };

/** Shows a call's result in a frame, as a client does, and returns the frame. */
globalThis.show = async (name, given) => {
  const client = new Client(info);
  await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", location.href)));
  const { tools } = await client.listTools();
  const { resourceUri } = tools.find((tool) => tool.name === name)._meta.ui;
  const { contents } = await client.readResource({ uri: resourceUri });
  const frame = document.createElement("iframe");
  // The server of the test gives back what it was sent, with the policy that clients apply to pages without origins.
  await fetch("/page", { method: "PUT", body: contents[0].text });
  frame.sandbox = "allow-scripts allow-same-origin";
  document.body.replaceChildren(frame);
  const bridge = new AppBridge(client, info, { serverTools: {} }, { hostContext: { theme: "dark" } });
  const initialized = new Promise((resolve) => {
    bridge.oninitialized = resolve;
  });
  bridge.onsizechange = ({ height }) => {
    frame.style.height = `${height}px`;
  };
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  frame.src = "/page";
  await initialized;
  const result = await client.callTool({ name, arguments: given });
  await bridge.sendToolInput({ arguments: given });
  await bridge.sendToolResult(result);
};
