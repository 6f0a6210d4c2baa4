import { writeFile } from "node:fs/promises";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { findWorkflow } from "./find.ts";
import type { Output } from "./output.ts";

type Wanted = { readonly workflows: readonly string[]; readonly out?: string };

/** Writes workflows as a file that other desks can import (F12): to standard output unless a file is named. Secrets are left out. */
export async function exportWorkflows(client: DeskClient, { workflows, out }: Wanted, output: Output): Promise<void> {
  const found = [];
  for (const workflow of workflows) found.push(await findWorkflow(client, workflow));
  const [first] = found;
  if (!first) return;
  const file =
    found.length === 1
      ? await client.workflows.exportOne({ id: first.id })
      : await client.workflows.exportMany({ ids: found.map(({ id }) => id) });
  const text = JSON.stringify(file, null, output.json ? 0 : 2);
  if (out === undefined) return output.line(text);
  try {
    await writeFile(out, `${text}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PipedeskError("PD_INPUT_INVALID", `${out} can't be written: ${reason}`, { cause: error });
  }
  await output.note(output.t("cli.workflow.exported", { count: found.length, file: out }));
}
