import { ActionIcon, Button } from "@mantine/core";
import { IconFilterPlus, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { describeCondition, describeFilter } from "#shared/automation/describe/describe-condition.ts";
import type { Names } from "#shared/automation/describe/words.ts";
import { type Filter, isGroup } from "#shared/automation/filters/filter.ts";
import { ME } from "#shared/automation/ticket-views/me.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { isFilterFilled } from "#renderer/components/workflow/form/conditions.ts";
import { FilterField } from "#renderer/components/workflow/form/FilterField.tsx";
import { FormContext, type FormOf } from "#renderer/components/workflow/form/form-context.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useShortcuts } from "#renderer/state/use-shell.ts";
import { useWords } from "#renderer/state/use-words.ts";
import type { ShownView } from "./use-view.ts";
import css from "./ViewPage.module.css";

const cx = classNamesOf(css);

const FORM: FormOf = {
  id: "view",
  isReadOnly: false,
  templates: new Set(),
  pipelineId: null,
  hasMe: true,
  problems: [],
  onLeave: () => undefined,
};

/** The conditions of a view: each a chip that says it, and the builder in which they are put together. */
export function FilterBar({ view }: { readonly view: ShownView }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const [isOpened, setOpened] = useState(false);
  const { filter } = view.look;
  // Half a condition asks nothing: the list stays as it is until it is whole.
  const [typed, setTyped] = useState<Filter | null>(null);
  const withMe: Names = useMemo(
    () => (kind, id) => (kind === "user" && id === ME ? t("views.me") : names(kind, id)),
    [names, t],
  );
  const put = (next: Filter) => {
    const isWhole = isFilterFilled(next);
    setTyped(isWhole ? null : next);
    if (isWhole) view.change({ filter: next });
  };
  const close = () => {
    setOpened(false);
    setTyped(null);
  };
  useShortcuts([{ keys: "Escape", when: () => isOpened, run: close }]);
  return (
    <div className={cx("filters")} role="group" aria-label={t("views.filters")}>
      {filter.parts.map((part, index) => {
        const text = say(isGroup(part) ? describeFilter(part, withMe) : describeCondition(part, withMe));
        return (
          <span key={index} className={cx("chip")}>
            <button type="button" className={cx("chipText")} title={text} onClick={() => setOpened(true)}>
              {text}
            </button>
            <ActionIcon
              size="sm"
              radius="xl"
              aria-label={t("views.removeFilter", { filter: text })}
              onClick={() => put({ ...filter, parts: filter.parts.toSpliced(index, 1) })}
            >
              <IconX size={12} />
            </ActionIcon>
          </span>
        );
      })}
      {filter.match === "any" && filter.parts.length > 1 ? (
        <span className={cx("joined")}>{t("workflows.match.any")}</span>
      ) : null}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconFilterPlus size={14} />}
        aria-expanded={isOpened}
        onClick={() => (isOpened ? close() : setOpened(true))}
      >
        {t("views.filter")}
      </Button>
      {isOpened ? (
        <div className={cx("panel")}>
          <FormContext value={FORM}>
            <FilterField filter={typed ?? filter} path="filter" onChange={put} />
          </FormContext>
          <Button size="compact-xs" className={cx("done")} onClick={close}>
            {t("views.done")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
