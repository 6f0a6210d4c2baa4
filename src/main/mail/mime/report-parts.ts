/** What delivery reports are read from (RFC 3464, RFC 6522), among the parts of a message. */
import { decodeBytes } from "./charset.ts";
import { fieldValue } from "./header-block.ts";
import type { MimePart } from "./mime-tree.ts";
import { headText } from "./part-facts.ts";

export interface ReportParts {
  /** Decoded text of parts of these types. */
  deliveryStatusTexts: string[];
  returnedHeaderTexts: string[];
  /** Raw bytes of the first attached message. */
  attachedMessage: Uint8Array | null;
}

export function noReportParts(): ReportParts {
  return { deliveryStatusTexts: [], returnedHeaderTexts: [], attachedMessage: null };
}

/** Keeps what a part tells of a mail that came back. */
export function noteReport(reports: ReportParts, part: MimePart, bytes: Buffer): void {
  switch (part.mediaType) {
    case "message/delivery-status":
    case "message/global-delivery-status":
      reports.deliveryStatusTexts.push(decodeBytes(bytes, "utf-8").text);
      break;
    case "message/rfc822":
    case "message/global":
    case "text/rfc822-headers":
    case "text/rfc822-header":
    case "message/global-headers":
    case "message/partial":
      reports.returnedHeaderTexts.push(headText(bytes));
      if (part.mediaType === "message/rfc822" || part.mediaType === "message/global")
        reports.attachedMessage ??= new Uint8Array(bytes);
      break;
    default: {
      // Some servers return a message as a bare part, its header as the part's own.
      const messageId = part.depth > 0 ? fieldValue(part.fields, "message-id") : null;
      if (messageId !== null) reports.returnedHeaderTexts.push(`Message-ID: ${messageId}`);
    }
  }
}
