import { IconArrowsMove, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { diffDefinitions } from "#shared/automation/definition-diff.ts";
import { OUTSIDE_DEFINITION, type Draft } from "#shared/automation/edit-steps/draft.ts";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import { changeLine, type ChangeKind } from "./change-words.ts";
import css from "./changes.module.css";

const cx = classNamesOf(css);

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil, moved: IconArrowsMove } as const;

/** What differs between two states of a workflow, a line each. */
export function ChangeLines({ before, after }: { readonly before: Draft; readonly after: Draft }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const sides = { before: before.definition, after: after.definition };
  const outside = OUTSIDE_DEFINITION.filter((name) => !isSame(before[name], after[name]));
  const lines = diffDefinitions(sides.before, sides.after).map((change) => changeLine(change, sides, names));
  return (
    <ul className={cx("lines")}>
      {outside.map((name) => (
        <Line key={name} kind="changed" text={t(`workflows.setting.${name}`)} />
      ))}
      {lines.map((line, index) => (
        <Line
          key={index}
          kind={line.kind}
          text={
            line.setting !== null ? t(`workflows.setting.${line.setting}`) : line.what === null ? "" : say(line.what)
          }
        />
      ))}
    </ul>
  );
}

function Line({ kind, text }: { readonly kind: ChangeKind; readonly text: string }) {
  const { t } = useI18n();
  const Icon = ICONS[kind];
  return (
    <li className={cx("line")}>
      <span className={cx("kind", kind)}>
        <Icon size={13} aria-hidden />
        {t(`workflows.change.${kind}`)}
      </span>
      <span className={cx("what")}>{text}</span>
    </li>
  );
}
