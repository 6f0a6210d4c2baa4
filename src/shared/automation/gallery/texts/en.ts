/** Templates of the ready workflows in English. What is in double braces is filled in by the engine. */
export const en = {
  hasOwner: "The ticket has an owner",
  late: "Too late",
  warned: "The warning has left",
  open: "We are open",

  receivedSubject: "Ticket received: {{ ticket.subject }}",
  receivedBody: `Hello {{ contact.firstname | default: "there" }},

we have received your message and opened ticket {{ ticket.number }} for it. Somebody will answer you soon; there is nothing you need to do.

Kind regards`,

  closedSubject: "Ticket closed: {{ ticket.subject }}",
  closedBody: `Hello {{ contact.firstname | default: "there" }},

we have closed ticket {{ ticket.number }}. If anything is still open, just answer this mail and it comes back to us.

Kind regards`,

  outOfHoursSubject: "We are back soon: {{ ticket.subject }}",
  outOfHoursBody: `Hello {{ contact.firstname | default: "there" }},

thank you for your message. Right now nobody is here; we read it as soon as we are back. Your ticket has the number {{ ticket.number }}.

Kind regards`,

  satisfactionSubject: "How did we do? {{ ticket.subject }}",
  satisfactionBody: `Hello {{ contact.firstname | default: "there" }},

we have closed your ticket {{ ticket.number }}. How did we do: good, so-so or bad? One word in answer to this mail is enough, and helps us to become better.

Kind regards`,

  notWarned: "The warning did not leave: {{ ticket.subject }}",
  notWarnedText: "The customer is silent, but could not be warned. The ticket stays open; look into the outbox.",

  closeWarningSubject: "Shall we close this? {{ ticket.subject }}",
  closeWarningBody: `Hello {{ contact.firstname | default: "there" }},

we have not heard from you for a while. If we may consider ticket {{ ticket.number }} as settled, you need not do anything: it will be closed in a few days. If not, just answer this mail.

Kind regards`,

  contactReminderSubject: "A reminder: {{ ticket.subject }}",
  contactReminderBody: `Hello {{ contact.firstname | default: "there" }},

to go on with ticket {{ ticket.number }} we need your answer to our last message. Could you have a look?

Kind regards`,

  followUpSubject: "Is everything working? {{ ticket.subject }}",
  followUpBody: `Hello {{ contact.firstname | default: "there" }},

a few days ago we answered your question. Did that settle it? If not, just answer this mail.

Kind regards`,

  slaDue: "Ticket {{ ticket.number }} waits for an answer",
  slaDueText: "{{ ticket.subject }}: the customer has had no answer in the agreed time.",
  slaMissed: "Ticket {{ ticket.number }} was not answered in time",
  slaMissedText: "{{ ticket.subject }}: still no answer after the reminder. It is urgent now.",
  unowned: "Ticket {{ ticket.number }} has no owner and waits for an answer",

  vipNew: "A VIP's ticket: {{ ticket.number }}",
  vipNewText: "{{ ticket.subject }}, from {{ contact.name | default: contact.address }}",
  yourTurn: "Ticket {{ ticket.number }} is yours",
  yourTurnText: "{{ ticket.subject }}",

  urgentNew: "Urgent: ticket {{ ticket.number }}",
  urgentNewText: "{{ ticket.subject }}",
  urgentLate: "Urgent and unanswered: ticket {{ ticket.number }}",
  urgentLateText: "{{ ticket.subject }}: nobody has answered yet.",

  dueSoon: "Ticket {{ ticket.number }} is due soon",
  dueSoonText: "{{ ticket.subject }}",
  dueTask: "Finish ticket {{ ticket.number }}: {{ ticket.subject }}",
  overdue: "Ticket {{ ticket.number }} is overdue",
  overdueText: "{{ ticket.subject }}",

  reopened: "Ticket {{ ticket.number }} was reopened",
  reopenedText: "{{ ticket.subject }}: what was closed came back.",

  unassigned: "Nobody has taken ticket {{ ticket.number }}",
  unassignedText: "{{ ticket.subject }}",

  reviewTask: "Look at ticket {{ ticket.number }} again: {{ ticket.subject }}",
  reviewDetail: "Nothing has happened on it for a long time. Answer, close, or say what it waits for.",

  chatUrgent: "Urgent: {{ ticket.subject }} (ticket {{ ticket.number }})",

  urgentWords: "urgent, emergency, asap, immediately, does not work",
  spamWords: "lottery, casino, crypto investment, guest post, seo services, you have won",
} as const;

/** The words that a ready workflow says to customers and colleagues: Liquid templates (F6), which a person may change afterwards. */
export type GalleryTexts = { readonly [name in keyof typeof en]: string };
