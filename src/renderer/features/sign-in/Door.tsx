import { Text } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { AppearanceMenu } from "#renderer/components/AppearanceMenu.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { Route } from "#renderer/state/routes.ts";
import type { LinkAbout, SignInResult, SignInState } from "#shared/contract/sign-in.ts";
import css from "./Door.module.css";
import { LinkForm } from "./LinkForms.tsx";
import { CodeForm, ForgottenForm, SignInForm } from "./SignInForm.tsx";

const cx = classNamesOf(css);

type DoorProps =
  | { readonly state: SignInState; readonly link?: undefined }
  | { readonly link: Extract<Route, { page: "door" }>; readonly state?: undefined };

/** What stands in the desk's place while nobody is signed in, and where the links of a server lead. */
export function Door({ state, link }: DoorProps) {
  const [challenge, setChallenge] = useState<string | null>(null);
  /** Everything that belonged to who was signed in before goes with the page. */
  const enter = useCallback(
    (result: SignInResult) => {
      if (result.state === "totp") {
        setChallenge(result.challenge);
        return;
      }
      if (link !== undefined) window.history.replaceState(null, "", "#/");
      window.location.reload();
    },
    [link],
  );
  if (challenge !== null) return <Code challenge={challenge} onResult={enter} onBack={() => setChallenge(null)} />;
  if (link !== undefined) return <Link link={link} onResult={enter} />;
  return state.state === "set-up" ? <NotSetUp /> : <SignIn onResult={enter} />;
}

function SignIn({ onResult }: { readonly onResult: (result: SignInResult) => void }) {
  const { t } = useI18n();
  const [address, setAddress] = useState("");
  const [isForgotten, setForgotten] = useState(false);
  if (isForgotten)
    return (
      <Frame title={t("signIn.forgotten.title")} text={t("signIn.forgotten.text")}>
        <ForgottenForm address={address} onAddress={setAddress} onBack={() => setForgotten(false)} />
      </Frame>
    );
  return (
    <Frame title={t("signIn.title")}>
      <SignInForm address={address} onAddress={setAddress} onResult={onResult} onForgotten={() => setForgotten(true)} />
    </Frame>
  );
}

function Code(props: {
  readonly challenge: string;
  readonly onResult: (result: SignInResult) => void;
  readonly onBack: () => void;
}) {
  const { t } = useI18n();
  return (
    <Frame title={t("signIn.code.title")}>
      <CodeForm {...props} />
    </Frame>
  );
}

function NotSetUp() {
  const { t } = useI18n();
  return (
    <Frame title={t("signIn.notSetUp.title")} text={t("signIn.notSetUp.text")}>
      {null}
    </Frame>
  );
}

function Link(props: {
  readonly link: Extract<Route, { page: "door" }>;
  readonly onResult: (result: SignInResult) => void;
}) {
  const { t } = useI18n();
  const { link, token } = props.link;
  const [about, setAbout] = useState<LinkAbout | null>(null);
  const desk = about?.deskName ?? "";
  const title = desk === "" ? t(`signIn.link.${link}`) : t(`signIn.link.${link}.of`, { desk });
  return (
    <Frame title={title} {...(link === "set-up" ? { text: t("signIn.setUp.text") } : {})}>
      <LinkForm key={token} link={link} token={token} onResult={props.onResult} onAbout={setAbout} />
    </Frame>
  );
}

function Frame(props: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Pipedesk`;
  }, [props.title]);
  return (
    <main className={cx("page")}>
      <div className={cx("corner")}>
        <AppearanceMenu />
      </div>
      <div className={cx("card")}>
        <img src={new URL("../../icon.svg", import.meta.url).href} alt="" width={40} height={40} />
        <h1 className={cx("title")} dir="auto">
          {props.title}
        </h1>
        {props.text === undefined ? null : (
          <Text className={cx("text")} c="dimmed">
            {props.text}
          </Text>
        )}
        <div className={cx("form")}>{props.children}</div>
      </div>
    </main>
  );
}
