import type { Messages } from "../message.ts";

export const firstSteps = {
  "firstSteps.title": "First steps",
  "firstSteps.progress": "{done} of {total} done",
  "firstSteps.allDone": "All done: your desk answers by itself.",
  "firstSteps.putAway": "Put the first steps away",
  "firstSteps.putAwayHint": "Put away. The menu of your picture brings them back.",
  "firstSteps.done": "Done",
  "firstSteps.open": "Not done yet",
  "firstSteps.openTicket": "Open the ticket",
  "firstSteps.mailbox.title": "Let mail come in",
  "firstSteps.mailbox.text":
    "Connect the mailbox your customers write to. What Google, Microsoft or a server in your office needs is told there.",
  "firstSteps.mailbox.connect": "Connect a mailbox",
  "firstSteps.mailbox.demo": "The demo’s customers write by themselves. Your own mailbox can be connected as well.",
  "firstSteps.mailbox.connected": "{address} is connected. How it is stands on the channel’s page.",
  "firstSteps.mailbox.look": "Look at the channel",
  "firstSteps.receipt.title": "Let new tickets be answered",
  "firstSteps.receipt.text":
    "“Acknowledge new tickets” is ready in the gallery: it sends the mail “Ticket received”. Make it, then switch it on.",
  "firstSteps.receipt.choose": "Choose it",
  "firstSteps.receipt.switchOn": "It is made, and still off. Switch it on at the top of its page.",
  "firstSteps.receipt.isOn": "It is on, and answers new tickets.",
  "firstSteps.receipt.open": "Open it",
  "firstSteps.mail.title": "Get a first mail",
  "firstSteps.mail.text":
    "Write to {address} from an address that this desk doesn’t know: none of its mailboxes, none of its users.",
  "firstSteps.mail.noTicket":
    "A mail came in and made no ticket: a user of this desk wrote it, or a machine did. Write once more, from an address that this desk doesn’t know.",
  "firstSteps.mail.look": "Look at it",
  "firstSteps.mail.subject": "A first question",
  "firstSteps.mail.write": "Write a mail",
  "firstSteps.mail.noMailbox": "Once a mailbox is connected, write to it from an address that this desk doesn’t know.",
  "firstSteps.mail.demo": "Every few seconds one of the demo’s customers writes. The next new ticket counts.",
  "firstSteps.mail.demoStopped": "The demo’s customers are silent just now.",
  "firstSteps.mail.simulate": "Let them write",
  "firstSteps.answer.title": "See it answered",
  "firstSteps.answer.text": "When the next new ticket comes in, the workflow answers it within seconds.",
  "firstSteps.answer.notYet":
    "The ticket is there, and no answer. Mail that came before the workflow was on gets none, nor does what a machine or this desk wrote. “Why not?” in the ticket tells.",
  "firstSteps.answer.waiting": "It is written, and goes out in a moment.",
  "firstSteps.answer.sent": "The workflow answered this ticket.",
  "firstSteps.answer.needsPerson": "The answer is written but can’t go out without you. The outbox says why.",
  "firstSteps.why.title": "Ask why",
  "firstSteps.why.text":
    "Each automatic change says what led to it. Open the ticket, and press “Why?” at the mail that the workflow sent.",
} as const satisfies Messages;
