import { Button, Checkbox, Code, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { openOutside } from "#renderer/components/links/open-outside.ts";
import { useAskLink } from "#renderer/components/links/use-ask-link.ts";
import { watchLinks } from "#renderer/components/links/watch-links.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { Warning } from "#renderer/components/Warning.tsx";
import {
  useDesk,
  useI18n,
  usePreferences,
  useServices,
  useSetPreferences,
  useShellState,
} from "#renderer/state/desk-context.tsx";
import { describeLink, type LinkDescription, mayBeTrusted } from "#shared/rules/links/describe-link.ts";
import css from "./LinkQuestion.module.css";

const cx = classNamesOf(css);
/** More are forgotten, the oldest first: nobody looks through a longer list. */
const MAX_TRUSTED_SITES = 200;

/** Shows where a link leads before it opens, wherever in the desk it stands; mails in their frames tell of theirs by themselves. */
export function LinkQuestion() {
  const { desktop } = useDesk();
  const { shell } = useServices();
  const ask = useAskLink();
  const asked = useShellState((state) => state.linkAsked);
  useEffect(
    () =>
      watchLinks(document, {
        onOutside: ask,
        // `location.origin` says nothing of the desktop app's own scheme.
        isOwn: (href) => href.startsWith(`${location.protocol}//${location.host}/`),
        // The desktop app has one window; a browser opens another by itself.
        ...(desktop === null ? {} : { onOwnWindow: (href: string) => void (location.hash = href) }),
      }),
    [ask, desktop],
  );
  const link = asked === null ? null : describeLink(asked.href, asked.text);
  return link === null ? null : <Question link={link} onClose={() => shell.setState({ linkAsked: null })} />;
}

function Question({ link, onClose }: { readonly link: LinkDescription; readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const toasts = useToasts();
  const setPreferences = useSetPreferences();
  const trusted = usePreferences((preferences) => preferences.trustedSites);
  const [isTrusted, setTrusted] = useState(false);
  const isSuspicious = link.kind === "web" && link.warnings.length > 0;

  const open = (url: string): void => {
    if (isTrusted && mayBeTrusted(link)) {
      const others = trusted.filter((host) => host !== link.host);
      setPreferences({ trustedSites: [...others, link.host].slice(-MAX_TRUSTED_SITES) });
    }
    openOutside(desk, url).catch((error: unknown) => toasts.failed(error, { title: t("link.failed") }));
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`link.title.${link.kind}`)}
      size="lg"
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="md">
        <Where link={link} />
        {link.kind === "web" && isSuspicious ? <Warnings link={link} /> : null}
        {link.kind === "web" ? <WholeAddress url={link.url} /> : null}
        {mayBeTrusted(link) ? (
          <Checkbox
            label={t("link.trust", { host: link.readableHost ?? link.host })}
            checked={isTrusted}
            onChange={(event) => setTrusted(event.currentTarget.checked)}
          />
        ) : null}
        <Group justify="flex-end" gap="xs">
          <CopyButton value={link.kind === "phone" ? link.number : link.url}>
            {({ copied, copy }) => (
              <Button variant="subtle" mr="auto" onClick={copy}>
                {t(copied ? "link.copied" : link.kind === "phone" ? "link.copyNumber" : "link.copy")}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="default"
            onClick={onClose}
            data-autofocus={isSuspicious || link.kind === "phone" ? true : undefined}
          >
            {t("shell.cancel")}
          </Button>
          {link.kind === "phone" ? null : (
            <Button
              {...(isSuspicious ? { color: "red" } : {})}
              onClick={() => open(link.url)}
              data-autofocus={isSuspicious ? undefined : true}
            >
              {t(isSuspicious ? "link.openAnyway" : "link.open")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Where({ link }: { readonly link: LinkDescription }) {
  const { t } = useI18n();
  if (link.kind === "phone") return <bdi className={cx("site")}>{link.number}</bdi>;
  if (link.kind === "mail") {
    return (
      <div>
        <Text size="sm" c="dimmed">
          {t("link.mailTo")}
        </Text>
        {link.recipients.map((recipient) => (
          <bdi key={recipient} className={cx("site")}>
            {recipient}
          </bdi>
        ))}
      </div>
    );
  }
  const isLookAlike = link.warnings.includes("lookAlike");
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t("link.leadsTo")}
      </Text>
      <bdi className={cx("site")}>{link.host}</bdi>
      {link.readableHost === null ? null : (
        <Text size="sm">{t(isLookAlike ? "link.looksLike" : "link.writtenAs", { host: link.readableHost })}</Text>
      )}
    </div>
  );
}

function WholeAddress({ url }: { readonly url: string }) {
  const { t } = useI18n();
  return (
    <div>
      <Text size="sm" c="dimmed" id="link-whole">
        {t("link.whole")}
      </Text>
      <Code block className={cx("address")} dir="ltr" tabIndex={0} aria-labelledby="link-whole">
        {url}
      </Code>
    </div>
  );
}

function Warnings({ link }: { readonly link: LinkDescription & { readonly kind: "web" } }) {
  const { t } = useI18n();
  const values = { host: link.host, claimed: link.claimedHost ?? "" };
  return (
    <Warning icon={<IconAlertTriangle size={18} />} title={t("link.warning.title")}>
      <ul className={cx("warnings")}>
        {link.warnings.map((warning) => (
          <li key={warning}>{t(`link.warning.${warning}`, values)}</li>
        ))}
      </ul>
    </Warning>
  );
}
