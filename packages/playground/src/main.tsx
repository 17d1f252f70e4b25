import { render } from "preact";
import { App } from "./app/app.js";
import { strings } from "./texts/strings.js";
import "./styles/page.css";

/** The token is in the address's fragment, which no request contains. Behind a proxy that signs users in there is none. */
const token = new URLSearchParams(location.hash.slice(1)).get("token");
const isKnown = token !== null || (await fetch("api/settings").catch(() => null))?.ok === true;
const root = document.getElementById("app")!;
// What was painted before.
root.replaceChildren();
render(isKnown ? <App token={token} /> : <p class="failure">{strings.noToken}</p>, root);
