import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import type { Person } from "#shared/model/person.ts";
import type { Recipients } from "./compose-message.ts";

/** Whom the person named, else the contact. @throws PD_INPUT_INVALID where there is nobody */
export function recipientsOr(
  content: Pick<OutgoingContent, "to" | "cc" | "bcc">,
  contact: Pick<Person, "name" | "address"> | null,
): Recipients {
  const { cc, bcc } = content;
  if (content.to) return { to: content.to, cc, bcc };
  if (contact && contact.address !== "") return { to: [{ name: contact.name, address: contact.address }], cc, bcc };
  throw new PipedeskError("PD_INPUT_INVALID", "The mail has no recipient: name one.", {
    details: { issues: [{ path: "to", message: "The mail has no recipient." }] },
  });
}
