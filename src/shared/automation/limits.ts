/** Limits of workflow definitions and why they have their values. */

/** Steps of one workflow, all arms together: so many the editor draws, checks and keeps without a pause that one feels; the bench measures it. */
export const MAX_STEPS = 1_000;

/** Steps of a macro: one sees at a glance what it does before it is done. */
export const MAX_MACRO_STEPS = 20;
/** Tickets of one call: each is a piece of work of some milliseconds, and whoever has more sees how far it has come. */
export const MAX_MACRO_TICKETS = 50;

/** F5: up to 20 arms of a branch. */
export const MAX_ARMS = 20;

/** Branches inside branches. */
export const MAX_STEP_DEPTH = 10;

export const MAX_TRIGGERS = 50;

/** Entries of a run's journal: each step of the longest workflow once; a loop's oldest rounds in the middle are left out. */
export const MAX_JOURNAL_ENTRIES = 1_000;

/** A mail's words as a template. */
export const MAX_TEMPLATE_CHARACTERS = 50_000;

/** Subjects and titles as templates. */
export const MAX_TITLE_CHARACTERS = 500;

/** What browsers and servers take. */
export const MAX_URL_CHARACTERS = 2_000;

/** Why a run ended, as its list shows it; the journal has the whole message. */
export const MAX_REASON_CHARACTERS = 500;

/** F11: automatic changes that may follow from one another within the window; a longer chain is a loop. */
export const MAX_CHAIN_DEPTH = 20;
export const CHAIN_WINDOW_MS = 60_000;
/** F11: automatic changes of one ticket that one event may lead to in one go. A chain that also grows in width makes a million of them in twenty steps. */
export const MAX_CHANGES_AT_ONCE = 200;

/** A file of workflows: hundreds of long ones. Looked at before it is read, since reading takes many times its size. */
export const MAX_FILE_CHARACTERS = 4_000_000;
export const MAX_FILE_NODES = 200_000;
/** Values of one definition: 1 000 steps with twenty each, and a filter of a thousand conditions. Mistakes in more take seconds to be told. */
export const MAX_DEFINITION_NODES = 50_000;
/** A definition at its bounds, written as JSON. */
export const MAX_DRAFT_CHARACTERS = 4_000_000;
/** Branches in branches with filters in filters are 70 deep. */
export const MAX_FILE_DEPTH = 100;
export const MAX_FILE_WORKFLOWS = 200;

/** Comments on the steps of one workflow (E7): more is no conversation but a chat. */
export const MAX_STEP_COMMENTS = 1_000;
