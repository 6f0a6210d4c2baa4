/** How a ticket that is being written by hand is kept, and shared by the windows of this browser (H1c). Pure. */
import { z } from "zod";
import type { DraftCodec } from "../../components/composer/draft/draft-keeping.ts";
import { mergeTexts, mergeValues } from "../../components/composer/draft/merge-drafts.ts";
import { PipelineId, StageId } from "#shared/model/ids.ts";
import { RequiredValues } from "#shared/model/ticket.ts";
import type { TicketDraft } from "./new-ticket-draft.ts";

/** What the dialog holds. */
export type WrittenTicket = TicketDraft & {
  /** null: as the place from which the dialog was opened says. */
  readonly pipelineId: PipelineId | null;
  readonly stageId: StageId | null;
};

const Kept = z.object({
  contactAddress: z.string(),
  contactName: z.string(),
  note: z.string(),
  // Unfinished: a subject may still be empty, or end with a space.
  properties: RequiredValues.extend({ subject: z.string() }).partial(),
  pipelineId: PipelineId.nullable(),
  stageId: StageId.nullable(),
});

export const EMPTY_TICKET: WrittenTicket = {
  contactAddress: "",
  contactName: "",
  note: "",
  properties: {},
  pipelineId: null,
  stageId: null,
};

/** Where it begins is no word: a dialog that was only opened keeps nothing. */
function isEmptyTicket({ contactAddress, contactName, note, properties }: WrittenTicket): boolean {
  const values = Object.values(properties).filter((value) => value !== undefined && value !== null);
  return (
    [contactAddress, contactName, note].every((text) => text.trim() === "") &&
    values.every((value) => value === "" || (typeof value === "object" && isEmptyObject(value)))
  );
}

/** No tags, and no value of the desk's own properties. */
const isEmptyObject = (value: object) => Object.values(value).every((one) => one === null);

export const ticketCodec: DraftCodec<WrittenTicket> = {
  empty: EMPTY_TICKET,
  isEmpty: isEmptyTicket,
  isSame: (one, other) => JSON.stringify(Kept.parse(one)) === JSON.stringify(Kept.parse(other)),
  holds: (kept, other) =>
    kept.note.includes(other.note.trim()) && (kept.properties.subject ?? "").includes(other.properties.subject ?? ""),
  join: (kept, typed) => ticketCodec.merge(EMPTY_TICKET, kept, typed).content,
  merge: (base, theirs, mine) => {
    const note = mergeTexts(base.note, theirs.note, mine.note);
    const { subject: ourSubject, ...ours } = mine.properties;
    const { subject: theirSubject, ...others } = theirs.properties;
    const { subject: baseSubject, ...before } = base.properties;
    const subject = mergeValues(baseSubject ?? "", theirSubject ?? "", ourSubject ?? "");
    const value = <Name extends "contactAddress" | "contactName" | "pipelineId" | "stageId">(name: Name) =>
      mergeValues<WrittenTicket[Name]>(base[name], theirs[name], mine[name]);
    const [address, name] = [value("contactAddress"), value("contactName")];
    return {
      content: {
        note: note.value,
        contactAddress: address.value,
        contactName: name.value,
        pipelineId: value("pipelineId").value,
        stageId: value("stageId").value,
        properties: {
          ...mergeValues(before, others, ours).value,
          ...(subject.value === "" ? {} : { subject: subject.value }),
        },
      },
      clash: note.clash || subject.clash || address.clash || name.clash,
    };
  },
  toRow: (written) => ({ text: written.note, content: written }),
  fromRow: (row) => {
    const read = Kept.safeParse(row.content);
    return read.success ? { ...EMPTY_TICKET, ...read.data } : { ...EMPTY_TICKET, note: row.text };
  },
};
