import type { Activity } from "../../model/activity.ts";
import type { UserId } from "../../model/ids.ts";
import type { PropertyValue, StagePlace, TicketEventBody } from "../../model/event.ts";
import { areRivals } from "./base.ts";

/** What somebody made of a property: its value, or of a move the place. */
export type MadeOf =
  | { readonly kind: "property"; readonly property: string; readonly to: PropertyValue }
  | { readonly kind: "stage"; readonly to: StagePlace };

export type Side = { readonly activityId: Activity["id"]; readonly userId: UserId; readonly made: MadeOf };

/** Two changes of one thing by two people who knew nothing of each other's; the later one counts. */
export type MadeApart = { readonly earlier: Side; readonly later: Side };

type Change = { readonly activity: Activity; readonly side: Side };

/**
 * Which of a ticket's changes two people made apart, the later ones in the order of their stamps, each with the nearest before it. What both made the same is no matter, and of lists, whose
 * elements merge one by one, neither loses anything.
 * @rule H3
 */
export function madeApart(activities: readonly Activity[]): readonly MadeApart[] {
  const changes = activities
    .flatMap((activity) => changeOf(activity))
    .toSorted((a, b) => compareText(a.activity.stamp, b.activity.stamp));
  return changes.flatMap(({ activity, side }, index) => {
    const other = changes
      .slice(0, index)
      .findLast(
        (before) =>
          before.side.userId !== side.userId &&
          areRivals(before.activity.base, activity.base) &&
          !isSame(before.side.made, side.made),
      );
    return other === undefined ? [] : [{ earlier: other.side, later: side }];
  });
}

function changeOf(activity: Activity): Change[] {
  const { cause, base } = activity;
  if (cause.kind !== "user" || base === undefined) return [];
  const made = madeOf(activity.body);
  return made === null ? [] : [{ activity, side: { activityId: activity.id, userId: cause.userId, made } }];
}

function madeOf(body: TicketEventBody): MadeOf | null {
  if (body.type === "ticket.stage-changed") return { kind: "stage", to: body.to };
  if (body.type !== "ticket.property-changed" || Array.isArray(body.to) || Array.isArray(body.from)) return null;
  return { kind: "property", property: body.property, to: body.to };
}

function isSame(one: MadeOf, other: MadeOf): boolean {
  if (one.kind === "stage" && other.kind === "stage") return one.to.stageId === other.to.stageId;
  return (
    one.kind === "property" &&
    other.kind === "property" &&
    // A close date set by hand and a move share nothing else.
    (one.property !== other.property || JSON.stringify(one.to) === JSON.stringify(other.to))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
