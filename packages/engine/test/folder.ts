import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of files that goes when the test ends. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

export const guide = `---
title: Key handling
---

# Keys

Ragstone is a tool for documents.

## Rotation

Signing keys are rotated every 90 days. The old key stays valid for 24 hours after a rotation.
The rotation is announced on the status page two days before it starts.

## Storage

Private keys are stored in the hardware module of the data centre in Zurich. Nobody may copy them to a laptop.

| region | keys | owner |
|---|---|---|
| Europe | 14 | Anna Keller |
| Asia | 9 | Kenji Mori |
`;

export const lunch = `The canteen opens at 11:30 and closes at 14:00 on working days.

Vegetarian dishes are served every day. The price of a lunch is 9.50 francs for staff.
`;
