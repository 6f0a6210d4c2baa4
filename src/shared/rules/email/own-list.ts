/**
 * Lists, groups and forwarding rules that are the desk's own: customers write to them as to any of its addresses. What these add to a mail on its way says nothing of who wrote it,
 * so it doesn't keep an automatic answer away (D7); whatever else of the mail says that no machine may answer it still does.
 */
import type { MailClassification, MailHeader } from "../../model/mail.ts";
import { automaticSigns, LIST_FIELDS } from "./automatic-mail.ts";
import { isByMachine } from "./classification.ts";
import { isSameMailbox } from "./mailbox-address.ts";

/** Whether an address, or one at that host, is the desk's. */
export type IsOwnPlace = (address: string) => boolean;

const ADDRESS = /[^\s<>()[\],;:"/?=&]+@[^\s<>()[\],;:"/?=&]+\.[^\s<>()[\],;:"/?=&]+/giu;
const TARGET = /<([^<>]{1,2000})>/gu;
/** Fields that name the list by its address. */
const NAMING_FIELDS = ["list-post", "x-beenthere", "mailing-list", "x-mailing-list"];
/** Who passes a mail on names themselves there, to know it again. */
const PASSING_FIELDS = ["x-loop", "x-ms-exchange-inbox-rules-loop"];

/** The addresses of the lists that a mail came through; that of a List-Id (RFC 2919) is made of it. */
export function listAddresses(headers: readonly MailHeader[]): string[] {
  return headers.flatMap(({ name, value }) => {
    if (NAMING_FIELDS.includes(name)) return value.match(ADDRESS)?.slice(0, 1) ?? [];
    if (name !== "list-id") return [];
    const [, label = "", host = ""] = /([^\s.<>@]+)\.([^\s<>@]+\.[^\s<>@]+)>?\s*$/u.exec(value) ?? [];
    return label === "" ? [] : [`${label}@${host}`];
  });
}

/** One of the lists that it came through is the desk's. */
export function isThroughOwnList(headers: readonly MailHeader[], isOwnPlace: IsOwnPlace): boolean {
  return listAddresses(headers).some(isOwnPlace);
}

/** All lists that it came through are. */
export function isThroughOwnListsOnly(headers: readonly MailHeader[], isOwnPlace: IsOwnPlace): boolean {
  const lists = listAddresses(headers);
  return lists.length > 0 && lists.every(isOwnPlace);
}

type Arrived = {
  readonly headers: readonly MailHeader[];
  readonly returnPath: string | null;
  /** Address of who wrote it (D8b). */
  readonly writer: string;
};

/**
 * The classification without the traces of the desk's own lists and rules. A list that put itself into the writer's place is not answered: it would pass the answer on.
 * @rule D7
 */
export function withoutOwnTraces(
  classification: MailClassification,
  { headers, returnPath, writer }: Arrived,
  isOwnPlace: IsOwnPlace,
): MailClassification {
  if (!classification.automatic || isByMachine(classification)) return classification;
  if (listAddresses(headers).some((list) => isSameMailbox(list, writer))) return classification;
  const isOwnList = isThroughOwnListsOnly(headers, isOwnPlace);
  const others = headers.filter(
    (header) => !isPassedOnByOwn(header, isOwnPlace) && !(isOwnList && isListTrace(header, headers, isOwnPlace)),
  );
  const [sign] = automaticSigns({ headers: others, returnPath });
  return sign ? classification : { ...classification, automatic: false, reason: "" };
}

function isPassedOnByOwn({ name, value }: MailHeader, isOwnPlace: IsOwnPlace): boolean {
  const [address] = value.match(ADDRESS) ?? [];
  return PASSING_FIELDS.includes(name) && address !== undefined && isOwnPlace(address);
}

/** `Precedence: bulk` is none: most lists leave what a robot wrote there. */
function isListTrace({ name, value }: MailHeader, headers: readonly MailHeader[], isOwnPlace: IsOwnPlace): boolean {
  if (LIST_FIELDS.includes(name)) return true;
  if (name === "precedence" || name === "x-precedence") return value.trim().toLowerCase() === "list";
  if (name !== "list-unsubscribe") return false;
  // A newsletter's own way out stays beside the list's.
  const targets = Array.from(value.matchAll(TARGET), ([, target = ""]) => target);
  const isByGoogle = headers.some((header) => header.name === "x-google-group-id");
  return targets.length > 0 && targets.every((target) => isOwnTarget(target, isByGoogle, isOwnPlace));
}

function isOwnTarget(target: string, isByGoogle: boolean, isOwnPlace: IsOwnPlace): boolean {
  const [address] = target.match(ADDRESS) ?? [];
  const host = address?.slice(address.lastIndexOf("@") + 1) ?? URL.parse(target.trim())?.hostname ?? "";
  if (isByGoogle && (host === "googlegroups.com" || host === "groups.google.com")) return true;
  return isOwnPlace(address ?? `list@${host}`);
}
