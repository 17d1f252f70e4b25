import { RagstoneError } from "@ragstone/core";

/**
 * Loads an optional package, or a module that needs it.
 *
 * @throws {@link RagstoneError} `dependency-missing` naming the package and the command that adds it
 */
export async function optionalImport<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new RagstoneError("dependency-missing", `This model needs the package ${name}, which is not installed.`, {
      hint: `Add it next to ragstone: npm install ${name === "@langchain/core" ? name : `${name} @langchain/core`}`,
      cause: error,
      data: { package: name },
    });
  }
}
