import { parseFilter } from "@ragstone/core";
import { z } from "zod";

const texts = z.union([z.string(), z.array(z.string())]);
const moment = z.union([z.number(), z.string()]);

/** All given fields must match. Checked again by the library. */
const filterObject = z.strictObject({
  path: texts.optional(),
  pathPrefix: texts.optional(),
  type: texts.optional(),
  after: moment.optional(),
  before: moment.optional(),
  metadata: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.number(),
        z.boolean(),
        z.array(z.string()),
        z.strictObject({ anyOf: z.array(z.string()) }),
      ]),
    )
    .optional(),
});

/** Which documents may be used: an object, or a text such as `path:guides/** type:md`. */
export const filterSchema = z.union([z.string().transform((text) => parseFilter(text)), filterObject]);
