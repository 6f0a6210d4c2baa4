import { type DraftFile, EMPTY_DRAFT, type MailDraft } from "#renderer/components/composer/draft/mail-draft.ts";
import { BlobId } from "#shared/model/ids.ts";

export function file(name: string, change: Partial<DraftFile> = {}): DraftFile {
  const digit = String(name.length % 10);
  return {
    blobId: BlobId.parse(digit.repeat(64)),
    name,
    contentType: "text/plain",
    sizeBytes: 3,
    contentId: null,
    ...change,
  };
}

export function draft(change: Partial<MailDraft> = {}): MailDraft {
  return { ...EMPTY_DRAFT, ...change };
}

export const CARLA = { name: "Carla", address: "carla@example.com" };
export const BOB = { name: "", address: "bob@example.com" };
