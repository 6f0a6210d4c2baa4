import { addNote } from "#main/desk/commands/add-note.ts";
import { requireTicket } from "#main/desk/commands/command.ts";
import { composeFromTicket } from "#main/desk/commands/compose-mail.ts";
import { createTicket } from "#main/desk/commands/create-ticket.ts";
import { mergeTicket } from "#main/desk/commands/merge-ticket.ts";
import { moveTicket } from "#main/desk/commands/move-ticket.ts";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import { unmergeTicket } from "#main/desk/commands/unmerge-ticket.ts";
import { markTicketRead, updateTicket } from "#main/desk/commands/update-ticket.ts";
import { listTickets, openTicket } from "#main/desk/queries/tickets.ts";
import { messageViewFrom, ticketViewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";
import { ticketChangeProcedures } from "./ticket-changes.ts";
import { bringFilesOf, orFetched } from "./with-server.ts";

export function ticketProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { tickets } = base;
  return {
    ...ticketChangeProcedures(deps),
    list: tickets.list.handler(({ input }) => listTickets(context, input)),
    find: tickets.find.handler(({ input, context: { userId }, signal }) =>
      readers.read("findTickets", { ...input, userId }, signal),
    ),
    get: tickets.get.handler(({ input }) =>
      orFetched(deps, input.id, async () => ticketViewOf(await requireTicket(context, input.id))),
    ),
    open: tickets.open.handler(({ input }) => orFetched(deps, input.id, () => openTicket(context, input.id))),
    create: tickets.create.handler(async ({ input, context: caller }) =>
      ticketViewOf(await createTicket(context, actorOf(deps, caller), input)),
    ),
    update: tickets.update.handler(async ({ input: { id, onlyIf, pastDue, ...changes }, context: caller }) =>
      ticketViewOf(await updateTicket(context, actorOf(deps, caller), id, changes, { onlyIf, pastDue })),
    ),
    move: tickets.move.handler(async ({ input: { properties, ...input }, context: caller }) => {
      const given = Object.fromEntries(Object.entries(properties ?? {}).filter(([, value]) => value !== undefined));
      return ticketViewOf(await moveTicket(context, actorOf(deps, caller), { ...input, properties: given }));
    }),
    mergeTargets: tickets.mergeTargets.handler(({ input, signal }) => readers.read("mergeTargets", input, signal)),
    similar: tickets.similar.handler(({ input, signal }) => readers.read("similarSolved", input, signal)),
    merge: tickets.merge.handler(async ({ input, context: caller }) =>
      ticketViewOf(await mergeTicket(context, actorOf(deps, caller), input)),
    ),
    unmerge: tickets.unmerge.handler(async ({ input, context: caller }) =>
      ticketViewOf(await unmergeTicket(context, actorOf(deps, caller), input)),
    ),
    markRead: tickets.markRead.handler(async ({ input, context: caller }) =>
      ticketViewOf(await markTicketRead(context, actorOf(deps, caller), input.id)),
    ),
    reply: tickets.reply.handler(async ({ input, context: caller }) => {
      await bringFilesOf(deps, input.attachments, input.messageId);
      return messageViewFrom(context.store, await replyToTicket(context, actorOf(deps, caller), input.id, input));
    }),
    compose: tickets.compose.handler(async ({ input, context: caller }) => {
      await bringFilesOf(deps, input.attachments);
      return messageViewFrom(context.store, await composeFromTicket(context, actorOf(deps, caller), input.id, input));
    }),
    addNote: tickets.addNote.handler(async ({ input, context: caller }) =>
      messageViewFrom(
        context.store,
        await addNote(context, actorOf(deps, caller), input.id, input.text, input.draftId),
      ),
    ),
    activities: tickets.activities.handler(({ input: { id, ...paging }, signal }) =>
      readers.read("activities", { ...paging, ticketId: id, order: "oldest-first" }, signal),
    ),
  };
}
