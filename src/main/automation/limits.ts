/** F11: automatic changes of one ticket that may follow from one another; a longer chain is a loop. */
export const MAX_AUTOMATION_DEPTH = 20;
