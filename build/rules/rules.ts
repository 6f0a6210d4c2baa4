/**
 * The product's rules by their numbers, each with a short title. Which file decides a rule is said there, by `@rule` in the
 * docstring of the symbol that does; its tests bear the number in brackets. `docs/rules.md` is made from all three.
 */
export type Rule = {
  readonly id: string;
  readonly title: string;
  /** Why nothing decides it yet. A rule that gets an owner leaves this out: a test sees to it. */
  readonly notBuilt?: string;
  /** What of it isn't built yet, where the rest is. */
  readonly stillOpen?: string;
};

/** The chapters, by the letter that their rules begin with. */
export const CHAPTERS: Readonly<Record<string, string>> = {
  A: "The settings of a pipeline",
  B: "Connected channels",
  C: "Close date",
  D: "Status by e-mail",
  E: "What happens when a ticket reaches a status",
  F: "Workflows",
  G: "Rules of a pipeline",
  H: "Offline, outbox and several devices",
};

export const RULES: readonly Rule[] = [
  { id: "A1", title: "Where a pipeline is automated" },
  { id: "A2", title: "Statuses and rules of a pipeline, and the one a new desk has" },
  { id: "A3", title: "Who may change pipelines and automations" },
  { id: "B1", title: "Which channels make tickets here, and how they are" },
  { id: "B2", title: "Tickets for new conversations, on or off" },
  { id: "C1", title: "Closing a ticket dates it" },
  { id: "C2", title: "Reopening clears the date" },
  { id: "C3", title: "Switches for both, and the date by hand" },
  {
    id: "C4",
    title: "Between closed statuses, at creation, between pipelines, and when a status changes its kind",
  },
  { id: "C5", title: "Date and status in one write" },
  { id: "C6", title: "Time to close" },
  { id: "D1", title: "A user writes to the customer" },
  { id: "D2", title: "The customer replies" },
  { id: "D3", title: "A mail from the contact changes no status" },
  { id: "D4", title: "Replies in other threads once a ticket was reopened" },
  { id: "D5", title: "Mails that never change a status" },
  { id: "D6", title: "A reply to a closed ticket reopens it" },
  { id: "D7", title: "Mail that no person wrote, or no machine may answer; caps and bounces" },
  { id: "D8", title: "One message counts once" },
  { id: "D8b", title: "Who the customer is" },
  { id: "D8c", title: "A user's answer counts when it is sent" },
  { id: "D9", title: "Threads by what the desk signed" },
  { id: "D10", title: "A new ticket instead of reopening after some days" },
  { id: "E1", title: "A card for each status" },
  { id: "E2", title: "Internal mail notification" },
  { id: "E3", title: "Mail to the ticket's contacts" },
  { id: "E4", title: "Transactional and marketing mail" },
  { id: "E5", title: "Every step of a workflow on a card" },
  { id: "E6", title: "Editing an action: what is checked, and where it is shown" },
  { id: "E7", title: "Comments on an action" },
  { id: "E8", title: "Deleting one action, or it and all behind it" },
  { id: "E9", title: "From a card to the editor" },
  { id: "E10", title: "Chats only where they are named" },
  { id: "F1", title: "What a workflow is, and its revisions" },
  { id: "F2", title: "Triggers" },
  { id: "F3", title: "Filters, and who is enrolled when a workflow is switched on" },
  { id: "F4", title: "Once at a time, and again when" },
  { id: "F5", title: "Steps" },
  { id: "F6", title: "Placeholders" },
  { id: "F7", title: "Runs survive: nothing twice, nothing lost" },
  { id: "F8", title: "A run keeps the revision it began in" },
  { id: "F9", title: "History, why, and trying again" },
  { id: "F9b", title: "Why not" },
  { id: "F10", title: "Trying a workflow, and what it would have done" },
  { id: "F11", title: "Loops are stopped" },
  { id: "F11b", title: "Finish, hold or end the runs; pause everything" },
  { id: "F12", title: "Workflow files and the gallery" },
  { id: "F12b", title: "What can be saved but is hardly meant" },
  { id: "F13", title: "Order of workflows and of events" },
  { id: "G1", title: "No way back" },
  { id: "G2", title: "No status skipped" },
  { id: "G3", title: "Where new tickets may begin" },
  { id: "G4", title: "What a status requires" },
  { id: "G5", title: "Who may edit what is closed" },
  { id: "G5b", title: "The rules bind every write" },
  { id: "G6", title: "A refusal says which rule, and what would satisfy it" },
  { id: "H1", title: "What leaves the machine waits in the outbox" },
  { id: "H1b", title: "No answer goes out blind" },
  { id: "H1c", title: "Drafts are kept" },
  { id: "H2", title: "Which machine keeps timers and sends" },
  { id: "H3", title: "Changes merge property by property" },
  { id: "H4", title: "One message, one effect, on however many devices" },
  { id: "H5", title: "Merging tickets" },
  { id: "H6", title: "A mail that can't be handled stops no other" },
];
