import { TextLoader } from "@langchain/classic/document_loaders/fs/text";
import { load } from "cheerio";

/** LangChain's text loader with the HTML step of its Cheerio loader: the text of `body`. */
export class CheerioFileLoader extends TextLoader {
  protected override async parse(raw: string): Promise<string[]> {
    return [load(raw)("body").text()];
  }
}
