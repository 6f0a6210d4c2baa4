import type { Messages } from "../message.ts";

export const historyOffers = {
  "earlier.title": "Earlier mail",
  "earlier.text":
    "Mail of an archive, and what lay in a mailbox when you connected it, is history: it makes tickets, and writes to nobody. Here you see which workflows would have run, and can let chosen ones take those tickets.",
  "earlier.import.title": "Import mail files",
  "earlier.import.text":
    "Mailbox files (.mbox) or single messages (.eml), also packed with gzip. The files themselves are only read; what is here already is not taken twice.",
  "earlier.none.title": "Nothing is offered",
  "earlier.none.text": "No workflow would have run for earlier mail. When one would have, it is told here.",
  "earlier.offer.text": {
    one: "{count} ticket of earlier mail, the latest {when}",
    other: "{count} tickets of earlier mail, the latest {when}",
  },
  "earlier.offer.workflows": "Workflows that would have run",
  "earlier.tickets": { one: "for {count} ticket", other: "for {count} tickets" },
  "earlier.mails": "writes to customers",
  "earlier.off": "It is switched off, and takes no ticket.",
  "earlier.enrolled": { one: "{count} ticket was put in", other: "{count} tickets were put in" },
  "earlier.notEnrolled": { one: "{count} did not go in: {why}", other: "{count} did not go in: {why}" },
  "earlier.takenOut": { one: "{count} was taken out again", other: "{count} were taken out again" },
  "earlier.warning.title": "Customers may get mail about things long past",
  "earlier.warning.text": {
    one: "“{workflows}” may write to the customers of up to {count} ticket. What is sent can’t be called back. Limits for automatic mail hold, and nobody writes to machines.",
    other:
      "“{workflows}” may write to the customers of up to {count} tickets. What is sent can’t be called back. Limits for automatic mail hold, and nobody writes to machines.",
  },
  "earlier.enrol": "Put tickets in",
  "earlier.choose": "Choose at least one workflow.",
  "earlier.done": { one: "{count} ticket was put into a workflow", other: "{count} tickets were put into workflows" },
  "earlier.done.none": "No ticket went in",
  "earlier.takeOut": "Take out again",
  "earlier.takeOut.of": "Take tickets out of “{workflow}” again",
  "earlier.takeOut.done": {
    one: "{count} ticket was taken out. What the workflow had done stays.",
    other: "{count} tickets were taken out. What the workflow had done stays.",
  },
  "earlier.takeOut.none": "No ticket was in it any more",
  "earlier.dismiss": "Leave them as they are",
  "earlier.dismiss.done": "It isn’t offered any more",
} as const satisfies Messages;
