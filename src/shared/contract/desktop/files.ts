import { z } from "zod";
import { BlobId, MessageId } from "../../model/ids.ts";
import { procedure } from "../base.ts";

/** An attachment by what the desk calls it. A page names no path: the host looks the file up, as whoever is signed in. */
const OneAttachment = z.object({ messageId: MessageId, blobId: BlobId }).strict();

/** Files that strangers sent, on their way out of the desk. */
export const files = {
  /**
   * Opens an attachment in the system's program for it, from a folder of its own and marked as coming from elsewhere. What could do harm is asked about first, by the system's own
   * dialog, which no page can answer. @throws PD_DESK_NOT_FOUND, PD_DESKTOP_OPEN, PD_DESKTOP_WRITE
   */
  openAttachment: procedure.input(OneAttachment).output(z.object({ outcome: z.enum(["opened", "saved", "left"]) })),
  /** Asks for a place and writes the attachment there. `name` is null where the person changed their mind. @throws PD_DESK_NOT_FOUND, PD_DESKTOP_WRITE */
  saveAttachment: procedure.input(OneAttachment).output(z.object({ name: z.string().nullable() })),
  /** Goes on with a drag that began in the page as one of the file, to wherever the person lets it go. The file is as it is opened: read-only, and marked. @throws PD_DESK_NOT_FOUND, PD_DESKTOP_WRITE */
  dragAttachment: procedure.input(OneAttachment).output(z.object({ done: z.literal(true) })),
};
