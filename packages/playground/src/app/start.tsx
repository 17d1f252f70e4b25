import { render } from "preact";
import { strings } from "../texts/strings.js";
import { App } from "./app.js";

/** Shows the app in place of what was painted before it. */
export async function start(): Promise<void> {
  // The token is in the address's fragment, which no request contains. Behind a proxy that signs users in there is none.
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  const isKnown = token !== null || (await fetch("api/settings").catch(() => null))?.ok === true;
  const root = document.getElementById("app")!;
  root.replaceChildren();
  render(isKnown ? <App token={token} /> : <p class="failure">{strings.noToken}</p>, root);
}
