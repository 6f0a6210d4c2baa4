import { Button, Collapse, Group, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ConnectFailure, ServerCertificate } from "#shared/model/mail-channel.ts";
import css from "./FailureNotice.module.css";

const cx = classNamesOf(css);

/** Why a server could not be used: what happened, what to do, and on demand the server's own words. */
export function FailureNotice(props: {
  readonly failure: ConnectFailure;
  /** Absent where the person may not decide about the certificate. */
  readonly onTrust?: ((pem: string) => void) | undefined;
  /** The title stands elsewhere. */
  readonly untitled?: boolean;
}) {
  const { t } = useI18n();
  const { code, detail, certificate } = props.failure;
  const [shown, setShown] = useState(false);
  const { onTrust } = props;
  return (
    <div>
      {props.untitled === true ? null : <Text fw={500}>{t(`mailbox.failure.${code}.title`)}</Text>}
      <Text c="dimmed" size="xs">
        {t(`mailbox.failure.${code}.text`)}
      </Text>
      {certificate === null ? null : <CertificateFacts certificate={certificate} />}
      <Group gap="xs" mt={certificate === null && detail === "" ? 0 : 4}>
        {/* Trusting one that is out of date or bears another name changes nothing: both are checked all the same. */}
        {certificate === null || code !== "certificate-untrusted" || onTrust === undefined ? null : (
          <Button variant="default" size="compact-xs" onClick={() => onTrust(certificate.pem)}>
            {t("mailbox.certificate.trust")}
          </Button>
        )}
        {detail === "" ? null : (
          <Button variant="transparent" px={0} size="compact-xs" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t(shown ? "mailbox.failure.hideDetails" : "mailbox.failure.details")}
          </Button>
        )}
      </Group>
      <Collapse expanded={shown}>
        <p className={cx("words")}>{detail}</p>
      </Collapse>
    </div>
  );
}

function CertificateFacts({ certificate }: { readonly certificate: ServerCertificate }) {
  const { t, language } = useI18n();
  return (
    <dl className={cx("facts")}>
      <dt>{t("mailbox.certificate.subject")}</dt>
      <dd>{certificate.subject}</dd>
      <dt>{t("mailbox.certificate.issuer")}</dt>
      <dd>{certificate.issuer}</dd>
      <dt>{t("mailbox.certificate.validTo")}</dt>
      <dd>{formatAbsolute(certificate.validToEpochMs, language)}</dd>
      <dt>{t("mailbox.certificate.fingerprint")}</dt>
      <dd className={cx("fingerprint")}>{certificate.fingerprint}</dd>
    </dl>
  );
}
