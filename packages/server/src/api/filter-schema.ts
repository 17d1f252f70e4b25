import { z } from "zod";

const texts = z.union([z.string(), z.array(z.string())]);
const moment = z.union([z.number(), z.string()]);

/** Which documents may be used; all given fields must match. Checked again by the library. */
export const filterSchema = z.strictObject({
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
