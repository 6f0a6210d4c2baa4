import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconExclamationCircle } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";

/** The worst that is told at a step. */
export function ProblemMark(props: { readonly marks: "error" | "warning"; readonly className: string }) {
  const { t } = useI18n();
  const Icon = props.marks === "error" ? IconExclamationCircle : IconAlertTriangle;
  return (
    <span className={props.className}>
      <Icon size={16} aria-hidden />
      <VisuallyHidden>{t(`workflows.mark.${props.marks}`)}</VisuallyHidden>
    </span>
  );
}
