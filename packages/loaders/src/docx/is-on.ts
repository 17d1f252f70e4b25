import type { Element } from "domhandler";
import { attributeOf } from "../xml/xml-tree.js";

/** Whether a property that can be on or off is on (ECMA-376 part 1, section 17.17.4). */
export function isOn(property: Element): boolean {
  return !/^(?:0|false|off)$/i.test(attributeOf(property, "val") ?? "1");
}
