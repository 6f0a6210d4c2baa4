import { composeToContact } from "#main/desk/commands/compose-mail.ts";
import { createContact, updateContact } from "#main/desk/commands/contacts.ts";
import { keepContactsApart, mergeContacts, unmergeContact } from "#main/desk/commands/merge-contacts.ts";
import { getContact } from "#main/desk/queries/contacts.ts";
import { contactViewOf, messageViewFrom } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

export function contactProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { contacts } = base;
  return {
    list: contacts.list.handler(({ input, signal }) => readers.read("contacts", input, signal)),
    get: contacts.get.handler(({ input }) => getContact(context, input.id)),
    open: contacts.open.handler(({ input, signal }) => readers.read("contactRecord", input, signal)),
    create: contacts.create.handler(async ({ input, context: caller }) =>
      contactViewOf(await createContact(context, actorOf(deps, caller), input)),
    ),
    update: contacts.update.handler(async ({ input, context: caller }) =>
      contactViewOf(await updateContact(context, actorOf(deps, caller), input)),
    ),
    merge: contacts.merge.handler(async ({ input }) => contactViewOf(await mergeContacts(context, input))),
    unmerge: contacts.unmerge.handler(async ({ input }) => contactViewOf(await unmergeContact(context, input))),
    keepApart: contacts.keepApart.handler(async ({ input }) => contactViewOf(await keepContactsApart(context, input))),
    compose: contacts.compose.handler(async ({ input, context: caller }) =>
      messageViewFrom(context.store, await composeToContact(context, actorOf(deps, caller), input)),
    ),
  };
}
