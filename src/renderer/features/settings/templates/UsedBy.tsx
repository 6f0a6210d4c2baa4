import { Anchor, Text } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { Translate } from "#shared/i18n/index.ts";
import type { TemplateUser } from "./template-use.ts";
import css from "./templates.module.css";

const cx = classNamesOf(css);

/** Links to whatever sends a template. */
export function UsedBy({ users }: { readonly users: readonly TemplateUser[] }) {
  const { t } = useI18n();
  if (users.length === 0)
    return (
      <Text size="sm" className={cx("faint")}>
        {t("mailTemplates.unused")}
      </Text>
    );
  return (
    <ul className={cx("users")}>
      {users.map((user) => (
        <li key={user.id}>
          <Anchor href={hrefOf(user.route)} size="sm" dir="auto">
            {userName(user, t)}
          </Anchor>
          {user.enabled ? null : <span className={cx("faint")}> ({t("mailTemplates.off")})</span>}
        </li>
      ))}
    </ul>
  );
}

function userName(user: TemplateUser, t: Translate): string {
  return "name" in user ? user.name : t("mailTemplates.card", { stage: user.stage, pipeline: user.pipeline });
}
