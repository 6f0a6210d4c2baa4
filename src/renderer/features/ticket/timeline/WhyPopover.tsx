import { Anchor, Popover, Text } from "@mantine/core";
import { IconBolt, IconPoint, IconUser } from "@tabler/icons-react";
import { hrefOf } from "#renderer/app/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { usePopover } from "../use-popover.ts";
import type { WhyStep } from "./why-steps.ts";
import css from "./WhyPopover.module.css";

const cx = classNamesOf(css);
const ICONS = { change: IconPoint, automation: IconBolt, actor: IconUser } as const;

/** "Why?": from what a person or a mail did, over the automations that acted on it, to this change. `steps` is asked when it opens. */
export function WhyPopover(props: { readonly steps: () => readonly WhyStep[]; readonly about: string }) {
  const { t } = useI18n();
  const popover = usePopover();
  return (
    <Popover
      position="bottom-start"
      width={360}
      withinPortal
      trapFocus
      returnFocus
      closeOnEscape={false}
      opened={popover.opened}
      onChange={popover.setOpened}
    >
      <Popover.Target>
        <button
          type="button"
          className={cx("why")}
          aria-label={t("ticket.why.about", { change: props.about })}
          onClick={() => popover.setOpened(!popover.opened)}
        >
          {t("ticket.why.button")}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" fw={600} mb="xs">
          {t("ticket.why.title")}
        </Text>
        <ol className={cx("steps")}>
          {(popover.opened ? props.steps() : []).map((step) => (
            <Step key={step.key} step={step} />
          ))}
        </ol>
      </Popover.Dropdown>
    </Popover>
  );
}

function Step(props: { readonly step: WhyStep }) {
  const { step } = props;
  const { t, language } = useI18n();
  const Icon = ICONS[step.kind];
  return (
    <li className={cx("step", step.kind === "automation" && "automation")}>
      <span className={cx("icon")}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={cx("words")}>
        <span className={cx("text")}>{capitalised(step.text, language)}</span>
        {step.atEpochMs === null ? null : (
          <span className={cx("time")}>{formatAbsolute(step.atEpochMs, language)}</span>
        )}
        {step.explanation === null ? null : <span className={cx("explanation")}>{step.explanation}</span>}
        {step.settings === null ? null : (
          <Anchor size="xs" href={hrefOf(step.settings)}>
            {t("ticket.why.settings")}
          </Anchor>
        )}
      </div>
    </li>
  );
}

/** Causes are written to stand in the middle of a sentence. */
function capitalised(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
