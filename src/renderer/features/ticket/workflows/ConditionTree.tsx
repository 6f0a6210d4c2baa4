import { VisuallyHidden } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconX } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { describeCondition } from "#shared/automation/describe/describe-condition.ts";
import { valueWords } from "#shared/automation/describe/values.ts";
import { listOf, type Names, type Phrase } from "#shared/automation/describe/words.ts";
import type { ConditionView } from "#shared/contract/explanations/past-evaluation.ts";
import type { ConditionTree as Tree, TreeNode } from "./condition-tree.ts";
import css from "./whynot.module.css";

const cx = classNamesOf(css);

/** A filter's conditions as they stand in each other, each with the value that it saw; the first because of which it failed is marked. */
export function ConditionTree({ tree, firstFailed }: { readonly tree: Tree; readonly firstFailed: string | null }) {
  const { t } = useI18n();
  if (tree.parts.length === 0) return <p className={cx("note")}>{t("whyNot.noConditions")}</p>;
  return <Group group={tree} firstFailed={firstFailed} isRoot />;
}

function Group(props: { readonly group: Tree; readonly firstFailed: string | null; readonly isRoot?: boolean }) {
  const { group, firstFailed } = props;
  const { t } = useI18n();
  const label = t(`whyNot.match.${group.match}`);
  return (
    <div className={cx("group", props.isRoot === true && "root")}>
      <p className={cx("match")}>
        <Mark holds={group.holds} />
        {label}
      </p>
      <ul aria-label={label}>
        {group.parts.map((part) => (
          <li key={part.path}>
            <Part part={part} firstFailed={firstFailed} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Part({ part, firstFailed }: { readonly part: TreeNode; readonly firstFailed: string | null }) {
  if (part.kind === "group") return <Group group={part} firstFailed={firstFailed} />;
  return <Condition view={part.condition} isFirstFailed={part.path === firstFailed} />;
}

function Condition({ view, isFirstFailed }: { readonly view: ConditionView; readonly isFirstFailed: boolean }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  return (
    <div className={cx("condition", isFirstFailed && "first")}>
      <Mark holds={view.holds} />
      <div>
        <span dir="auto">{say(describeCondition(view.condition, names))}</span>
        <span className={cx("saw")} dir="auto">
          {t("whyNot.saw", { value: say(sawWords(view, names)) })}
        </span>
        {isFirstFailed ? (
          <span className={cx("pointer")}>
            <IconArrowLeft size={13} aria-hidden /> {t("whyNot.firstFailed")}
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** The value that a condition saw, as people call it. */
function sawWords({ condition: { object, property }, saw }: ConditionView, names: Names): Phrase {
  if (!Array.isArray(saw)) return valueWords(object, property, saw as string | number | boolean | null, names);
  if (saw.length === 0) return valueWords(object, property, null, names);
  return listOf(
    saw.map((one) => valueWords(object, property, one, names)),
    "plain",
  );
}

export function Mark({ holds }: { readonly holds: boolean }) {
  const { t } = useI18n();
  const Icon = holds ? IconCheck : IconX;
  return (
    <span className={cx("mark", holds ? "holds" : "fails")}>
      <Icon size={14} aria-hidden />
      <VisuallyHidden>{t(holds ? "whyNot.holds" : "whyNot.fails")}</VisuallyHidden>
    </span>
  );
}
