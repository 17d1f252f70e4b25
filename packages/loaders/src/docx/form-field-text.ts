import type { Element } from "domhandler";
import { attributeOf, childNamed, childrenNamed } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { valueOf } from "./value-of.js";

/** The state of a check box or the chosen entry of a list in the data of a form field; `null` for other fields. */
export function formFieldText(fieldCharacter: Element): string | null {
  const data = childNamed(fieldCharacter, "ffData");
  if (data === null) return null;
  const box = childNamed(data, "checkBox");
  if (box !== null) {
    const state = childNamed(box, "checked") ?? childNamed(box, "default");
    return state !== null && isOn(state) ? "\u2612" : "\u2610";
  }
  const list = childNamed(data, "ddList");
  if (list === null) return null;
  const chosen = Number(valueOf(list, "result") ?? valueOf(list, "default") ?? "0");
  const entry = childrenNamed(list, "listEntry")[chosen];
  return entry === undefined ? null : attributeOf(entry, "val");
}
