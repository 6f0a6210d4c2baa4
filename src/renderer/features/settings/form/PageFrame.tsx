import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./PageFrame.module.css";
import { useMayChange } from "#renderer/state/use-access.ts";

const cx = classNamesOf(css);

export type PathPart = { readonly label: string; readonly route: Route | null };

/** A settings screen: the path to it, its name and what belongs beside it in one line, and the reason where the person may only look (A3). */
export function PageFrame(props: {
  readonly path: readonly PathPart[];
  readonly title: ReactNode;
  /** Beside the title: what is chosen or made here. */
  readonly tools?: ReactNode;
  readonly guarded: boolean;
  /** What the person may not, where that is other than pipelines, channels and automations. */
  readonly guardedText?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={cx("frame")}>
      <div className={cx("head")}>
        <ol className={cx("path")}>
          {props.path.map((part, index) => (
            <li key={index}>{part.route === null ? part.label : <a href={hrefOf(part.route)}>{part.label}</a>}</li>
          ))}
        </ol>
        <div className={cx("title")}>{props.title}</div>
        {props.tools === undefined ? null : <div className={cx("tools")}>{props.tools}</div>}
      </div>
      {props.guarded ? <ReadOnlyReason text={props.guardedText} /> : null}
      {props.children}
    </div>
  );
}

function ReadOnlyReason({ text }: { readonly text: string | undefined }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  if (mayChange) return null;
  return (
    <Alert variant="light" color="gray" icon={<IconLock size={16} />} title={t("settings.readOnly.title")} mb="md">
      {text ?? t("settings.readOnly.text")}
    </Alert>
  );
}
