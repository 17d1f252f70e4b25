/** A file to add, with its path in the folder. */
export interface AddedFile {
  readonly path: string;
  readonly file: File;
}

/** The files that were dropped, those in dropped folders among them, under the folders' names. */
export async function droppedFiles(transfer: DataTransfer | null): Promise<readonly AddedFile[]> {
  // Entries can be had during the event alone, so that all are taken before the first is read.
  const dropped = [...(transfer?.items ?? [])].map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const found: AddedFile[] = [];
  for (const { entry, file } of dropped) {
    if (entry !== null) found.push(...(await filesIn(entry)));
    else if (file !== null) found.push({ path: file.name, file });
  }
  return found;
}

async function filesIn(entry: FileSystemEntry): Promise<readonly AddedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//u, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: AddedFile[] = [];
  // A reader gives a part of the folder at a time.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    for (const inner of part) found.push(...(await filesIn(inner)));
  }
}
