import { DocumentError, type Loader, type LoaderModule } from "@ragstone/core";

/**
 * The loader in a module of the app.
 *
 * @param path - of the file to load, for the error
 * @throws {@link DocumentError} `loader-fault` if the module cannot be imported or its default export is no function
 */
export async function importLoader({ mediaTypes, module: { href } }: LoaderModule, path: string): Promise<Loader> {
  const hint = "Check the `module` of the loader: JavaScript whose default export is a function such as Loader.load.";
  let exported: unknown;
  try {
    ({ default: exported } = (await import(href)) as { readonly default?: unknown });
  } catch (error) {
    const detail = error instanceof Error ? error.message : "it threw";
    throw new DocumentError(path, "loader-fault", `${href} cannot be imported: ${detail}`, { hint, cause: error });
  }
  if (typeof exported !== "function")
    throw new DocumentError(path, "loader-fault", `the default export of ${href} is no function`, { hint });
  return { mediaTypes, load: exported as Loader["load"] };
}
