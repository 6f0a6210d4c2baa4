import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ViewGrouping } from "#shared/automation/documents/saved-view.ts";
import { TicketPriority } from "#shared/model/ticket-priority.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { PriorityMark } from "#renderer/components/PriorityMark.tsx";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import css from "./TicketTable.module.css";
import type { ViewGroup } from "./view-layout.ts";

const cx = classNamesOf(css);

/** The head of a group: its name, how many tickets it has, and whether they are folded away. */
export function GroupHead(props: {
  readonly group: ViewGroup;
  readonly grouping: ViewGrouping;
  readonly rowIndex: number;
  readonly isFolded: boolean;
  readonly onFold: () => void;
}) {
  const { group, grouping, isFolded, onFold } = props;
  const { t } = useI18n();
  return (
    <div role="row" className={cx("groupRow")} aria-rowindex={props.rowIndex}>
      <div role="gridcell" className={cx("groupCell")}>
        <button type="button" className={cx("groupHead")} aria-expanded={!isFolded} onClick={onFold}>
          {isFolded ? <IconChevronRight size={14} /> : <IconChevronDown size={14} />}
          {group.isRest === true ? t("views.group.rest") : <GroupName groupKey={group.key} grouping={grouping} />}
          <span className={cx("quiet")}>{group.count}</span>
        </button>
      </div>
    </div>
  );
}

function GroupName({ groupKey, grouping }: { readonly groupKey: string | null; readonly grouping: ViewGrouping }) {
  const { t } = useI18n();
  const setup = useDeskState((state) => state.setup);
  if (groupKey === null) return <span>{t(`views.group.none.${grouping}`)}</span>;
  switch (grouping) {
    case "stage": {
      const stage = setup.pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === groupKey);
      return (
        <>
          {stage === undefined ? null : <StageDot stage={stage} />}
          <span>{stage?.name ?? t("views.gone")}</span>
        </>
      );
    }
    case "pipeline":
      return <span>{setup.pipelines.find(({ id }) => id === groupKey)?.name ?? t("views.gone")}</span>;
    case "owner": {
      const owner = setup.users.find(({ id }) => id === groupKey);
      return (
        <>
          {owner === undefined ? null : <UserAvatar id={owner.id} name={owner.name} sizePx={18} />}
          <span dir="auto">{owner?.name ?? t("views.gone")}</span>
        </>
      );
    }
    case "priority": {
      const priority = TicketPriority.options.find((one) => one === groupKey);
      return priority === undefined ? (
        <span>{groupKey}</span>
      ) : (
        <>
          <PriorityMark priority={priority} />
          <span>{t(`board.priority.${priority}`)}</span>
        </>
      );
    }
    case "tag":
      return <span dir="auto">{groupKey}</span>;
  }
}
