import type { Messages } from "../message.ts";

/** Names and descriptions of the ready workflows (F12). */
export const gallery = {
  "gallery.ticket-received.name": "Acknowledge new tickets",
  "gallery.ticket-received.description":
    "Each customer who opens a ticket by mail or form gets a short mail with the ticket's number.",
  "gallery.ticket-closed.name": "Tell that a ticket is closed",
  "gallery.ticket-closed.description":
    "A mail when the ticket reaches a closed status; an answer to it reopens the ticket.",
  "gallery.out-of-hours-reply.name": "Answer outside of working hours",
  "gallery.out-of-hours-reply.description": "Who writes while nobody is here is told so, once for each ticket.",
  "gallery.follow-up-after-answer.name": "Ask whether the answer helped",
  "gallery.follow-up-after-answer.description":
    "When the customer has said nothing for some days after our last answer, one mail asks whether everything works.",
  "gallery.satisfaction-question.name": "Satisfaction question after closing",
  "gallery.satisfaction-question.description":
    "A day after closing, one mail asks how we did, unless the ticket came back meanwhile.",
  "gallery.auto-close.name": "Close silent tickets, with a warning first",
  "gallery.auto-close.description":
    "A customer who has not answered for days is warned by mail; without an answer the ticket is closed some days later.",
  "gallery.sla-reminder.name": "Reminder of the answer time (SLA)",
  "gallery.sla-reminder.description":
    "A customer without an answer for some working hours: the owner is reminded, then the ticket becomes urgent and the leads are told.",
  "gallery.urgent-escalation.name": "Escalate urgent tickets",
  "gallery.urgent-escalation.description":
    "Owner and leads hear of an urgent ticket at once, and by mail again when nobody has answered in time.",
  "gallery.overdue-alarm.name": "Alarm for overdue tickets",
  "gallery.overdue-alarm.description":
    "At the moment a ticket is overdue it is marked, its priority goes up, and owner and leads are told.",
  "gallery.reopened.name": "Care for reopened tickets",
  "gallery.reopened.description":
    "A ticket that comes back after closing gets a higher priority and a tag; owner and followers are told.",
  "gallery.waiting-on-contact-reminder.name": "Remind the customer to answer",
  "gallery.waiting-on-contact-reminder.description":
    "A ticket that waits for the customer for some days: one friendly reminder, unless something happens first.",
  "gallery.due-reminder.name": "Reminder before the due date",
  "gallery.due-reminder.description":
    "The owner is told, and gets a task, so long before the ticket is due; the moment moves with the date.",
  "gallery.unassigned-alarm.name": "Nobody has taken the ticket",
  "gallery.unassigned-alarm.description": "A new ticket without an owner after some working hours: the leads are told.",
  "gallery.weekly-review.name": "Weekly review of old tickets",
  "gallery.weekly-review.description":
    "On Monday morning the owner gets a task for each open ticket on which nothing has happened for two weeks.",
  "gallery.round-robin.name": "Share out new tickets in turn",
  "gallery.round-robin.description": "New tickets go to everybody of the team in turn; who is away is left out.",
  "gallery.vip-routing.name": "Important customers first",
  "gallery.vip-routing.description":
    "A ticket of a customer known by tag or domain gets a high priority and an owner with few tickets, who is told.",
  "gallery.urgent-words.name": "Recognise urgent tickets by their words",
  "gallery.urgent-words.description":
    "A ticket whose subject or message sounds urgent gets a high priority, unless it has one.",
  "gallery.possible-spam.name": "Mark what looks like spam",
  "gallery.possible-spam.description":
    "Tickets with the words of spam are tagged and get a low priority; nothing is deleted.",
  "gallery.webhook-on-close.name": "Tell another program of closed tickets",
  "gallery.webhook-on-close.description":
    "Each closed ticket is sent to an address as JSON, signed where a secret is named.",
  "gallery.chat-on-urgent.name": "Urgent tickets into the team's chat",
  "gallery.chat-on-urgent.description":
    "A line in Slack, Teams, Mattermost or Google Chat for each ticket that is, or becomes, urgent.",

  "gallery.parameter.after": "How long after",
  "gallery.parameter.agents": "Who answers",
  "gallery.parameter.answerWithin": "Answer within",
  "gallery.parameter.at": "When (five fields of cron)",
  "gallery.parameter.before": "How long before",
  "gallery.parameter.closeAfterWarning": "Close so long after the warning",
  "gallery.parameter.closedStage": "Status that closes it",
  "gallery.parameter.domains": "Domains of important customers",
  "gallery.parameter.escalateAfter": "Tell the leads so long after",
  "gallery.parameter.hours": "Working hours",
  "gallery.parameter.leads": "Leads",
  "gallery.parameter.mail": "Mail",
  "gallery.parameter.notWithTags": "Not for tickets with these tags",
  "gallery.parameter.quietFor": "Nothing has happened for",
  "gallery.parameter.secretName": "Name of the signing secret",
  "gallery.parameter.silentFor": "The customer is silent for",
  "gallery.parameter.stage": "Status",
  "gallery.parameter.stages": "Statuses",
  "gallery.parameter.tags": "Tags",
  "gallery.parameter.timeZone": "Time zone",
  "gallery.parameter.url": "Address (URL)",
  "gallery.parameter.waitingStage": "Status in which it waits",
  "gallery.parameter.warning": "Warning",
  "gallery.parameter.words": "Words",
} as const satisfies Messages;
