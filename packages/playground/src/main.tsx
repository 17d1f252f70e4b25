import { render } from "preact";
import { App } from "./app/app.js";
import { strings } from "./texts/strings.js";
import "./styles/page.css";

/** The token is in the address's fragment, which no request contains. */
const token = new URLSearchParams(location.hash.slice(1)).get("token");
render(
  token === null ? <p class="failure">{strings.noToken}</p> : <App token={token} />,
  document.getElementById("app")!,
);
