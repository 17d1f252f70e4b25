// The rival of `bench files`: LangChain's directory loader with its text loader for every file. Argument: FOLDER.
import { DirectoryLoader } from "@langchain/classic/document_loaders/fs/directory";
import { TextLoader } from "@langchain/classic/document_loaders/fs/text";

const [, , folder] = process.argv as [string, string, string];
const started = performance.now();
const text = (path: string) => new TextLoader(path);
const documents = await new DirectoryLoader(folder, { ".md": text, ".txt": text, ".csv": text, ".json": text }).load();
const characters = documents.reduce((sum, { pageContent }) => sum + pageContent.length, 0);
process.stdout.write(JSON.stringify({ files: documents.length, characters, wallMs: performance.now() - started }));
