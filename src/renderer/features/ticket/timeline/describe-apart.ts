/** What the timeline says where two people changed one thing apart. Pure. */
import type { MessageKey } from "#shared/i18n/index.ts";
import type { PropertyValue } from "#shared/model/event.ts";
import { isPropertyId } from "#shared/model/setup/property.ts";
import { TicketPriority } from "#shared/model/ticket.ts";
import type { MadeApart, MadeOf } from "#shared/rules/rivals/apart.ts";
import { PRIORITY_KEYS } from "./describe-change.ts";
import type { Names } from "./names.ts";

const WHAT = {
  subject: "team.apart.subject",
  priority: "team.apart.priority",
  ownerId: "team.apart.ownerId",
  dueAtEpochMs: "team.apart.dueAtEpochMs",
  closedAtEpochMs: "team.apart.closedAtEpochMs",
} as const satisfies Readonly<Record<string, MessageKey>>;

export function describeApart({ earlier, later }: MadeApart, names: Names): string {
  return names.t("team.apart", {
    what: whatOf(later.made, names),
    one: names.user(earlier.userId),
    other: names.user(later.userId),
    a: valueOf(earlier.made, names),
    b: valueOf(later.made, names),
  });
}

function whatOf(made: MadeOf, names: Names): string {
  const { t } = names;
  if (made.kind === "stage") return t("team.apart.stage");
  if (isPropertyId(made.property)) return names.property(made.property);
  return Object.hasOwn(WHAT, made.property) ? t(WHAT[made.property as keyof typeof WHAT]) : made.property;
}

function valueOf(made: MadeOf, names: Names): string {
  return made.kind === "stage" ? names.stage(made.to) : textOf(made.property, made.to, names);
}

function textOf(property: string, to: PropertyValue, names: Names): string {
  if (to === null || to === "") return names.t("team.apart.none");
  if (isPropertyId(property)) return names.value(property, to) ?? names.t("team.apart.none");
  if (property === "priority") {
    const priority = TicketPriority.safeParse(to);
    if (priority.success) return names.t(PRIORITY_KEYS[priority.data]);
  }
  if (property === "ownerId" && typeof to === "string") return names.user(to);
  if (property.endsWith("EpochMs") && typeof to === "number") return names.when(to);
  return typeof to === "string" ? to : JSON.stringify(to);
}
