import { assertNever } from "../../errors/pipedesk-error.ts";
import type {
  AddNoteStep,
  Audience,
  NotifyStep,
  SendEmailStep,
  SendInternalEmailStep,
} from "../steps/communications.ts";
import type { PostChatStep, SendWebhookStep } from "../steps/webhooks.ts";
import { quoted } from "./values.ts";
import { listOf, nameOf, words, type Names, type Phrase, type Words } from "./words.ts";

type MessageStep = SendEmailStep | SendInternalEmailStep | NotifyStep | AddNoteStep | PostChatStep | SendWebhookStep;

/** A step that tells somebody something. Addresses of other programs are told by their host: the rest may be a key. */
export function describeMessage(step: MessageStep, names: Names): Words {
  switch (step.type) {
    case "send-email": {
      const { mail } = step;
      const people = words(`words.people.${step.to}`);
      if (mail.kind === "template")
        return words("words.step.send-email.template", {
          template: nameOf(names, "mail-template", mail.templateId),
          people,
        });
      return words(`words.step.send-email.${mail.marketing ? "marketing" : "custom"}`, {
        subject: quoted(mail.subject),
        people,
      });
    }
    case "send-internal-email":
      return words("words.step.send-internal-email", {
        subject: quoted(step.subject),
        people: audienceWords(step.to, names, step.addresses),
      });
    case "notify":
      return words("words.step.notify", { title: quoted(step.title), people: audienceWords(step.to, names) });
    case "add-note":
      return words("words.step.add-note", { text: quoted(step.text) });
    case "post-chat":
      return words("words.step.post-chat", { text: quoted(step.text), host: hostOf(step.url) });
    case "send-webhook":
      return words("words.step.send-webhook", { method: step.method, host: hostOf(step.url) });
    default:
      return assertNever(step);
  }
}

function audienceWords(to: Audience, names: Names, addresses: readonly string[] = []): Phrase {
  const people: Phrase[] = [
    ...to.userIds.map((id) => nameOf(names, "user", id)),
    ...to.teamIds.map((id) => nameOf(names, "team", id)),
    ...(to.owner ? [words("words.people.owner")] : []),
    ...(to.followers ? [words("words.people.followers")] : []),
    ...addresses,
  ];
  return people.length === 0 ? words("words.people.nobody") : listOf(people, "and");
}

/** A host may be made of a placeholder: then the beginning of the address. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return quoted(url);
  }
}
