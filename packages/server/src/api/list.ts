import { z } from "zod";

/** An array that is only read, as every list of the library is. */
export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
