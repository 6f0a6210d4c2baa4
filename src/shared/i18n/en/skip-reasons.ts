import type { Messages } from "../message.ts";

/** Why a step of a workflow did nothing (E4, F9). */
export const skipReasons = {
  "skipped.no-contact": "the ticket has no contact",
  "skipped.no-address": "the contact has no e-mail address",
  "skipped.invalid-address": "the contact's address is no e-mail address",
  "skipped.own-address": "the address is one of the desk's own",
  "skipped.no-answer-wanted": "the contact’s mail wants no automatic answer",
  "skipped.not-a-marketing-contact": "the contact has not agreed to marketing",
  "skipped.unsubscribed": "the contact has unsubscribed",
  "skipped.too-many-contacts": "the ticket has too many contacts",
  "skipped.nobody-there": "nobody is there to be told or asked",
  "skipped.nobody-available": "everybody is away",
  "skipped.has-owner": "the ticket has an owner",
  "skipped.no-other-ticket": "the contact has no other open ticket",
  "skipped.same-ticket": "it is the same ticket",
  "skipped.merged-already": "the ticket is merged into another already",
  "skipped.target-merged": "the other ticket is merged into another already",
  "skipped.not-in-it": "the ticket is not in the workflow",
  "skipped.switched-off": "the workflow is switched off",
  "skipped.other-pipeline": "the workflow is for another pipeline",
  "skipped.no-business-hours": "the business hours never come",
  "skipped.empty": "there is nothing to write",
  "skipped.nothing-to-say": "there is nothing to say",
  "skipped.does-not-fit": "the value does not fit the property",
  "skipped.no-mail": "no mail was written",
  "skipped.by-hand": "somebody cancelled it",
} as const satisfies Messages;
