import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";
import { PathList } from "../overlay/PathList.tsx";
import type { Walk } from "../overlay/use-walk.ts";
import css from "./test.module.css";

const cx = classNamesOf(css);

/** The whole path in words, and how it ends; step by step as far as one has come. */
export function TestedPath(props: { readonly run: DryRun; readonly walk: Walk; readonly isStepwise: boolean }) {
  const { run, walk, isStepwise } = props;
  const { t } = useI18n();
  const seen = isStepwise && walk.place !== null ? run.path.slice(0, walk.place + 1) : run.path;
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.run.path")}</h3>
      <PathList
        stops={seen.map(({ step, entry: { outcome } }) => ({ step, state: outcome.kind, outcome }))}
        walk={walk}
      />
      {seen.length < run.path.length ? null : (
        <p className={cx("end")} role="status">
          {t(`workflows.test.end.${run.end.status}`)}
        </p>
      )}
    </section>
  );
}
