import type { DeskClient } from "#shared/contract/index.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { ExitCode } from "../../terminal.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import { createTicketNames, findTicket, findWorkflow } from "./find.ts";
import type { Output } from "./output.ts";

type Wanted = { readonly workflow: string; readonly tickets: readonly string[] };

/** As many as one request takes. */
const BATCH_TICKETS = 200;

/** Puts tickets into a workflow by hand (F2). 1 where one of them did not go in. */
export async function enrol(client: DeskClient, wanted: Wanted, output: Output): Promise<ExitCode> {
  const { t } = output;
  const { id } = await findWorkflow(client, wanted.workflow);
  const ticketIds: TicketId[] = [];
  for (const ticket of wanted.tickets) ticketIds.push(await findTicket(client, ticket));
  const nameOf = createTicketNames(client);
  let refused = 0;
  for (let at = 0; at < ticketIds.length; at += BATCH_TICKETS) {
    const { items } = await client.workflows.enrol({ id, ticketIds: ticketIds.slice(at, at + BATCH_TICKETS) });
    for (const item of items) {
      if (!item.enrolled) refused += 1;
      if (output.json) {
        await output.value(item);
        continue;
      }
      const ticket = plainText(await nameOf(item.ticketId));
      const text = item.enrolled
        ? t("cli.workflow.enrolled", { ticket })
        : t("cli.workflow.notEnrolled", { why: t(`history.notIn.${item.why}`), ticket });
      await output.line(cut(text, LINE_WIDTH));
    }
  }
  return refused === 0 ? 0 : 1;
}
