/** Limits of single steps and why they have their values. */

/** E3: contacts of one ticket that one step writes to; a ticket with more is a mailing list, which a help desk is not for. */
export const MAX_CONTACTS_WRITTEN_TO = 100;
